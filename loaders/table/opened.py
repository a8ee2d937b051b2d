"""A table that was opened: its columns where they are known beforehand, and its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Row = tuple[int, Any]
"""The number of a record in its file, from 1 on, and the record: cells by name, or unread."""

Parse = Callable[[int, Any], dict[str, Any]]
"""Gives the cells of a record that was not read yet; several processes may do it at once."""


def as_it_is(number: int, record: dict[str, Any]) -> dict[str, Any]:
    """Return a record that has its cells already."""
    return record


@dataclass(frozen=True, slots=True)
class Opened:
    """A table to be read once."""

    rows: Iterator[Row]
    columns: tuple[str, ...] | None = None
    done: Callable[[], float] = lambda: 0.0
    """Which part of the file was read."""
    parse: Parse = as_it_is
    """Raises FileProblem; can be sent to another process."""
