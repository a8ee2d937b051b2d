"""What a process that shares rows out and its helpers say to each other."""

from pathlib import Path
from typing import Any, NamedTuple

from loaders.table.opened import Parse
from loaders.table.paths import Shape


class Setup(NamedTuple):
    """What a helper is to know before the first row."""

    mapping: str
    base: str
    megabytes: int
    parse: Parse


class Batch(NamedTuple):
    """What became of some rows, up to the first that cannot be read."""

    results: list[tuple[Any, ...]]
    problem: tuple[Path, int | None, str] | None = None


class Seen(NamedTuple):
    """What was seen in all rows together."""

    shape: Shape
    left_out: dict[str, int]
    megabytes: int
