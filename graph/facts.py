"""Typed facts: what a loader yields and what becomes triples.

A field's metadata names the property that it becomes and how its value is written, so that a new
property is one line here and none elsewhere.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.dates import Span
from graph.identity import Ref


class Text(NamedTuple):
    """Words in a language (BCP 47)."""

    words: str
    language: str


def _becomes(term: str, encoder: str, *, many: bool = False) -> Any:
    metadata = {"property": term, "encoder": encoder}
    return field(default=() if many else None, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What supports a fact: words or a row of the source, and how the source means them."""

    stance: str = "asserted"
    quote: Text | None = None
    row: int | None = None
    proves: tuple[str, ...] = ()
    """Properties, where the evidence proves these only and not the whole node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has: an identity, names, evidence."""

    ref: Ref
    evidence: tuple[Evidence, ...] = ()
    names: tuple[Text, ...] = _becomes("skos:prefLabel", "text", many=True)
    other_names: tuple[Text, ...] = _becomes("skos:altLabel", "text", many=True)
    notations: tuple[str, ...] = _becomes("skos:notation", "string", many=True)
    same_as: tuple[str, ...] = _becomes("schema:sameAs", "iri", many=True)
    notes: tuple[Text, ...] = _becomes("note", "text", many=True)

    @property
    def term(self) -> str:
        """The class of the vocabulary that the fact is an instance of."""
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory(Fact):
    """A territory, which acts through its public authority."""

    level: str | None = _becomes("level", "concept/level")
    within: tuple[Ref, ...] = _becomes("within", "ref", many=True)
    succeeds: tuple[Ref, ...] = _becomes("succeeds", "ref", many=True)
    latitude: str | None = _becomes("wgs84:lat", "decimal")
    longitude: str | None = _becomes("wgs84:long", "decimal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Fact):
    """A university, ministry, company, association ..."""

    kinds: tuple[str, ...] = _becomes("kind", "concept/kind", many=True)
    located_in: tuple[Ref, ...] = _becomes("locatedIn", "ref", many=True)
    unit_of: tuple[Ref, ...] = _becomes("unitOf", "ref", many=True)
    supervised_by: tuple[Ref, ...] = _becomes("supervisedBy", "ref", many=True)
    succeeds: tuple[Ref, ...] = _becomes("succeeds", "ref", many=True)
    latitude: str | None = _becomes("wgs84:lat", "decimal")
    longitude: str | None = _becomes("wgs84:long", "decimal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Fact):
    """What ties are made under: a funding programme, a label, a scheme."""

    kinds: tuple[str, ...] = _becomes("kind", "concept/kind", many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """A named person in a public role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Fact):
    """A post at an actor, and who holds it where the source says so."""

    holder: Ref | None = _becomes("holder", "ref")
    posts: tuple[Text, ...] = _becomes("post", "text", many=True)
    at: tuple[Ref, ...] = _becomes("at", "ref", many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Fact):
    """A figure that a source gives about an actor."""

    about: tuple[Ref, ...] = _becomes("about", "ref", many=True)
    measures: tuple[Text, ...] = _becomes("measure", "text", many=True)
    value: str | None = _becomes("value", "decimal")
    value_text: Text | None = _becomes("valueText", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Fact):
    """A link between actors; ``type`` is its class: Agreement, Twinning, Membership, Event ..."""

    type: str = "Tie"
    span: Span | None = None
    date_text: Text | None = _becomes("dateText", "text")
    kinds: tuple[str, ...] = _becomes("kind", "concept/kind", many=True)
    status: str | None = _becomes("status", "concept/status")
    themes: tuple[str, ...] = _becomes("theme", "concept/theme", many=True)
    theme_texts: tuple[Text, ...] = _becomes("themeText", "text", many=True)
    parties: tuple[Ref, ...] = _becomes("party", "ref", many=True)
    lead: tuple[Ref, ...] = _becomes("lead", "ref", many=True)
    host: tuple[Ref, ...] = _becomes("host", "ref", many=True)
    member: tuple[Ref, ...] = _becomes("member", "ref", many=True)
    of: tuple[Ref, ...] = _becomes("of", "ref", many=True)
    funder: tuple[Ref, ...] = _becomes("funder", "ref", many=True)
    signatories: tuple[Ref, ...] = _becomes("signatory", "ref", many=True)
    attendees: tuple[Ref, ...] = _becomes("attendee", "ref", many=True)
    renews: tuple[Ref, ...] = _becomes("renews", "ref", many=True)
    under: tuple[Ref, ...] = _becomes("under", "ref", many=True)
    place: tuple[Ref, ...] = _becomes("place", "ref", many=True)

    @property
    def term(self) -> str:
        """The class of the vocabulary that the tie is an instance of."""
        return self.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or a data set, and what a citation of it needs."""

    slug: str
    titles: tuple[Text, ...]
    publisher: str
    language: str | None = None
    issued: str | None = None
    """EDTF."""
    address: str | None = None
    licence: str | None = None
    """Address of the licence, where the source has one."""
    rights: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    """What a load counted; the same for the same file."""
    download: str | None = None
    """Address that the file was fetched from."""
    checksum: str | None = None
    """SHA-256 of the text or file that the facts were read from."""
