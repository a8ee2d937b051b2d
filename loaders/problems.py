"""What a model finds wrong in a YAML file, each in one sentence with its line."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from graph.errors import AccordiaError
from loaders.values import suggestion
from loaders.yamlfile import FileProblem, YamlFile

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class FileProblems(AccordiaError):
    """All that is wrong with a file, one sentence a line."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def validated(model: type[Model], file: YamlFile) -> Model:
    """Return the content of a file as its model. Raises FileProblems."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise FileProblems(tuple(_problems(model, file, error))) from None


def _problems(
    model: type[BaseModel], file: YamlFile, error: ValidationError
) -> Iterator[FileProblem]:
    seen: set[tuple[int, str]] = set()
    for detail in error.errors(include_url=False):
        where = _in_file(file, detail["loc"])
        problem = file.problem(where, _sentence(model, detail, where))
        if (key := (file.line(where), problem.reason)) not in seen:
            seen.add(key)
            yield problem


def _in_file(file: YamlFile, location: Place) -> Place:
    """Keep the steps that the file has: pydantic adds names of its own for unions."""
    where: Place = ()
    for step in location:
        if (*where, step) in file.lines or step == location[-1]:
            where = (*where, step)
    return where


EXPECTED = {
    "list_type": "a list",
    "string_type": "words",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "string_too_long": "fewer characters",
    "string_too_short": "some words",
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
}
"""What a value should have been, by the kind of mistake."""


def _sentence(model: type[BaseModel], detail: ErrorDetails, where: Place) -> str:
    fields = _all_fields(model)
    known = (step for step in reversed(where) if isinstance(step, str) and step in fields)
    key = next(known, "the file")
    match detail["type"]:
        case "extra_forbidden":
            wrong = str(detail["loc"][-1])
            return f"unknown key {wrong!r}: {suggestion(wrong, _known_keys(model, where))}"
        case "missing":
            return f"the key {detail['loc'][-1]!r} is missing."
        case "value_error":
            return f"{key}: {detail['ctx']['error']}"
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            return f"{key}: {_brief(detail['input'])} does not have the form {pattern}."
        case "literal_error":
            return f"{key}: expected {_listed(detail)}, found {_brief(detail['input'])}."
    expected = EXPECTED.get(detail["type"], detail["msg"])
    return f"{key}: expected {expected}, found {_brief(detail['input'])}."


def _listed(detail: ErrorDetails) -> str:
    """Say ``one of fr, en`` where pydantic says ``'fr' or 'en'``."""
    expected: str = detail["ctx"]["expected"]
    return "one of " + expected.replace(" or ", ", ").replace("'", "")


def _models(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Return the models that an annotation speaks of, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(model for part in get_args(annotation) for model in _models(part))


@cache
def _all_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return every key that the file may have anywhere."""
    waiting, seen = [model], {model}
    while waiting:
        for field in waiting.pop().model_fields.values():
            new = set(_models(field.annotation)) - seen
            seen |= new
            waiting.extend(new)
    return frozenset(key for known in seen for key in known.model_fields)


def _known_keys(model: type[BaseModel], where: Place) -> list[str]:
    """Return the keys that the place of an unknown key accepts."""
    models: tuple[type[BaseModel], ...] = (model,)
    for step in where[:-1]:
        fields = [known.model_fields[step] for known in models if step in known.model_fields]
        models = tuple(m for field in fields for m in _models(field.annotation)) or models
    return sorted({key for known in models for key in known.model_fields})


def _brief(value: object) -> str:
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return repr(value if len(str(value)) <= 60 else f"{str(value)[:60]}...")
