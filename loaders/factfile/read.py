"""Read a fact file: YAML, then the model, then references; every mistake found, with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.facts import Fact
from loaders.factfile.convert import Converter
from loaders.factfile.model import FactFile, Record
from loaders.factfile.resolve import Resolver
from loaders.factfile.rules import broken_rules
from loaders.problems import FileProblems, validated
from loaders.source import Loaded
from loaders.yamlfile import YamlFile, read_yaml


@dataclass(frozen=True, slots=True)
class FactDocument:
    """A fact file without fault: its records, its facts, and where each record stands."""

    file: YamlFile
    content: FactFile
    resolver: Resolver
    facts: tuple[Fact, ...]

    @property
    def records(self) -> Iterator[tuple[tuple[str | int, ...], Record]]:
        """Every record with its place in the file."""
        return placed_records(self.content)


def load_fact_file(path: Path) -> Loaded:
    """Return the source and facts of a file. Raises FileProblem, FileProblems."""
    document = read_fact_file(path)
    converter = Converter(document.content, document.resolver)
    return Loaded(converter.source(), document.facts)


def read_fact_file(path: Path) -> FactDocument:
    """Return a file that was checked in all that needs no text.

    Raises FileProblem, FileProblems.
    """
    file = read_yaml(path)
    content = validated(FactFile, file)
    resolver = Resolver(content)
    broken = tuple(
        file.problem(where, reason)
        for where, reason in broken_rules(content, resolver, tuple(placed_records(content)))
    )
    if broken:
        raise FileProblems(broken)
    converter = Converter(content, resolver)
    facts = tuple(converter.fact(record) for _, record in placed_records(content))
    return FactDocument(file, content, resolver, facts)


def placed_records(content: FactFile) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """Yield every record with its place in the file."""
    for section in type(content).model_fields:
        value = getattr(content, section)
        if isinstance(value, list):
            yield from (((section, index), record) for index, record in enumerate(value))
