"""Columns of a record, nested ones too."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

Record = Mapping[str, Any]
_STEP = re.compile(r"([^\[\]]*)((?:\[\d*\])*)")


def find(record: Record, item: Any, path: str) -> list[Any]:
    """Return the values at a path, none of them empty or a list.

    A column whose very name is the path wins; a leading dot looks into the item.
    """
    if path[0] == ".":
        return _walk(item, _steps(path[1:]))
    if path in record:
        return _flat(record[path])
    return _walk(record, _steps(path))


def finder(path: str) -> Callable[[Record, Any], list[Any]]:
    """Return what ``find`` does for one path, prepared so that each record is quick."""
    steps = _steps(path[1:] if path[0] == "." else path)
    if len(steps) != 1 or not isinstance(steps[0], str) or "[" in path:
        return lambda record, item: find(record, item, path)
    name, inside = steps[0], path[0] == "."

    def one(record: Record, item: Any) -> list[Any]:
        around = item if inside else record
        if type(around) is not dict:
            return find(record, item, path)
        value = around.get(name)
        if type(value) is str:
            return [value] if value else []
        return _flat(value)

    return one


class Shape:
    """The paths of all values that were seen, lists written ``[]``."""

    def __init__(self, columns: Iterable[str] = ()) -> None:
        self._inner: dict[str, Shape] = {name: Shape() for name in columns}

    def see(self, value: Any) -> None:
        """Take one value, with all that is in it."""
        if type(value) is dict:
            for name, inner in value.items():
                if inner is None or inner == "":
                    continue
                shape = self._inner.get(name)
                if shape is None:
                    shape = self._inner[name] = Shape()
                if type(inner) is not str:
                    shape.see(inner)
        elif type(value) is list and value:
            shape = self._inner.setdefault("[]", Shape())
            for inner in value:
                shape.see(inner)

    def paths(self) -> Iterator[str]:
        """Yield the paths of values that are no lists and no objects."""
        for name, shape in self._inner.items():
            if not shape._inner:
                yield name
            for path in shape.paths():
                yield name + (path if path.startswith("[]") else f".{path}")


def covers(used: str, path: str) -> bool:
    """Tell whether one who reads the first path reads the second."""
    bare, whole = re.sub(r"\[\d*\]", "", used), re.sub(r"\[\d*\]", "", path)
    return whole == bare or whole.startswith(f"{bare}.")


def top(path: str) -> str:
    """Return the column in which a path begins."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


@cache
def _steps(path: str) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    for part in filter(None, path.split(".")):
        name, brackets = _STEP.fullmatch(part).groups() if _STEP.fullmatch(part) else (part, "")  # type: ignore[union-attr]
        steps += [name] if name else []
        steps += [int(index) for index in re.findall(r"\d+", brackets)]
    return tuple(steps)


def _walk(value: Any, steps: tuple[str | int, ...]) -> list[Any]:
    values = _flat(value) if not steps or isinstance(steps[0], str) else [value]
    for position, step in enumerate(steps):
        follows_index = position + 1 < len(steps) and isinstance(steps[position + 1], int)
        found = [inner for one in values if (inner := _step(one, step)) is not None]
        values = found if follows_index else [leaf for one in found for leaf in _flat(one)]
    return values


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [leaf for one in value for leaf in _flat(one)]
    return [] if value is None or value == "" else [value]
