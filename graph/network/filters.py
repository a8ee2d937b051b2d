"""What of the network is wanted: the same words in an address and on the command line."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Annotated, Any, Self
from urllib.parse import urlencode

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from graph.errors import AccordiaError
from graph.identity import KEY
from graph.terms import BadIri, iri_term
from ontology import vocabulary


class Expected(Enum):
    """What a filter takes that is not one of some known words."""

    NUMBER = "a whole number"
    MORE = "a larger number"
    LESS = "a smaller number"
    YES_OR_NO = "yes or no"
    SLUG = "the short name of a source"
    ADDRESS = "the address of an actor"
    OTHER = "something else"


class BadFilter(AccordiaError):
    """A filter of the network that is unknown, or whose value is."""

    def __init__(self, name: str, value: str, expected: Expected | tuple[str, ...]) -> None:
        self.name, self.value, self.expected = name, value, expected
        known = expected.value if isinstance(expected, Expected) else f"one of {listed(expected)}"
        super().__init__(f"The network has no {name}={value!r}: expected {known}.")


def listed(names: Iterable[str]) -> str:
    """Return words as a sentence lists them."""
    return ", ".join(names)


UNKNOWN = "unknown_word"
EXPECTED = {
    "int_parsing": Expected.NUMBER,
    "greater_than_equal": Expected.MORE,
    "less_than_equal": Expected.LESS,
    "bool_parsing": Expected.YES_OR_NO,
    "string_pattern_mismatch": Expected.SLUG,
}
"""What to say for each type of error that pydantic reports."""


class Fold(Enum):
    """What the nodes are: actors only, or the ties too, each between its actors."""

    ACTORS = "actors"
    TIES = "ties"


def _one_of(
    known: Callable[[], Iterable[str]], also: Callable[[str], bool] = lambda _: False
) -> AfterValidator:
    def check(value: str) -> str:
        names = sorted(known())
        if value not in names and not also(value):
            raise PydanticCustomError(UNKNOWN, "", {"known": tuple(names)})
        return value

    return AfterValidator(check)


def is_concept(scheme: str, word: str) -> bool:
    """Tell whether the ontology has such a concept."""
    return word in vocabulary().concepts[scheme]


def is_foreign(word: str) -> bool:
    """Tell whether the word is the whole address of a concept, as those of others are given."""
    try:
        return bool(iri_term(word))
    except BadIri:
        return False


def _concepts(scheme: str) -> AfterValidator:
    return _one_of(lambda: vocabulary().concepts[scheme], is_foreign)


def _in_order(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


Several = AfterValidator(_in_order)
"""A set, kept sorted so that equal filters are equal and give equal addresses."""

Slug = Annotated[str, StringConstraints(pattern=rf"^(?:{KEY.pattern})$")]
Address = Annotated[
    str, StringConstraints(pattern=r"^[^<>\"{}|^`\\\x00-\x20]+$", min_length=1, max_length=2000)
]
Year = Annotated[int, Field(ge=1, le=9999)]


class Filters(BaseModel):
    """What of the network is wanted; empty means the default, never nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    classes: Annotated[
        tuple[Annotated[str, _one_of(lambda: vocabulary().descendants("Tie"))], ...], Several
    ] = Field((), alias="class")
    """Classes of ties, each without its subclasses; by default those that count as cooperation."""
    kinds: Annotated[tuple[Annotated[str, _concepts("kind")], ...], Several] = Field(
        (), alias="kind"
    )
    statuses: Annotated[tuple[Annotated[str, _concepts("status")], ...], Several] = Field(
        (), alias="status"
    )
    stances: Annotated[tuple[Annotated[str, _concepts("stance")], ...], Several] = Field(
        (), alias="stance"
    )
    """By default ``asserted``: what is planned or denied is shown only when asked for."""
    themes: Annotated[tuple[Annotated[str, _concepts("theme")], ...], Several] = Field(
        (), alias="theme"
    )
    sources: Annotated[tuple[Slug, ...], Several] = Field((), alias="source")
    first_year: Year | None = Field(None, alias="from")
    last_year: Year | None = Field(None, alias="to")
    undated: bool = True
    """Whether a tie without a known date stays when years are asked for."""
    focus: Annotated[tuple[Address, ...], Several] = ()
    """Actors whose neighbourhood is wanted: IRIs, or their paths below the base address."""
    depth: int = Field(1, ge=0, le=6)
    limit: int | None = Field(None, ge=1, le=1_000_000)
    """How many actors at most."""
    fold: Fold = Fold.ACTORS

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Read the parameters of an address; empty ones count as absent. Raises BadFilter."""
        found: dict[str, Any] = {}
        for name, value in pairs:
            if value and name in SEVERAL:
                found.setdefault(name, []).append(value)
            elif value:
                found[name] = value
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            raise _bad_filter(error.errors(include_url=False)[0]) from None

    def to_query(self) -> str:
        """Return the parameters of an address, in a fixed order, without what is default."""
        given = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return urlencode([(name, _word(value)) for name in NAMES for value in _listed(given, name)])

    def selecting(self) -> Self:
        """Return what decides which ties are wanted, whatever part of them is shown."""
        return self.model_copy(update={"focus": (), "depth": 1, "limit": None, "fold": Fold.ACTORS})

    @property
    def wanted_classes(self) -> tuple[str, ...]:
        """The classes asked for, else those that count as cooperation."""
        return self.classes or vocabulary().cooperation_classes

    @property
    def wanted_stances(self) -> tuple[str, ...]:
        """The stances asked for, else ``asserted``."""
        return self.stances or ("asserted",)


NAMES = tuple(field.alias or name for name, field in Filters.model_fields.items())
SEVERAL = frozenset(("class", "kind", "status", "stance", "theme", "source", "focus"))
"""Parameters that may stand several times in an address."""


def _listed(given: dict[str, Any], name: str) -> list[Any]:
    value = given.get(name, [])
    return value if isinstance(value, list) else [value]


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _bad_filter(error: ErrorDetails) -> BadFilter:
    name = str(error["loc"][0]) if error["loc"] else "filter"
    value = str(error["input"])[:200]
    match error["type"]:
        case "extra_forbidden":
            return BadFilter(name, value, NAMES)
        case "enum":
            return BadFilter(name, value, tuple(one.value for one in Fold))
        case kind if kind == UNKNOWN:
            return BadFilter(name, value, error["ctx"]["known"])
    if name == "focus":
        return BadFilter(name, value, Expected.ADDRESS)
    return BadFilter(name, value, EXPECTED.get(error["type"], Expected.OTHER))
