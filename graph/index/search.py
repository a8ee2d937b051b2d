"""Search over names and codes: SQLite's full-text index, built beside the engine's."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.index.derive import PROLOGUE
from ontology import ACC, vocabulary

SCHEMA = """
CREATE VIRTUAL TABLE names USING fts5(
  name, iri UNINDEXED, class UNINDEXED, degree UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')
"""

NAMES = (
    PROLOGUE
    + """
SELECT DISTINCT ?thing ?name ?degree WHERE {
  { SELECT ?thing (COUNT(?tie) AS ?degree) WHERE {
      ?thing skos:prefLabel ?any . OPTIONAL { ?tie acc:party ?thing } } GROUP BY ?thing }
  ?thing skos:prefLabel|skos:altLabel|skos:notation ?name .
}"""
)
CLASSES = PROLOGUE + "SELECT ?thing ?class WHERE { ?thing skos:prefLabel ?any ; a ?class }"

RANKED = """
SELECT iri, class, name, degree FROM names WHERE names MATCH ?
ORDER BY (lower(name) = lower(?)) DESC, bm25(names) - min(degree, 50) / 10.0, length(name), iri
LIMIT ?
"""


class Hit(NamedTuple):
    """One thing found: its IRI, a class, the name that matched, how many ties it has."""

    iri: str
    class_: str
    name: str
    degree: int


def build_search(store: Store, base: str) -> sqlite3.Connection:
    """Return a table in memory of every name of every thing below the base."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("PRAGMA temp_store = MEMORY")  # a worker may open no temporary file
    connection.execute(SCHEMA)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", _rows(store, base))
    connection.commit()
    return connection


def _rows(store: Store, base: str) -> Iterator[tuple[str, str, str, int]]:
    classes = _most_specific(store)
    for solution in _select(store, NAMES):
        thing, name, degree = solution[0], solution[1], solution[2]
        if isinstance(thing, NamedNode) and thing.value.startswith(base):
            assert isinstance(name, Literal)
            assert isinstance(degree, Literal)
            yield name.value, thing.value, classes.get(thing.value, ""), int(degree.value)


def _most_specific(store: Store) -> dict[str, str]:
    """Return the class of each thing that lies deepest in the vocabulary."""
    found: dict[str, str] = {}
    for solution in _select(store, CLASSES):
        thing, class_ = solution[0], solution[1]
        if isinstance(thing, NamedNode) and isinstance(class_, NamedNode):
            name = class_.value.removeprefix(ACC)
            if _depth(name) > _depth(found.get(thing.value, "")):
                found[thing.value] = name
    return found


def _depth(name: str) -> int:
    return len(vocabulary().ancestors(name)) if name in vocabulary().classes else 0


def _select(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """Return what the words name, best first; the last word may be unfinished."""
    terms = [word.replace('"', "") for word in words.replace("\0", " ").split()]
    quoted = [f'"{term}"' for term in terms if term]
    if not quoted:
        return []
    match = " ".join(quoted) + "*"
    rows = connection.execute(RANKED, (match, words, limit * 4))
    best: dict[str, Hit] = {}
    for row in rows:
        best.setdefault(row[0], Hit(*row))
    return list(best.values())[:limit]
