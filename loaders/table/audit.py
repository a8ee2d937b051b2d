"""Pop and audit: which columns a mapping reads, and which it leaves over."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel

from loaders.table.cells import Cell, Condition, Words
from loaders.table.mapping import Mapping
from loaders.table.paths import covers
from loaders.table.values import paths


def columns_read(mapping: Mapping) -> set[str]:
    """Return the columns that a mapping reads, those of its own among them."""
    found = set(_read(mapping.facts, "")) | set(_read(mapping.skip, ""))
    return found | set(_read(list(mapping.let.values()), ""))


def columns_left(seen: Iterable[str], mapping: Mapping) -> list[str]:
    """Return the columns that a mapping neither reads nor sets aside."""
    used = columns_read(mapping)
    return sorted(
        column
        for column in seen
        if not any(covers(path, column) for path in used)
        and not any(_ignores(pattern, column) for pattern in mapping.ignore)
    )


def _ignores(pattern: str, column: str) -> bool:
    bare = column.replace("[]", "")
    return covers(pattern, column) or fnmatchcase(bare, pattern.replace("[]", ""))


def _read(value: Any, around: str) -> Iterator[str]:
    """Yield the columns of everything in a value; paths in an item get the list's before them."""
    if isinstance(value, list):
        for item in value:
            yield from _read(item, around)
    elif isinstance(value, Condition):
        yield _absolute(value.column, around)
    elif isinstance(value, Cell):
        yield from _of_cell(value, around)
    elif isinstance(value, BaseModel):
        each = getattr(value, "each", None)
        inner = each.column if isinstance(each, Cell) and each.column else around
        for name in type(value).model_fields:
            if name == "each" and isinstance(each, Cell):
                yield from _of_cell(each.model_copy(update={"when": []}), around)
                yield from _read(each.when, inner)
            else:
                yield from _read(getattr(value, name), inner)


def _of_cell(cell: Cell, around: str) -> Iterator[str]:
    inner = _absolute(cell.each, around) if cell.each else around
    for path in paths(cell):
        yield _absolute(path, inner)
    if isinstance(cell, Words) and cell.language_column:
        yield _absolute(cell.language_column, inner)
    yield from _read(cell.when, inner)


def _absolute(path: str, around: str) -> str:
    return f"{around}{path}".rstrip(".") if path.startswith(".") else path
