"""The rules by which common vocabularies become facts: a file, checked when it is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from graph.errors import AccordiaError
from loaders.factfile.model import Several, Strict
from loaders.problems import validated
from loaders.table.cells import Pattern
from loaders.values import Kind, Level, TieType, suggestion
from loaders.yamlfile import read_yaml

Thing = Literal["Territory", "Institution"]
Path_ = tuple[str, ...]


class UnknownVocabulary(AccordiaError):
    """A vocabulary that there are no rules for."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"{name!r} is no vocabulary that can be read: {suggestion(name, known)}")


class ClassRule(Strict):
    """What the things of a class are."""

    type: Literal["Territory", "Institution", "Membership"]
    level: Level | None = None
    kind: Kind | None = None


class FieldRule(Strict):
    """What a property, or several one after the other, becomes."""

    path: Annotated[list[str], Several]
    field: str | dict[Thing, str]
    inverse: bool = False
    object: Thing | None = None
    level: Level | None = None
    pattern: Pattern | None = None
    template: str = "{}"
    codes: Literal["countries"] | None = None

    def field_of(self, type_: str) -> str | None:
        """Return the field that it is for a thing of a type; None where it has none."""
        return self.field if isinstance(self.field, str) else self.field.get(type_)  # type: ignore[call-overload]


class TieRule(Strict):
    """A property that is a tie between two things."""

    path: str
    type: TieType
    kind: Kind | None = None
    subject: Literal["parties", "member"]
    object: Literal["parties", "of"]
    things: Thing
    """What both ends are, where nothing else tells."""


class VocabularyRules(Strict):
    """The rules of one vocabulary."""

    types: list[str] = []
    leave: list[str] = []
    classes: dict[str, ClassRule] = {}
    fields: list[FieldRule] = []
    ties: list[TieRule] = []


class RulesFile(Strict):
    """The file of all rules."""

    prefixes: dict[str, list[str]]
    always: VocabularyRules
    vocabularies: dict[str, VocabularyRules]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that were asked for, every name written out."""

    types: tuple[str, ...]
    leave: frozenset[str]
    classes: Mapping[str, ClassRule]
    fields: tuple[tuple[Path_, FieldRule], ...]
    ties: tuple[tuple[str, TieRule], ...]


def rules_for(names: Iterable[str]) -> Rules:
    """Return the rules of the vocabularies, in the order of the file. Raises UnknownVocabulary."""
    file, wanted = _file(), set(names)
    for name in sorted(wanted):
        if name not in file.vocabularies:
            raise UnknownVocabulary(name, file.vocabularies)
    parts = [file.always, *(part for name, part in file.vocabularies.items() if name in wanted)]
    return Rules(
        types=tuple(iri for part in parts for name in part.types for iri in _iris(name)),
        leave=frozenset(iri for part in parts for name in part.leave for iri in _iris(name)),
        classes={
            iri: rule
            for part in parts
            for name, rule in part.classes.items()
            for iri in _iris(name)
        },
        fields=tuple(
            (path, rule) for part in parts for rule in part.fields for path in _paths(rule.path)
        ),
        ties=tuple((iri, rule) for part in parts for rule in part.ties for iri in _iris(rule.path)),
    )


def vocabulary_names() -> tuple[str, ...]:
    """Return the vocabularies that can be read."""
    return tuple(_file().vocabularies)


@cache
def _file() -> RulesFile:
    return validated(RulesFile, read_yaml(Path(str(files("loaders") / "foreign" / "rules.yaml"))))


def _iris(name: str) -> Iterator[str]:
    prefix, _, local = name.partition(":")
    yield from (namespace + local for namespace in _file().prefixes[prefix])


def _paths(names: list[str]) -> Iterator[Path_]:
    """Yield a path in each of the namespaces that its prefixes stand for."""
    if not names:
        yield ()
        return
    for first in _iris(names[0]):
        yield from ((first, *rest) for rest in _paths(names[1:]))
