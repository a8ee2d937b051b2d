"""YAML with line numbers: every scalar a string, no aliases, bounded size and depth.

Strings, because YAML's own types turn Norway's code into False and a date into an object; no
aliases, because a few lines of them can expand to gigabytes.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.errors import AccordiaError

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

Path_ = tuple[str | int, ...]


class FileProblem(AccordiaError):
    """One thing wrong in a file: where, what, what was expected."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a file, and the line of every value in it."""

    path: Path
    data: Any
    lines: dict[Path_, int]

    def line(self, where: Path_) -> int:
        """Return the line of a value, or of the nearest value around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Path_, reason: str) -> FileProblem:
        """Return the error to raise for a value."""
        return FileProblem(self.path, self.line(where), reason)


def read_yaml(path: Path) -> YamlFile:
    """Read a file. Raises FileProblem."""
    text = _text(path)
    try:
        _refuse_bombs(path, text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        reason = f"this is no YAML: {error.problem or error.context}."
        raise FileProblem(path, line, reason) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise FileProblem(path, None, f"this is no YAML: {reason}.") from None
    lines: dict[Path_, int] = {}
    if node is None:
        raise FileProblem(path, None, "the file is empty: expected keys and values.")
    return YamlFile(path, _construct(path, node, (), lines), lines)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(path, None, f"cannot be read: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        reason = f"the file has {len(data)} bytes: expected at most {MAX_BYTES}."
        raise FileProblem(path, None, reason)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileProblem(path, line, "this is not UTF-8 text.") from None


def _refuse_bombs(path: Path, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise FileProblem(path, line, "aliases (*name) are not accepted: write the value out.")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FileProblem(path, line, f"nested more than {MAX_DEPTH} levels deep.")


def _construct(path: Path, node: yaml.Node, where: Path_, lines: dict[Path_, int]) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_construct(path, item, (*where, i), lines) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(path, node, where, lines)
    return node.value


def _mapping(
    path: Path, node: yaml.MappingNode, where: Path_, lines: dict[Path_, int]
) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise FileProblem(path, line, "a key must be a word.")
        if key.value in mapping:
            raise FileProblem(path, line, f"the key {key.value!r} stands twice.")
        mapping[key.value] = _construct(path, value, (*where, key.value), lines)
        lines[(*where, key.value)] = line
    return mapping
