"""The format of a fact file, as a researcher writes it."""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from loaders.values import (
    Address,
    Checksum,
    DateWords,
    Identifier,
    Kind,
    Language,
    LanguageTag,
    Level,
    Property,
    Stance,
    Status,
    Theme,
    TieType,
    as_list,
)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
ByLanguage = Annotated[dict[LanguageTag, Words], Field(min_length=1)]
Texts = Annotated[
    Annotated[Words, Tag("words")] | Annotated[ByLanguage, Tag("languages")],
    Discriminator(lambda value: "languages" if isinstance(value, dict) else "words"),
]
"""Words in the language of the source, or by language: ``{fr: ..., en: ...}``."""

Several = BeforeValidator(as_list)
"""One value may stand for a list of one."""

Refs = Annotated[list[Identifier], Several]
Notes = Annotated[list[Texts], Several]


LINKS = (
    "parties", "lead", "host", "member", "of", "funder", "signatories", "attendees",
    "renews", "under", "place",
)  # fmt: skip
"""Keys of a tie that hold identifiers."""


class Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidenceRecord(Strict):
    """A quote that proves a record, or only some of its properties."""

    quote: Words
    stance: Stance | None = None
    proves: Annotated[list[Property], Several] = []


class Record(Strict):
    """What every record may have."""

    id: Identifier
    name: Texts | None = None
    other_names: Annotated[list[Texts], Several] = []
    notes: Notes = []
    stance: Stance = "asserted"
    quotes: Annotated[list[Words], Several] = []
    evidence: Annotated[list[EvidenceRecord], Several] = []


class Named(Record):
    """A thing that other sources may tell of too: its key is not tied to this one."""

    key: Identifier | None = None
    codes: Annotated[list[Words], Several] = []
    same_as: Annotated[list[Address], Several] = []


class TerritoryRecord(Named):
    """A territory; one with an ISO 3166 code needs no level and no name here."""

    level: Level | None = None
    within: Refs = []
    succeeds: Refs = []


class InstitutionRecord(Named):
    """An institution."""

    kind: Annotated[list[Kind], Several] = []
    located_in: Refs = []
    unit_of: Refs = []
    supervised_by: Refs = []


class ProgrammeRecord(Named):
    """A programme, a label, a scheme."""

    kind: Annotated[list[Kind], Several] = []


class PersonRecord(Record):
    """A named person in a public role."""

    same_as: Annotated[list[Address], Several] = []


class RoleRecord(Record):
    """A post, and who holds it where the source names the holder."""

    holder: Identifier | None = None
    post: Texts
    at: Refs


class StatisticRecord(Record):
    """A figure that the source gives about an actor."""

    about: Refs
    measure: Texts
    value: Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")] | None = None
    value_text: Words | None = None

    @model_validator(mode="after")
    def _has_a_value(self) -> "StatisticRecord":
        if self.value is None and self.value_text is None:
            raise ValueError("a statistic needs 'value' or 'value_text'")
        return self


class TieRecord(Record):
    """A link between actors: agreement, twinning, membership, visit, plan ..."""

    type: TieType
    kind: Annotated[list[Kind], Several] = []
    status: Status = "unknown"
    date: DateWords | None = None
    themes: Annotated[list[Theme], Several] = []
    theme_words: Annotated[list[Texts], Several] = []
    parties: Refs = []
    lead: Refs = []
    host: Refs = []
    member: Refs = []
    of: Refs = []
    funder: Refs = []
    signatories: Refs = []
    attendees: Refs = []
    renews: Refs = []
    under: Refs = []
    place: Refs = []


class TextRecord(Strict):
    """The text that the quotes were taken from; the text itself stays outside."""

    sha256: Checksum


class SourceRecord(Strict):
    """What a citation of the source needs."""

    slug: Annotated[Identifier, AfterValidator(str.lower)]
    title: Texts
    publisher: Words
    language: Language
    issued: DateWords | None = None
    address: Address | None = None
    licence: Address | None = None
    rights: Notes = []
    description: Notes = []
    text: TextRecord | None = None


class FactFile(Strict):
    """One source document and the facts that it states."""

    source: SourceRecord
    territories: list[TerritoryRecord] = []
    institutions: list[InstitutionRecord] = []
    programmes: list[ProgrammeRecord] = []
    persons: list[PersonRecord] = []
    roles: list[RoleRecord] = []
    ties: list[TieRecord] = []
    statistics: list[StatisticRecord] = []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a fact file, for editors."""
    return FactFile.model_json_schema() | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Accordia fact file",
    }
