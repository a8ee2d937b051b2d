"""The parser's complaint in words that help to mend the query.

Oxigraph reports the farthest point it looked at, which for a keyword lies up to ten characters
behind the fault, and names a missing prefix only at times. So the query is read once more here.
"""

import re
from collections.abc import Iterator

from graph.engine.errors import QuerySyntaxError
from graph.engine.refusals import IRI, NAME, SKIP, STRING, VARIABLE
from graph.namespaces import PREFIXES

PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
REMARK = re.compile(r"(?:^|, )([A-Z]\w*(?: [\w'-]+){2,})")
"""What the parser has to say in words, among the tokens that it expected."""
SEEN = re.compile(r"[\"']")
"""An expected sign or character: only then did several readings come as far as the place."""
EXPLAINABLE = 20_000
"""Characters of the longest query that is read again: the reading is quadratic at worst.

It is done in the worker, so that its time counts as the query's."""
UPDATES = {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
WORD = re.compile(r"(?P<word>\w+)|\S")
TOKEN = re.compile(
    "|".join(f"(?:{p.pattern})" for p in (SKIP, STRING, IRI, VARIABLE))
    + f"|(?P<name>{NAME.pattern})|{WORD.pattern}",
    re.DOTALL,
)


def explained(reason: str, query: str) -> QuerySyntaxError:
    """Return the error with its place; an unknown prefix with the declaration it lacks."""
    if len(query) > EXPLAINABLE:
        return _placed(reason)
    if _is_update(query):
        return QuerySyntaxError("it is an update, and the data here can only be read")
    for prefix, at in _undeclared(query):
        return _advised(prefix, *_place(query, at))
    match = PLACE.match(reason)
    if match is None:
        return _placed(reason)
    return _told(match[3], query, int(match[1]), int(match[2]))


def _placed(reason: str) -> QuerySyntaxError:
    """Return the error with the parser's own place, its list of expected signs left out."""
    match = PLACE.match(reason)
    if match is None:
        return QuerySyntaxError(reason.rstrip("."))
    return QuerySyntaxError("the fault lies there or a little before", int(match[1]), int(match[2]))


def _told(expected: str, query: str, line: int, column: int) -> QuerySyntaxError:
    if remark := REMARK.search(expected):
        return QuerySyntaxError(remark[1][0].lower() + remark[1][1:])
    rest = "\n".join(query.split("\n")[line - 1 :])[column - 1 :]
    found = re.search(r"[\w?$:]+|\S", rest)
    if not SEEN.search(expected):
        return QuerySyntaxError("the fault lies there or a little before", line, column)
    if found:
        return QuerySyntaxError("unexpected %(word)s", line, column, word=found[0])
    return QuerySyntaxError("it ends too early, something is left open", line, column)


def _is_update(query: str) -> bool:
    words = (match["word"] for match in TOKEN.finditer(query) if match["word"])
    first = next((word for word in words if word.upper() not in {"PREFIX", "BASE"}), "")
    return first.upper() in UPDATES


def _undeclared(query: str) -> Iterator[tuple[str, int]]:
    """Yield the prefixes that no declaration comes before, each with where it is used."""
    declared, declares = {"_"}, False
    for match in TOKEN.finditer(query):
        if match["name"]:
            prefix = match["name"].partition(":")[0]
            if declares:
                declared.add(prefix)
            elif prefix not in declared:
                yield prefix, match.start()
        if not match[0].isspace():
            declares = (match["word"] or "").upper() == "PREFIX"


def _advised(prefix: str, line: int, column: int) -> QuerySyntaxError:
    if prefix in PREFIXES:
        reason = "the prefix %(prefix)s: is not declared, add PREFIX %(prefix)s: <%(iri)s>"
        return QuerySyntaxError(reason, line, column, prefix=prefix, iri=PREFIXES[prefix])
    reason = "the prefix %(prefix)s: is not declared; those in use here are %(known)s"
    known = ", ".join(f"{name}:" for name in PREFIXES)
    return QuerySyntaxError(reason, line, column, prefix=prefix, known=known)


def _place(query: str, at: int) -> tuple[int, int]:
    return query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)
