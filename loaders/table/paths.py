"""Columns of a record, nested ones too."""

import re
from collections.abc import Iterator, Mapping
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


def leaves(record: Record) -> Iterator[str]:
    """Yield the paths of all values that are not empty, lists written ``[]``."""
    for name, value in record.items():
        yield from _leaves(value, name)


def covers(used: str, path: str) -> bool:
    """Tell whether one who reads the first path reads the second."""
    bare, whole = re.sub(r"\[\d*\]", "", used), re.sub(r"\[\d*\]", "", path)
    return whole == bare or whole.startswith(f"{bare}.")


def top(path: str) -> str:
    """Return the column in which a path begins."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _leaves(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, f"{path}[]")
    elif value not in (None, ""):
        yield path


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
