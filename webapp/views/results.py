"""An answer as people read it: names in place of addresses."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.engine import Answer
from graph.namespaces import PREFIXES, shorten
from graph.terms import term_text
from webapp.labels import labels

SHOWN = 1000
"""Rows of a table, or triples, that a page shows."""

EVERYTHING = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
VARIABLE = re.compile(r"[?$](\w+)")
CELLS = 20_000
"""Cells of a table that a page shows: a browser lays out no more in a moment."""

NUMBERS = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One term: its words, and where it is an IRI, its address."""

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""

    @property
    def is_number(self) -> bool:
        """Tell whether the value is to be aligned as a number."""
        return self.datatype in NUMBERS

    @property
    def type_name(self) -> str:
        """The datatype as a reader wants to know it; nothing for words and numbers."""
        return "" if self.is_number else shorten(self.datatype)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of an answer: a table, Turtle, or yes and no."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    turtle: str = ""
    count: int = 0
    boolean: bool | None = None
    more: bool = False
    is_graph: bool = False


def shown(answer: Answer, query: str) -> Shown:
    """Return what the page shows of an answer in JSON or Turtle."""
    count = answer.rows or 0
    if answer.is_graph:
        return Shown(turtle=answer.body.decode(), count=count, more=answer.more, is_graph=True)
    found = json.loads(answer.body)
    if "boolean" in found:
        return Shown(boolean=found["boolean"])
    columns = _columns(found["head"]["vars"], query)[:CELLS]
    most = max(CELLS // max(len(columns), 1), 1)
    bindings = found["results"]["bindings"][:most]
    names = labels(_iris(bindings))
    rows = tuple(
        tuple(_cell(row[name], names) if name in row else None for name in columns)
        for row in bindings
    )
    is_cut = count > most or len(columns) < len(found["head"]["vars"])
    return Shown(columns, rows, count=len(rows), more=answer.more or is_cut)


def _columns(variables: list[str], query: str) -> tuple[str, ...]:
    """Return the columns; those of ``SELECT *`` in the order in which the query names them."""
    if not EVERYTHING.search(query):
        return tuple(variables)
    named = dict.fromkeys(match[1] for match in VARIABLE.finditer(query))
    place = {name: index for index, name in enumerate(named)}
    return tuple(sorted(variables, key=lambda name: place.get(name, 0)))


def _iris(bindings: list[dict[str, Any]]) -> Iterator[str]:
    for row in bindings:
        yield from (term["value"] for term in row.values() if term["type"] == "uri")


def _cell(term: dict[str, Any], names: dict[str, str]) -> Cell:
    value = term["value"]
    match term["type"]:
        case "uri":
            return Cell(names.get(value, value), iri=value)
        case "bnode":
            return Cell(f"_:{value}")
        case "triple":
            return Cell(term_text(term))
    return Cell(value, language=term.get("xml:lang", ""), datatype=term.get("datatype", ""))
