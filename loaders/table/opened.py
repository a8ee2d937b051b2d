"""A table that was opened: its columns where they are known beforehand, and its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Row = tuple[int, dict[str, Any]]
"""The number of a record in its file, from 1 on, and its cells."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table to be read once."""

    rows: Iterator[Row]
    columns: tuple[str, ...] | None = None
    done: Callable[[], float] = lambda: 0.0
    """Which part of the file was read."""
