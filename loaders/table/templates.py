"""What a row becomes: the form of each fact, its values filled from the row."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from loaders.factfile.model import Strict
from loaders.table.cells import (
    Cell,
    Conditions,
    Coordinates,
    Date,
    References,
    Texts,
    Value,
    Values,
)
from loaders.values import Identifier, Stance, TieType


class Template(Strict):
    """What every fact may have."""

    type: str
    id: Identifier | None = None
    """Any name you like; later facts of the same row refer to it with ``{fact: ...}``."""
    when: Conditions = []
    each: Cell | None = None
    """One fact for each value of this cell, or for each item of a list inside the record."""
    name: Texts = []
    other_names: Texts = []
    notes: Texts = []
    stance: Stance = "asserted"


class NamedTemplate(Template):
    """A thing that several rows, and other sources, may tell of."""

    key: Value
    codes: Values = []
    same_as: Values = []
    mention: bool = False
    """The row only mentions it: the fact counts where no other row tells of the thing."""


class TerritoryTemplate(NamedTemplate):
    """A territory."""

    type: Literal["Territory"]
    level: Value | None = None
    within: References = []
    succeeds: References = []
    latitude: Value | None = None
    longitude: Value | None = None
    coordinates: Coordinates | None = None


class InstitutionTemplate(NamedTemplate):
    """An institution."""

    type: Literal["Institution"]
    kind: Values = []
    located_in: References = []
    unit_of: References = []
    supervised_by: References = []
    succeeds: References = []
    latitude: Value | None = None
    longitude: Value | None = None
    coordinates: Coordinates | None = None


class ProgrammeTemplate(NamedTemplate):
    """A programme, a label, a scheme."""

    type: Literal["Programme"]
    kind: Values = []


class PersonTemplate(NamedTemplate):
    """A named person in a public role."""

    type: Literal["Person"]


class StatisticTemplate(Template):
    """A figure about an actor."""

    type: Literal["Statistic"]
    key: Value
    about: References
    measure: Texts
    value: Value | None = None
    value_text: Texts = []


class TieTemplate(Template):
    """A link between actors; that of a Twinning has its parties as its key."""

    type: TieType
    key: Value | None = None
    repeats: Literal["refuse", "merge"] = "refuse"
    """Whether several rows may tell of one tie, each with some of its parties."""
    kind: Values = []
    status: Value | None = None
    date: Date | None = None
    end: Date | None = None
    themes: Values = []
    theme_words: Texts = []
    parties: References = []
    lead: References = []
    host: References = []
    member: References = []
    of: References = []
    funder: References = []
    signatories: References = []
    attendees: References = []
    renews: References = []
    under: References = []
    place: References = []


THINGS = ("Territory", "Institution", "Programme", "Person", "Statistic")


def _tag(value: Any) -> str:
    kind = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return kind if kind in THINGS else "Tie"


AnyTemplate = Annotated[
    Annotated[TerritoryTemplate, Tag("Territory")]
    | Annotated[InstitutionTemplate, Tag("Institution")]
    | Annotated[ProgrammeTemplate, Tag("Programme")]
    | Annotated[PersonTemplate, Tag("Person")]
    | Annotated[StatisticTemplate, Tag("Statistic")]
    | Annotated[TieTemplate, Tag("Tie")],
    Discriminator(_tag),
]
