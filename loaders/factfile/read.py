"""Read a fact file: YAML, then the model, then references; every mistake found, with its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.errors import AccordiaError
from graph.facts import Fact
from loaders.factfile.convert import Converter
from loaders.factfile.model import FactFile, Named, Record, Strict
from loaders.factfile.resolve import Resolver
from loaders.factfile.rules import broken_rules
from loaders.factfile.values import suggestion
from loaders.source import Loaded
from loaders.yamlfile import FileProblem, YamlFile, read_yaml


class FactFileProblems(AccordiaError):
    """All that is wrong with a fact file, one sentence a line."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


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
    """Return the source and facts of a file. Raises FileProblem, FactFileProblems."""
    document = read_fact_file(path)
    converter = Converter(document.content, document.resolver)
    return Loaded(converter.source(), document.facts)


def read_fact_file(path: Path) -> FactDocument:
    """Return a file that was checked in all that needs no text.

    Raises FileProblem, FactFileProblems.
    """
    file = read_yaml(path)
    try:
        content = FactFile.model_validate(file.data)
    except ValidationError as error:
        raise FactFileProblems(tuple(_problems(file, error))) from None
    resolver = Resolver(content)
    broken = tuple(
        file.problem(where, reason)
        for where, reason in broken_rules(content, resolver, tuple(placed_records(content)))
    )
    if broken:
        raise FactFileProblems(broken)
    converter = Converter(content, resolver)
    facts = tuple(converter.fact(record) for _, record in placed_records(content))
    return FactDocument(file, content, resolver, facts)


def placed_records(content: FactFile) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """Yield every record with its place in the file."""
    for section in type(content).model_fields:
        value = getattr(content, section)
        if isinstance(value, list):
            yield from (((section, index), record) for index, record in enumerate(value))


def _problems(file: YamlFile, error: ValidationError) -> Iterator[FileProblem]:
    seen: set[tuple[int, str]] = set()
    for detail in error.errors(include_url=False):
        where = _in_file(file, detail["loc"])
        problem = file.problem(where, _sentence(file, detail, where))
        if (key := (file.line(where), problem.reason)) not in seen:
            seen.add(key)
            yield problem


def _in_file(file: YamlFile, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Keep the steps that the file has: pydantic adds names of its own for unions."""
    where: tuple[str | int, ...] = ()
    for step in location:
        if (*where, step) in file.lines or step == location[-1]:
            where = (*where, step)
    return where


EXPECTED = {
    "list_type": "a list",
    "string_type": "words",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "literal_error": "one of fr, en",
    "string_too_long": "fewer characters",
    "string_too_short": "some words",
}
"""What a value should have been, by the kind of mistake."""


def _sentence(file: YamlFile, detail: ErrorDetails, where: tuple[str | int, ...]) -> str:
    known = (step for step in reversed(where) if isinstance(step, str) and step in _all_keys())
    key = next(known, "the file")
    match detail["type"]:
        case "extra_forbidden":
            wrong = str(detail["loc"][-1])
            return f"unknown key {wrong!r}: {suggestion(wrong, _known_keys(where))}"
        case "missing":
            return f"the key {detail['loc'][-1]!r} is missing."
        case "value_error":
            return f"{key}: {detail['ctx']['error']}"
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            return f"{key}: {_brief(detail['input'])} does not have the form {pattern}."
    expected = EXPECTED.get(detail["type"], detail["msg"])
    return f"{key}: expected {expected}, found {_brief(detail['input'])}."


@cache
def _all_keys() -> frozenset[str]:
    """Return every key that a fact file may have anywhere."""
    models: list[type[Strict]] = [*Strict.__subclasses__(), *Record.__subclasses__()]
    models += Named.__subclasses__()
    return frozenset(key for model in models for key in model.model_fields)


def _brief(value: object) -> str:
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return repr(value if len(str(value)) <= 60 else f"{str(value)[:60]}...")


def _known_keys(where: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the place of an unknown key accepts."""
    fields = FactFile.model_fields
    for step in where[:-1]:
        if isinstance(step, str) and step in fields:
            nested = [fields[step].annotation, *getattr(fields[step].annotation, "__args__", ())]
            fields = next((t.model_fields for t in nested if hasattr(t, "model_fields")), fields)
    return list(fields)
