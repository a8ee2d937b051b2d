"""Which cell each value of a fact was read from."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from graph.dates import PartialDate
from graph.facts import Fact, Text, Tie
from graph.identity import Ref
from loaders.table.cells import Cell
from loaders.table.paths import find
from loaders.table.refusals import brief
from loaders.table.rows import Made
from loaders.table.templates import Template
from loaders.table.values import paths

ATTRIBUTES = {
    "key": "ref", "name": "names", "codes": "notations", "kind": "kinds",
    "theme_words": "theme_texts", "measure": "measures", "coordinates": "latitude",
}  # fmt: skip
"""Keys of a template whose value the fact holds under another name."""

MOMENTS = {"date": "begin", "end": "end"}


def trace(made: Made) -> Iterator[str]:
    """Yield a heading, then each value with its columns and what stands in them."""
    template, fact = made.template, made.fact
    yield f"row {made.scope.row}: {fact.term} {fact.ref.key}"
    for name in type(template).model_fields:
        value = _value(fact, name)
        cells = list(_cells(getattr(template, name)))
        if value not in (None, ()) and cells and name != "each":
            read = ", ".join(dict.fromkeys(_read(made, cells)))
            yield f"  {name}: {_shown(value)}" + (f"  <- {read}" if read else "")
            if name == "date" and isinstance(fact, Tie) and fact.span and fact.span.end:
                yield from _end_of_date(template, fact.span.end, read)


def _end_of_date(template: Template, end: PartialDate, read: str) -> Iterator[str]:
    """Yield the end that the words of the date tell: 2004-2007."""
    if not list(_cells(getattr(template, "end", None))):
        yield f"  end: {_shown(end)}  <- {read}"


def _value(fact: Fact, name: str) -> Any:
    if name in MOMENTS and isinstance(fact, Tie):
        return fact.span and getattr(fact.span, MOMENTS[name])
    return getattr(fact, ATTRIBUTES.get(name, name), None)


def _read(made: Made, cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        for path in paths(cell):
            at = f"{cell.each}{path}".rstrip(".") if cell.each and path[0] == "." else path
            found = find(made.scope.record, made.scope.item, at)
            if not found and cell.columns and len(cell.columns) > 1:
                continue  # one of several columns, most of which are often empty
            yield f"{at} = {brief(' | '.join(map(str, found)))!r}"


def _cells(value: Any) -> Iterator[Cell]:
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _cells(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from _cells(item)


def _shown(value: Any) -> str:
    if isinstance(value, Ref):
        return value.key
    if isinstance(value, Text):
        return brief(value.words)
    if isinstance(value, PartialDate):
        return value.edtf
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return brief(str(value))
