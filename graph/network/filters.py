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
from pydantic_core import ErrorDetails

from graph.errors import AccordiaError
from ontology import vocabulary


class BadFilter(AccordiaError):
    """A filter of the network that is unknown, or whose value is."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(f"The network has no {name}={value!r}: expected {expected}.")


class Fold(Enum):
    """What the nodes are: actors only, or the ties too, each between its actors."""

    ACTORS = "actors"
    TIES = "ties"


def _one_of(known: Callable[[], Iterable[str]]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in (names := sorted(known())):
            raise ValueError(f"one of {', '.join(names)}")
        return value

    return AfterValidator(check)


def _concepts(scheme: str) -> AfterValidator:
    return _one_of(lambda: vocabulary().concepts[scheme])


def _in_order(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


Several = AfterValidator(_in_order)
"""A set, kept sorted so that equal filters are equal and give equal addresses."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)]
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
    limit: int | None = Field(None, ge=1, le=5000)
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
            return BadFilter(name, value, f"one of the filters {', '.join(NAMES)}")
        case "value_error":
            return BadFilter(name, value, str(error["ctx"]["error"]))
    return BadFilter(name, value, error["msg"].removeprefix("Input should be "))
