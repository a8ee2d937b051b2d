"""Answers of the engine as Python values."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.engine import Session
from graph.index.derive import PROLOGUE
from graph.terms import iri_term, term_text

CHUNK = 2000
"""Things that one query asks about: keeps the text of a query and its answer small."""


class Value(NamedTuple):
    """A term of an answer: its text, and the language where it has one."""

    text: str
    language: str = ""


def values(variable: str, iris: Iterable[str]) -> str:
    """Return the clause that binds a variable to each of the IRIs. Raises BadIri."""
    return f"VALUES ?{variable} {{ {' '.join(map(iri_term, iris))} }}"


def rows(session: Session, query: str) -> Iterator[Mapping[str, Value]]:
    """Yield the solutions of a query."""
    answer = session.query(PROLOGUE + query, ["application/sparql-results+json"])
    for binding in json.loads(answer.body)["results"]["bindings"]:
        yield {
            name: Value(term_text(term), term.get("xml:lang", "")) for name, term in binding.items()
        }


def texts(session: Session, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the solutions of a query whose values are all IRIs or all plain, in their order.

    CSV is half the size of JSON, which counts where every tie of the graph is a row.
    """
    body = session.query(PROLOGUE + query, ["text/csv"]).body.decode()
    lines = csv.reader(io.StringIO(body, newline=""))
    next(lines)
    yield from map(tuple, lines)


def rows_about(
    session: Session, variable: str, iris: Iterable[str], pattern: str
) -> Iterator[Mapping[str, Value]]:
    """Yield the solutions of a pattern for each of the IRIs, in as few queries as is safe."""
    for chunk in _chunks(sorted(iris)):
        yield from rows(session, f"SELECT * WHERE {{ {values(variable, chunk)} {pattern} }}")


def _chunks(items: list[str]) -> Iterator[list[str]]:
    yield from (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
