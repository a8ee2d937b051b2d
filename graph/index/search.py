"""Search over names and codes: SQLite's full-text index, built beside the engine's."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.index.derive import PROLOGUE
from ontology import ACC, vocabulary

SCHEMA = """
CREATE VIRTUAL TABLE names USING fts5(
  name, iri UNINDEXED, class UNINDEXED, degree UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
CREATE VIRTUAL TABLE spellings USING fts5(name, tokenize = "trigram", content = '', detail = none)
"""
"""Names by word; and, under the same row numbers, by three letters: for names typed wrong."""

NAMES = (
    PROLOGUE
    + """
SELECT DISTINCT ?thing ?name ?degree WHERE {
  { SELECT ?thing (COUNT(DISTINCT ?tie) AS ?degree) WHERE {
      ?thing skos:prefLabel ?any . OPTIONAL { ?tie acc:party ?thing } } GROUP BY ?thing }
  ?thing skos:prefLabel|skos:altLabel|skos:notation ?name FILTER(isLITERAL(?name))
}"""
)
CODES = PROLOGUE + "SELECT ?thing ?same WHERE { ?thing skos:prefLabel ?any ; schema:sameAs ?same }"
KEY = re.compile(r"/id/(?:territory|institution)/((?:[A-Z]{2}-[A-Z]+-|wd-|ror-|uai-)(\w+))$")
"""The key of an actor, and the code in it without the prefix that says whose code it is."""
CLASSES = PROLOGUE + "SELECT ?thing ?class WHERE { ?thing skos:prefLabel ?any ; a ?class }"

RANKED = """
SELECT iri, class, name, degree FROM names WHERE names MATCH ?
ORDER BY (lower(name) = lower(?)) DESC,
  bm25(names) - (degree > 0) * 2 - min(degree, 50) / 10.0, length(name), iri
LIMIT ?
"""


ALL_NAMES = "SELECT rowid, name FROM names"
SIMILAR = """
SELECT names.iri, names.class, names.name, names.degree
FROM (SELECT rowid AS number FROM spellings WHERE spellings MATCH ? ORDER BY rank LIMIT 200)
JOIN names ON names.rowid = number
"""
ALIKE = 0.75
"""Share of letters in the same order (Ratcliff and Obershelp) from which a name is offered."""
LONGEST = 60


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
    connection.executescript(SCHEMA)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", _rows(store, base))
    spelt = [(row, folded(name)) for row, name in connection.execute(ALL_NAMES)]
    connection.executemany("INSERT INTO spellings (rowid, name) VALUES (?, ?)", spelt)
    connection.commit()
    return connection


def _rows(store: Store, base: str) -> Iterator[tuple[str, str, str, int]]:
    classes = _most_specific(store)
    degrees: dict[str, int] = {}
    for solution in _select(store, NAMES):
        thing, name, degree = solution[0], solution[1], solution[2]
        if isinstance(thing, NamedNode) and thing.value.startswith(base):
            assert isinstance(name, Literal)
            assert isinstance(degree, Literal)
            degrees[thing.value] = int(degree.value)
            yield name.value, thing.value, classes.get(thing.value, ""), int(degree.value)
    for iri, code in _codes(store, degrees):
        yield code, iri, classes.get(iri, ""), degrees[iri]


def _codes(store: Store, things: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the codes by which a thing is known: in its own address, and in other registers."""
    found = {(iri, code) for iri in things if (key := KEY.search(iri)) for code in key.groups()}
    for solution in _select(store, CODES):
        thing, same = solution[0], solution[1]
        if isinstance(thing, NamedNode) and isinstance(same, NamedNode):
            found.add((thing.value, same.value.rstrip("/").rpartition("/")[2]))
    yield from sorted(pair for pair in found if pair[0] in set(things))


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


def folded(text: str) -> str:
    """Return the text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """Return what the words name, best first; every word may be unfinished.

    Where nothing is named so, what is spelt nearly so.
    """
    terms = [word.replace('"', "") for word in words.replace("\0", " ").split()]
    quoted = [f'"{term}"*' for term in terms if term]
    if not quoted:
        return []
    rows = connection.execute(RANKED, (" ".join(quoted), words, limit * 4))
    best: dict[str, Hit] = {}
    for row in rows:
        best.setdefault(row[0], Hit(*row))
    return list(best.values())[:limit] or _nearly(connection, folded(" ".join(terms)), limit)


def _nearly(connection: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    """Return the things whose names share the most letters with what was typed."""
    trigrams = {wanted[i : i + 3] for i in range(min(len(wanted), LONGEST) - 2)}
    match = " OR ".join(f'"{trigram}"' for trigram in sorted(trigrams))
    rows = connection.execute(SIMILAR, (match,)) if trigrams else ()
    scored = [(_likeness(wanted, folded(row[2])), Hit(*row)) for row in rows]
    near = sorted((-score, len(hit.name), hit) for score, hit in scored if score >= ALIKE)
    best: dict[str, Hit] = {}
    for _, _, hit in near:
        best.setdefault(hit.iri, hit)
    return list(best.values())[:limit]


def _likeness(wanted: str, name: str) -> float:
    """Return how alike they are, or the wanted words and the most alike word of the name."""
    parts = (name, *re.findall(r"\w{3,}", name))
    return max(SequenceMatcher(None, wanted, part).ratio() for part in parts)
