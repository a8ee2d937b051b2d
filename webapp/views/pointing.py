"""What points at a thing: its ties by class, then everything else by property."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from graph.namespaces import expand
from ontology import ACC, vocabulary
from webapp.display import class_label, plural, property_label, upper_first
from webapp.labels import most_specific, sort_key
from webapp.rows import iri_term, rows
from webapp.views.nodes import Link, links
from webapp.views.ties import Tie, counted_of, ties

PER_PAGE = 30
UNCOUNTED = "not-counted"
TIES = """
SELECT ?tie ?class ?earliest WHERE {{
  ?tie acc:party {thing} ; a ?class . OPTIONAL {{ ?tie acc:earliest ?earliest }}
}}"""
COUNTS = "SELECT ?property (COUNT(*) AS ?n) WHERE {{ ?one ?property {thing} }} GROUP BY ?property"
POINTING = """
SELECT DISTINCT ?one ?class WHERE {{ ?one {property} {thing} OPTIONAL {{ ?one a ?class }} }}
ORDER BY ?one LIMIT 4000"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page that lists things, a page of them at a time."""

    name: str
    """Its anchor, and its name in the address."""
    title: str
    count: int
    page: int = 1
    ties: Sequence[Tie] = ()
    links: Sequence[Link] = ()
    note: str = ""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return -(-self.count // PER_PAGE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which section the reader asked for, and which page of it; all where none is named."""

    section: str = ""
    page: int = 1

    def takes(self, name: str) -> bool:
        """Tell whether a section is to be shown."""
        return self.section in ("", name)

    def slice(self, items: Sequence[str]) -> Sequence[str]:
        """Return the items of the page."""
        return items[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


@dataclass(slots=True)
class _Found:
    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    earliest: dict[str, str] = field(default_factory=dict)

    def newest_first(self) -> list[str]:
        """Return ties, dated ones before undated ones."""
        by_name = sorted(self.classes)
        return sorted(by_name, key=lambda tie: self.earliest.get(tie, ""), reverse=True)


def tie_sections(iri: str, wanted: Wanted) -> list[Section]:
    """Return the ties that the thing is a party to: cooperation first, class by class.

    What no source asserts as cooperation never stands among the agreements (DESIGN, rule 1).
    """
    thing, found = iri_term(iri), _Found()
    for row in rows(TIES.format(thing=thing)):
        found.classes[row["tie"].value].add(row["class"].value)
        if earliest := row.get("earliest"):
            found.earliest[row["tie"].value] = earliest.value
    grouped = _grouped(found, counted_of(thing) if found.classes else set())
    return [_tie_section(name, members, wanted) for name, members in grouped.items()
            if wanted.takes(name)]  # fmt: skip


def _grouped(found: _Found, counted: set[str]) -> Mapping[str, list[str]]:
    cooperation = vocabulary().cooperation_classes
    groups: dict[str, list[str]] = {name: [] for name in cooperation}
    for tie in found.newest_first():
        name = most_specific(found.classes[tie]) or "Tie"
        if name in cooperation and tie not in counted:
            name = UNCOUNTED
        groups.setdefault(name, []).append(tie)
    others = sorted(set(groups) - set(cooperation))
    return {name: groups[name] for name in (*cooperation, *others) if groups[name]}


def _tie_section(name: str, members: Sequence[str], wanted: Wanted) -> Section:
    if name == UNCOUNTED:
        title, note = gettext("Planned, denied or inferred"), gettext(
            "No source asserts these as concluded: they are not counted as cooperation."
        )  # fmt: skip
    else:
        title, note = upper_first(plural(class_label(name))), _note(name)
    shown = ties(wanted.slice(members))
    return Section(name, title, len(members), wanted.page, ties=shown, note=note)


def _note(name: str) -> str:
    if name != "Tie":
        return ""
    return gettext("Priorities, supports, plans, prospects: links that are no agreement.")


def other_sections(iri: str, wanted: Wanted) -> list[Section]:
    """Return what else points at the thing, one section for each property."""
    thing = iri_term(iri)
    counts = {row["property"].value: int(row["n"].value)
              for row in rows(COUNTS.format(thing=thing))}  # fmt: skip
    named = [(_name(prop), prop) for prop in counts if _is_shown(prop)]
    named.sort(key=lambda pair: sort_key(pair[0]))
    return [_other_section(name, prop, counts[prop], thing, wanted) for name, prop in named
            if wanted.takes(name)]  # fmt: skip


def _other_section(name: str, prop: str, count: int, thing: str, wanted: Wanted) -> Section:
    classes: dict[str, set[str]] = defaultdict(set)
    for row in rows(POINTING.format(property=iri_term(prop), thing=thing)):
        classes[row["one"].value].update([row["class"].value] if "class" in row else [])
    title = inverse_title(name)
    members = list(classes)
    if any(ACC + "Tie" in own for own in classes.values()):
        shown = ties(wanted.slice(members))
        return Section(name, title, count, wanted.page, ties=shown)
    return Section(name, title, count, wanted.page, links=links(wanted.slice(members)))


def _name(prop: str) -> str:
    return prop.removeprefix(ACC)


def _is_shown(prop: str) -> bool:
    """Tell whether the property says something that stands nowhere else on the page."""
    name = _name(prop)
    known = name in vocabulary().properties
    is_party = known and "party" in vocabulary().superproperties(name)
    return not is_party and name not in {"supports", "source", "cooperatesWith", "member"} and prop not in HIDDEN


HIDDEN = {expand(name) for name in ("skos:narrower", "skos:broader", "skos:hasTopConcept",
                                    "rdf:type", "schema:sameAs")}  # fmt: skip


def inverse_title(name: str) -> str:
    """Return a heading for what points at a thing with that property."""
    titles = {
        "within": gettext("Territories that lie here"),
        "locatedIn": gettext("Institutions here"),
        "unitOf": gettext("Its units"),
        "supervisedBy": gettext("Institutions that it supervises"),
        "succeeds": gettext("Replaced by"),
        "at": gettext("Posts"),
        "holder": gettext("Posts held"),
        "about": gettext("Figures"),
        "of": gettext("Members"),
        "under": gettext("Made under it"),
        "renews": gettext("Renewed by"),
        "place": gettext("What took place here"),
        "funder": gettext("What it funds"),
        "signatory": gettext("Signed"),
        "attendee": gettext("Attended"),
    }
    return titles.get(name) or gettext(
        "Things with it as “%(property)s”", property=property_label(name)
    )
