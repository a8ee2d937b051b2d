"""Finding: the few things that may be meant are read, compared with the words, and put in order."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from graph.index.search.match import Candidate, Found, Name, alike, named
from graph.index.search.near import choices_of
from graph.index.search.question import Question, anything_of, asked
from graph.index.search.table import KEY

MOST = 200
"""Things that are compared with one another; what is worth less is not shown."""
FEW = 20
"""Below so many, words that are not finished are tried too; below half of it, similar words."""
SCANNED = 2000
"""Names of one beginning that are all read; where there are more, the index yields the best."""

EXACT = f"SELECT DISTINCT thing FROM names WHERE {KEY} = ? ORDER BY thing LIMIT ?"
BEGUN = f"SELECT thing FROM names WHERE {KEY} >= ? AND {KEY} < ? LIMIT ?"
WORDS = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
ROWS = """
SELECT things.number, iri, class, class_group, degree, score, kind, name, text
FROM things JOIN names ON names.number BETWEEN things.number AND things.last
WHERE things.number IN (SELECT value FROM json_each(?)) ORDER BY names.number
"""


class Hit(NamedTuple):
    """One thing found: its IRI, a class, the name that matched, how many ties it has."""

    iri: str
    class_: str
    name: str
    degree: int


class Finding(NamedTuple):
    """A part of what was found, and how much there is of each group of classes."""

    hits: list[Hit]
    total: int
    groups: dict[str, int]
    is_all: bool
    """Whether the numbers count everything, and not only the best."""
    is_near: bool
    """Whether nothing has such a name, and these are spelt nearly so."""


NONE = Finding([], 0, {}, True, False)


def find(
    connection: sqlite3.Connection, text: str, limit: int, *, start: int = 0, group: str = ""
) -> Finding:
    """Return what any text names, best first; every word may be unfinished.

    Where little is named so, what is spelt nearly so comes after it.
    """
    question = asked(text)
    if not question.words:
        return NONE
    found = _found(connection, question)
    is_all, is_near = len(found) < MOST, not found
    if len(found) < FEW // 2 and not (found and found[0].is_whole):
        known = {one.thing.number for one in found}
        found += [one for one in _near(connection, question) if one.thing.number not in known]
    groups = dict(Counter(one.thing.group for one in found).most_common())
    if group:
        found = found if is_all else _found(connection, question, group)
        found = [one for one in found if one.thing.group == group]
    hits = [_hit(one) for one in found[start : start + limit]]
    return Finding(hits, len(found), groups, is_all, is_near)


def _hit(one: Found) -> Hit:
    return Hit(one.thing.iri, one.thing.class_, one.name, one.thing.degree)


def _found(connection: sqlite3.Connection, question: Question, group: str = "") -> list[Found]:
    """Return what is named so: by the whole name, its beginning, its words; the best of each."""
    whole = _numbers(connection, EXACT, question.key, MOST // 2)
    begun = _begun(connection, question, group)
    words = _numbers(connection, WORDS, question.matching(group), MOST)
    if len(words) < FEW and len(question.words) > 1 and not whole:
        words += _numbers(connection, WORDS, question.beginning(group), MOST)
    numbers = list(dict.fromkeys([*whole, *begun[: MOST // 2], *words]))
    return named(question, _read(connection, numbers[:MOST]))


def _begun(connection: sqlite3.Connection, question: Question, group: str) -> list[int]:
    between = (question.key, question.key + "\U0010ffff", SCANNED + 1)
    begun = _numbers(connection, BEGUN, *between)
    if len(begun) > SCANNED:
        return _numbers(connection, WORDS, question.first(group), MOST)
    return sorted(set(begun))


def _near(connection: sqlite3.Connection, question: Question) -> list[Found]:
    choices = choices_of(connection, question.words)
    if not choices:
        return []
    nearest = [list(choice)[:1] for choice in choices]
    numbers = _numbers(connection, WORDS, anything_of(nearest), MOST)
    numbers += _numbers(connection, WORDS, anything_of(list(map(list, choices))), MOST)
    return alike(choices, _read(connection, numbers))


def _numbers(connection: sqlite3.Connection, query: str, *values: str | int) -> list[int]:
    return [row[0] for row in connection.execute(query, values)]


def _read(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Candidate]:
    """Return the things of these numbers, with their names."""
    found: dict[int, Candidate] = {}
    for *own, kind, name, text in connection.execute(ROWS, (json.dumps(list(numbers)),)):
        if own[0] not in found:
            found[own[0]] = Candidate._make([*own, []])
        found[own[0]].names.append(Name(kind, name, text))
    return list(found.values())
