"""The values of a YAML file, each checked where it is read, with what was expected."""

import difflib
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from graph.namespaces import UnknownPrefix, expand
from ontology import vocabulary

Language = Literal["fr", "en"]
"""Languages whose dates can be read."""

LANGUAGE_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LanguageTag = Annotated[str, StringConstraints(pattern=f"^{LANGUAGE_TAG.pattern}$")]


def as_list(value: Any) -> Any:
    """Return a list: one value may stand for a list of one."""
    return value if isinstance(value, list) else [value]


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return what the writer may have meant, as the end of a sentence with its stop."""
    choices = sorted(known)
    close = difflib.get_close_matches(wrong, choices, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(repr(word) for word in close)}?"
    listed = ", ".join(choices[:12])
    return f"expected one of {listed}{' ...' if len(choices) > 12 else '.'}"


def _one_of(what: str, known: Callable[[], Iterable[str]]) -> tuple[AfterValidator, WithJsonSchema]:
    def check(value: str) -> str:
        if value not in set(known()):
            raise ValueError(f"{value!r} is no known {what}: {suggestion(value, known())}")
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": sorted(known())})


def _concepts(scheme: str) -> tuple[AfterValidator, WithJsonSchema]:
    return _one_of(scheme, lambda: vocabulary().concepts[scheme])


def _known_property(name: str) -> str:
    try:
        expand(name)
    except UnknownPrefix as error:
        raise ValueError(str(error)) from None
    if ":" not in name and name not in vocabulary().properties:
        known = vocabulary().properties
        raise ValueError(f"{name!r} is no known property: {suggestion(name, known)}")
    return name


def _scalar(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("expected words")
    return value


Identifier = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)
]
ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
Address = Annotated[str, StringConstraints(pattern=f"^{ADDRESS.pattern}$", max_length=2000)]
SecureAddress = Annotated[Address, StringConstraints(pattern="^https://")]
Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DateWords = Annotated[
    str,
    BeforeValidator(_scalar),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""A date in the source's own words; read by ``graph.dates``."""

_KIND = _concepts("kind")
_LEVEL = _concepts("level")
_STANCE = _concepts("stance")
_STATUS = _concepts("status")
_THEME = _concepts("theme")
_TIE = _one_of("type of tie", lambda: vocabulary().descendants("Tie"))
Kind = Annotated[str, *_KIND]
Level = Annotated[str, *_LEVEL]
Stance = Annotated[str, *_STANCE]
Status = Annotated[str, *_STATUS]
Theme = Annotated[str, *_THEME]
TieType = Annotated[str, *_TIE]
Property = Annotated[str, AfterValidator(_known_property)]
