"""All that the graph says of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext, ngettext

from graph.namespaces import expand
from ontology import ACC, vocabulary
from webapp.addresses import short_name
from webapp.display import class_label, upper_first
from webapp.labels import Labels, in_one_language, labels, language_rank, sort_key
from webapp.rows import Value, iri_term, rows
from webapp.views.nodes import Link, Node, describe, linked
from webapp.views.parties import tie_sections
from webapp.views.pointing import other_sections
from webapp.views.proofs import Proof, proofs, proofs_of, stance_of
from webapp.views.sections import Section, Wanted
from webapp.views.ties import Tie, kinds, ties

ELSEWHERE = frozenset(map(expand, (
    "rdf:type", "skos:prefLabel", "skos:altLabel", "skos:notation", "skos:definition",
    "schema:sameAs", "rdfs:label", "rdfs:comment", "note", "party", "lead", "host", "member",
    "date", "endDate", "earliest", "latest", "endEarliest", "endLatest", "dateText", "theme",
    "themeText", "status", "kind", "level", "cooperatesWith", "supports", "source", "stance",
    "quote", "row", "proves", "renews", "value", "valueText", "wgs84:lat",
    "wgs84:long", "skos:inScheme", "skos:broader", "skos:hasTopConcept", "skos:topConceptOf",
    "possiblySame",
)))  # fmt: skip
"""Properties that have a place of their own on the page; all others stand in its table."""

LIES_IN = """
SELECT DISTINCT ?inner ?outer WHERE {{
  {thing} (acc:unitOf|acc:locatedIn|acc:within|skos:broader)* ?inner .
  ?inner acc:unitOf|acc:locatedIn|acc:within|skos:broader|skos:topConceptOf ?outer
}} ORDER BY ?inner ?outer LIMIT 200"""


RENEWALS = """
SELECT DISTINCT ?tie ?earliest WHERE {{
  {thing} (acc:renews|^acc:renews)+ ?tie OPTIONAL {{ ?tie acc:earliest ?earliest }}
}} ORDER BY ?earliest ?tie LIMIT 50"""


class Called(NamedTuple):
    """A name, and the languages in which it is one."""

    name: Value
    languages: str


class Fact(NamedTuple):
    """One property of a thing, under its name: its values are links or words."""

    title: str
    links: Sequence[Link]
    words: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing, ready to be shown."""

    node: Node
    label: str
    names: Sequence[Called]
    other_names: Sequence[Value]
    """Those that are no preferred name in any language."""
    chain: Sequence[Link]
    kinds: Sequence[Link]
    facts: Sequence[Fact]
    cooperates_with: Sequence[Link]
    proofs: Sequence[Proof]
    tie: Tie | None
    renewals: Sequence[Tie]
    """The tie among those that it renews and that renew it, earliest first."""
    itself: Proof | None
    """Where the thing is a piece of evidence: its own words."""
    supported: str
    """What the piece of evidence supports is called."""
    sections: Sequence[Section]

    @property
    def iri(self) -> str:
        """The address of the thing."""
        return self.node.iri

    @property
    def ancestors(self) -> Sequence[str]:
        """Its class and the classes above."""
        return vocabulary().ancestors(self.node.class_) if self.node.class_ else ()

    @property
    def cited(self) -> Sequence[Proof]:
        """The proofs that a citation of it names: of a tie, or of a piece of evidence, itself."""
        return [self.itself] if self.itself else self.proofs if self.tie else ()

    @property
    def stance(self) -> str:
        """How the sources mean the thing, "" where no evidence says."""
        return stance_of(self.proofs)


def thing(iri: str, wanted: Wanted) -> Thing | None:
    """Return all that is known of a thing; None where that is nothing. Raises BadIri."""
    node = describe([iri])[iri]
    sections = [*tie_sections(iri, wanted), *other_sections(iri, wanted)]
    if not node.properties and not sections:
        return None
    chain = _chain(iri)
    named = labels([iri, *node.mentioned(), *chain])
    preferred = _ranked(node.values("skos:prefLabel") or node.values("rdfs:label"))
    known = {name.value for name in preferred}
    itself = proofs([iri])[0] if node.class_ == "Evidence" else None
    supported = next((named[one] for one in node.iris("supports")), "")
    return Thing(
        node=node,
        label=named[iri] if itself is None else _evidence_label(supported),
        names=_called(preferred),
        other_names=[
            one for one in _ranked(node.values("skos:altLabel")) if one.value not in known
        ],
        chain=[Link(one, named[one]) for one in chain],
        kinds=kinds(node, named, "level", "kind"),
        facts=_facts(node, named),
        cooperates_with=linked(node.iris("cooperatesWith"), named),
        proofs=proofs_of([iri])[iri],
        tie=ties([iri])[0] if ACC + "Tie" in node.iris("rdf:type") else None,
        renewals=_renewals(iri),
        itself=itself,
        supported=supported,
        sections=sections,
    )


def _renewals(iri: str) -> list[Tie]:
    found = rows(RENEWALS.format(thing=iri_term(iri)))
    chain = dict.fromkeys(row["tie"].value for row in found)
    return ties(chain) if chain else []


def _evidence_label(supported: str) -> str:
    """Return what to call a piece of evidence on its page, which shows its words below."""
    kind = upper_first(class_label("Evidence"))
    return str(gettext("%(kind)s: %(parties)s", kind=kind, parties=supported))


def _ranked(texts: Sequence[Value]) -> list[Value]:
    return sorted(texts, key=lambda text: (language_rank(text.language), sort_key(text.value)))


def _called(texts: Sequence[Value]) -> list[Called]:
    """Return each name once, with the languages in which it is one; the reader's first."""
    languages: dict[str, list[str]] = {}
    for text in texts:
        languages.setdefault(text.value, []).append(text.language)
    first = {text.value: text for text in reversed(texts)}
    return [
        Called(first[words], ", ".join(one for one in told if one not in ("", "und")))
        for words, told in languages.items()
    ]


def _facts(node: Node, named: Labels) -> list[Fact]:
    return [
        Fact(
            _fact_title(named.get(prop, short_name(prop)), prop, len(values)),
            linked((value.value for value in values if value.is_iri), named),
            in_one_language([value for value in values if not value.is_iri]),
        )
        for prop, values in sorted(node.properties.items())
        if prop not in ELSEWHERE
    ]


def _fact_title(label: str, prop: str, number: int) -> str:
    """Return the name of a property, in the plural where it has several values."""
    several = {
        "attendee": ngettext("Attendee", "Attendees", number),
        "signatory": ngettext("Signatory", "Signatories", number),
        "funder": ngettext("Funder", "Funders", number),
        "place": ngettext("Place", "Places", number),
        "holder": ngettext("Holder", "Holders", number),
    }
    return str(several.get(prop.removeprefix(ACC), label if ":" in label else upper_first(label)))


def _chain(iri: str) -> list[str]:
    """Return what the thing lies in, outermost first: one way up where there are several."""
    outer: dict[str, str] = {}
    for row in rows(LIES_IN.format(thing=iri_term(iri))):
        outer.setdefault(row["inner"].value, row["outer"].value)
    chain: list[str] = []
    at = outer.get(iri)
    while at is not None and at not in chain and at != iri:
        chain.insert(0, at)
        at = outer.get(at)
    return chain
