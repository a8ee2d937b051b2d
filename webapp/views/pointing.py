"""What points at a thing other than as a party, one section for each property."""

from dataclasses import replace

from flask_babel import gettext, ngettext

from graph.namespaces import expand
from ontology import ACC, vocabulary
from webapp.display import property_label
from webapp.labels import sort_key
from webapp.language import current_language
from webapp.rows import iri_term, rows
from webapp.views.items import items
from webapp.views.nodes import describe, links
from webapp.views.sections import PER_PAGE, Section, Wanted
from webapp.views.ties import ties

ITEMS = {"Statistic", "Role"}
"""Classes whose things are told with what they say, not by a link alone."""

ELSEWHERE = frozenset(map(expand, (
    "supports", "source", "cooperatesWith", "renews", "rdf:type", "skos:hasTopConcept",
    "skos:topConceptOf", "dct:isReplacedBy", "possiblySame",
)))  # fmt: skip
"""Properties by which what points at a thing is shown elsewhere on its page."""

COUNTS = "SELECT ?property (COUNT(*) AS ?n) WHERE {{ ?one ?property {thing} }} GROUP BY ?property"
POINTING = """
SELECT ?one (MAX(?day) AS ?latest) (MIN(LCASE(?label)) AS ?name) WHERE {{
  ?one {property} {thing}
  OPTIONAL {{ ?one acc:earliest ?day }}
  OPTIONAL {{ ?one skos:prefLabel ?label FILTER(LANG(?label) = "{language}") }}
}} GROUP BY ?one ORDER BY DESC(?latest) ?name ?one LIMIT {limit} OFFSET {offset}"""


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
    query = POINTING.format(
        property=iri_term(prop), thing=thing, language=current_language(),
        limit=PER_PAGE, offset=(wanted.page - 1) * PER_PAGE,
    )  # fmt: skip
    shown = describe(row["one"].value for row in rows(query))
    section = Section(name, inverse_title(name, count), count, wanted.page)
    if any(ACC + "Tie" in node.iris("rdf:type") for node in shown.values()):
        return replace(section, ties=ties(shown))
    if all(node.class_ in ITEMS for node in shown.values()):
        return replace(section, items=items(shown, beside=thing[1:-1]))
    return replace(section, links=links(shown))


def _name(prop: str) -> str:
    return prop.removeprefix(ACC)


def _is_shown(prop: str) -> bool:
    """Tell whether the property says something that stands nowhere else on the page."""
    name = _name(prop)
    known = name in vocabulary().properties
    is_party = known and "party" in vocabulary().superproperties(name)
    return not is_party and prop not in ELSEWHERE


def inverse_title(name: str, number: int) -> str:
    """Return a heading for what points at a thing with that property."""
    pairs = {
        "within": ngettext("Territory that lies here", "Territories that lie here", number),
        "locatedIn": ngettext("Institution here", "Institutions here", number),
        "unitOf": ngettext("Its unit", "Its units", number),
        "supervisedBy": ngettext(
            "Institution that it supervises", "Institutions that it supervises", number
        ),
        "succeeds": gettext("Replaced by"),
        "at": ngettext("Post", "Posts", number),
        "holder": ngettext("Post held", "Posts held", number),
        "about": ngettext("Figure", "Figures", number),
        "of": ngettext("Member", "Members", number),
        "under": gettext("Made under it"),
        "place": gettext("What took place here"),
        "funder": gettext("What it funds"),
        "signatory": gettext("Signed"),
        "attendee": gettext("Attended"),
        "theme": gettext("On this theme"),
        "kind": gettext("Of this kind"),
        "status": gettext("Of this status"),
        "stance": ngettext("Proof of this stance", "Proofs of this stance", number),
        "level": ngettext("Territory of this level", "Territories of this level", number),
        expand("skos:broader"): ngettext("Narrower concept", "Narrower concepts", number),
        expand("skos:inScheme"): ngettext("Concept", "Concepts", number),
    }
    other = gettext("Things with it as “%(property)s”", property=property_label(name))
    return str(pairs.get(name, other))
