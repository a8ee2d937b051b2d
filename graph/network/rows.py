"""Answers of the engine as Python values."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.engine import Session
from graph.errors import AccordiaError
from graph.index.derive import PROLOGUE

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+")
CHUNK = 2000
"""Things that one query asks about: keeps the text of a query and its answer small."""


class NotAnIri(AccordiaError):
    """Words where an address of a thing was expected."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is not the address of a thing.")


class Value(NamedTuple):
    """A term of an answer: its text, and the language where it has one."""

    text: str
    language: str = ""


def iri(text: str) -> str:
    """Return the IRI as SPARQL writes it. Raises NotAnIri."""
    if not IRI.fullmatch(text):
        raise NotAnIri(text)
    return f"<{text}>"


def values(variable: str, iris: Iterable[str]) -> str:
    """Return the clause that binds a variable to each of the IRIs. Raises NotAnIri."""
    return f"VALUES ?{variable} {{ {' '.join(map(iri, iris))} }}"


def rows(session: Session, query: str) -> Iterator[Mapping[str, Value]]:
    """Yield the solutions of a query."""
    answer = session.query(PROLOGUE + query, ["application/sparql-results+json"])
    for binding in json.loads(answer.body)["results"]["bindings"]:
        yield {
            name: Value(term["value"], term.get("xml:lang", "")) for name, term in binding.items()
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
