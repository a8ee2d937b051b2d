"""What is refused before the engine sees it.

The engine's parser knows no word boundaries (``SERVICE:a {``, ``1SERVICE <a> {``) and only the
grammar tells whether ``<`` compares or opens an IRI. So every reading of the text is followed, and
a query is refused when one of them holds ``SERVICE``, a name and ``{``. What slips through finds
no socket: ``graph.engine.limits.forbid_files``.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

PN = r"\w.%\-\u00b7\u0300-\u036f\u203f\u2040"
SKIP = re.compile(r"(?:\s+|\#[^\n\r]*)+")
STRING = re.compile(
    r"'''(?:[^\\]|\\.)*?'''" r'|"""(?:[^\\]|\\.)*?"""'
    r"|'(?:[^'\\\n\r]|\\.)*'" r'|"(?:[^"\\\n\r]|\\.)*"',
    re.DOTALL,
)  # fmt: skip
IRI = re.compile(r'<[^<>"{}|^`\x00-\x20]*>')
VARIABLE = re.compile(r"[?$]\w+")
NAME = re.compile(rf"[{PN}]*:(?:\\.|[{PN}:])*")
VALUE = re.compile(r"true|false|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
WORD = re.compile(r"\w+")
SERVICE = re.compile(r"SERVICE", re.IGNORECASE)
SILENT = re.compile(r"SILENT", re.IGNORECASE)
TAKES_A_NAME = {"DESCRIBE", "FROM", "GRAPH", "NAMED"}

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Seen(Enum):
    """How much of a SERVICE clause a reading has just passed."""

    NOTHING = auto()
    NAMING_WORD = auto()
    SERVICE = auto()
    SILENT = auto()
    TARGET = auto()
    CLAUSE = auto()


State = tuple[int, Seen]


def calls_out(query: str) -> bool:
    """Tell whether the query has a SERVICE clause, in any spelling."""
    return any(_has_service(text) for text in {query, _unescaped(query)})


def _unescaped(query: str) -> str:
    """Resolve code point escapes, which SPARQL 1.1 (19.2) resolves before anything else."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else ""

    return ESCAPE.sub(character, query)


def _has_service(text: str) -> bool:
    if not SERVICE.search(text):
        return False
    known: set[State] = set()
    pending: list[State] = [(0, Seen.NOTHING)]
    while pending:
        state = pending.pop()
        if state[1] is Seen.CLAUSE:
            return True
        if state not in known and state[0] < len(text):
            known.add(state)
            pending.extend(_steps(text, *state))
    return False


def _steps(text: str, at: int, seen: Seen) -> Iterator[State]:
    """Yield where each reading of the next token leads."""
    if match := SKIP.match(text, at):
        yield match.end(), seen
    elif match := STRING.match(text, at):
        yield match.end(), Seen.NOTHING
    else:
        yield from _targets(text, at, seen)
        yield from _words(text, at, seen)


def _targets(text: str, at: int, seen: Seen) -> Iterator[State]:
    called = seen in {Seen.SERVICE, Seen.SILENT}
    for pattern in (IRI, VARIABLE, NAME):
        if match := pattern.match(text, at):
            yield match.end(), Seen.TARGET if called else Seen.NOTHING


def _words(text: str, at: int, seen: Seen) -> Iterator[State]:
    if seen is not Seen.NAMING_WORD and (match := SERVICE.match(text, at)):
        yield match.end(), Seen.SERVICE
    if seen is Seen.SERVICE and (match := SILENT.match(text, at)):
        yield match.end(), Seen.SILENT
    if match := VALUE.match(text, at):
        yield match.end(), Seen.NOTHING
    if match := WORD.match(text, at):
        if not NAME.match(text, at):
            names = match[0].upper() in TAKES_A_NAME
            yield match.end(), Seen.NAMING_WORD if names else Seen.NOTHING
    elif not (VARIABLE.match(text, at) or NAME.match(text, at)):
        opens = text[at] == "{" and seen is Seen.TARGET
        yield at + 1, Seen.CLAUSE if opens else Seen.NOTHING
