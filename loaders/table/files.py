"""Mappings as files: the bundled ones by name, others by path."""

from collections.abc import Mapping as ReadOnly
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.errors import AccordiaError
from loaders.problems import FileProblems, validated
from loaders.table.mapping import Mapping
from loaders.table.rules import broken_rules
from loaders.yamlfile import read_yaml


class NoSuchMapping(AccordiaError):
    """Neither the name of a bundled mapping nor a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = ", ".join(bundled_mappings())
        super().__init__(f"{name!r} is neither a file nor a bundled mapping ({known}).")


@cache
def bundled_mappings() -> ReadOnly[str, Path]:
    """Return the bundled mappings by name."""
    folder = Path(str(files("loaders") / "mappings"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find_mapping(name: str) -> Path:
    """Return the file of a mapping. Raises NoSuchMapping."""
    path = bundled_mappings().get(name, Path(name))
    if not path.is_file():
        raise NoSuchMapping(name)
    return path


def read_mapping(path: Path) -> Mapping:
    """Return a mapping that was checked. Raises FileProblem, FileProblems."""
    file = read_yaml(path)
    mapping = validated(Mapping, file)
    broken = tuple(
        file.problem(where, reason) for where, reason in broken_rules(mapping, path.parent)
    )
    if broken:
        raise FileProblems(broken)
    return mapping
