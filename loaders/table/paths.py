"""Columns of a record, nested ones too."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

Record = Mapping[str, Any]
_STEP = re.compile(r"([^\[\]]*)((?:\[\d*\])*)")


Find = Callable[[Record, Any], list[Any]]
_Walk = Callable[[Any, list[Any]], None]
"""Adds what a value holds to those found."""


def find(record: Record, item: Any, path: str) -> list[Any]:
    """Return the values at a path, none of them empty or a list.

    A column whose very name is the path wins; a leading dot looks into the item.
    """
    return finder(path)(record, item)


@cache
def finder(path: str) -> Find:
    """Return what ``find`` does for one path, prepared so that each record is quick."""
    steps = _steps(path.removeprefix("."))
    if path[0] == ".":
        return _in_field(path[1:]) if steps == (path[1:],) else _in_item(_walker(steps))
    if steps == (path,):
        return _in_column(path)
    return _in_record(path, _walker(steps))


def _in_item(walk: _Walk) -> Find:
    def inside(record: Record, item: Any) -> list[Any]:
        found: list[Any] = []
        walk(item, found)
        return found

    return inside


def _in_field(name: str) -> Find:
    walk = _field(name, _gather)

    def inside(record: Record, item: Any) -> list[Any]:
        found: list[Any] = []
        if type(item) is dict:
            value = item.get(name)
            if type(value) is str:
                return [value] if value else found
            _gather(value, found)
        else:
            walk(item, found)
        return found

    return inside


def _in_column(name: str) -> Find:
    def column(record: Record, item: Any) -> list[Any]:
        value = record.get(name)
        if type(value) is str:
            return [value] if value else []
        found: list[Any] = []
        _gather(value, found)
        return found

    return column


def _in_record(path: str, walk: _Walk) -> Find:
    def deep(record: Record, item: Any) -> list[Any]:
        found: list[Any] = []
        if path in record:
            _gather(record[path], found)
        else:
            walk(record, found)
        return found

    return deep


class Shape:
    """The paths of all values that were seen, lists written ``[]``."""

    def __init__(self, columns: Iterable[str] = ()) -> None:
        self._inner: dict[str, Shape] = {name: Shape() for name in columns}

    def see(self, value: Any) -> None:
        """Take one value, with all that is in it."""
        known = self._inner
        if type(value) is dict:
            for name, inner in value.items():
                if inner is None or inner == "":
                    continue
                shape = known.get(name)
                if shape is None:
                    shape = known[name] = Shape()
                if type(inner) is not str:
                    shape.see(inner)
        elif type(value) is list and value:
            shape = known.get("[]")
            if shape is None:
                shape = known["[]"] = Shape()
            for inner in value:
                if type(inner) is not str:
                    shape.see(inner)

    def add(self, other: "Shape") -> None:
        """Take what another has seen."""
        for name, inner in other._inner.items():
            self._inner.setdefault(name, Shape()).add(inner)

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


def _walker(steps: tuple[str | int, ...]) -> _Walk:
    walk: _Walk = _gather
    for step in reversed(steps):
        walk = _index(step, walk) if isinstance(step, int) else _field(step, walk)
    return walk


def _field(name: str, follow: _Walk) -> _Walk:
    """Return a walk into one field of an object, or of all objects in a list."""
    is_last = follow is _gather

    def walk(value: Any, found: list[Any]) -> None:
        if isinstance(value, dict):
            inner = value.get(name)
            if inner is None:
                return
            if is_last and type(inner) is str:
                if inner:
                    found.append(inner)
            else:
                follow(inner, found)
        elif isinstance(value, list):
            for one in value:
                walk(one, found)

    return walk


def _index(position: int, follow: _Walk) -> _Walk:
    def walk(value: Any, found: list[Any]) -> None:
        if isinstance(value, list) and position < len(value) and value[position] is not None:
            follow(value[position], found)

    return walk


def _gather(value: Any, found: list[Any]) -> None:
    if not isinstance(value, list):
        if value is not None and value != "":
            found.append(value)
        return
    for one in value:
        if isinstance(one, list):
            _gather(one, found)
        elif one is not None and one != "":
            found.append(one)
