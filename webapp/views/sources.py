"""The sources that a version of the graph is made of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask_babel import gettext

from graph.store import Entry, Manifest
from ontology import vocabulary
from webapp.addresses import short_name
from webapp.display import class_noun, upper_first
from webapp.engine import graph_folder, session
from webapp.labels import best_names, in_language, most_specific, sort_key
from webapp.language import current_language
from webapp.rows import Value, iri_term, rows
from webapp.views.nodes import Link, Node, describe, links
from webapp.views.sections import Section, Told, Wanted
from webapp.views.ties import ties
from webapp.views.when import edtf_text

TOLD = """
SELECT ?thing ?class ?earliest WHERE {{
  GRAPH {graph} {{ ?thing a ?class OPTIONAL {{ ?thing acc:earliest ?earliest }} }}
}}"""
SEVERAL = "mul"
APART = {"Evidence", "Source"}
"""Classes that are shown with what they support, not as facts of their own."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what the manifest counts and what the graph says of it."""

    entry: Entry
    node: Node
    title: str
    title_language: str
    publisher: str

    @property
    def issued(self) -> str:
        """When it was published."""
        issued = self.node.first("dct:issued")
        return edtf_text(issued.value) if issued else ""

    @property
    def language(self) -> str:
        """The name of its language."""
        code = self.node.first("dct:language")
        return language_name(code.value) if code else ""

    @property
    def address(self) -> str:
        """Where it was published."""
        return next(iter(self.node.iris("dcat:landingPage")), "")

    @property
    def licence(self) -> str:
        """The address of its licence."""
        return next(iter(self.node.iris("dct:license")), "")

    @property
    def checksum(self) -> str:
        """The SHA-256 of the text that was read."""
        found = self.node.first("spdx:checksumValue")
        return found.value if found else ""

    @property
    def translation(self) -> Value | None:
        """Its title in the language of the request, where that is not its own."""
        title = in_language(self.node.values("dct:title"))
        return title if title and title.value != self.title else None

    def text(self, name: str) -> Value | None:
        """Return what a property says, in the language of the request."""
        return in_language(self.node.values(name))


def language_name(code: str) -> str:
    """Return the name of a language, its code where it is unknown."""
    if code == SEVERAL:
        return str(gettext("several languages"))
    try:
        return Locale.parse(code, sep="-").get_language_name(current_language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def served() -> Manifest | None:
    """Return the version that the request is answered from; None before the first load."""
    version = session().version
    return graph_folder().version(version) if version else None


def sources() -> list[Source]:
    """Return what is loaded, by title."""
    manifest = served()
    entries = manifest.sources if manifest else ()
    nodes = describe(entry.graph for entry in entries)
    named = best_names(
        {*nodes, *(one for node in nodes.values() for one in node.iris("dct:publisher"))}
    )
    found = [_source(entry, nodes[entry.graph], named) for entry in entries]
    return sorted(found, key=lambda source: sort_key(source.title))


def source(slug: str) -> Source | None:
    """Return one source, None where it is not loaded."""
    return next((one for one in sources() if one.entry.slug == slug), None)


def _source(entry: Entry, node: Node, named: Mapping[str, Value]) -> Source:
    title = named.get(node.iri) or Value(entry.title or entry.slug, "literal")
    publishers = node.iris("dct:publisher")
    publisher = next(
        (named[iri].value if iri in named else short_name(iri) for iri in publishers), ""
    )
    return Source(entry, node, title.value, title.language, publisher)


def facts(graph: str, wanted: Wanted) -> list[Section]:
    """Return what a source tells, class by class."""
    told = Told()
    for row in rows(TOLD.format(graph=iri_term(graph))):
        told.add(row["thing"], row["class"], row.get("earliest"))
    groups: dict[str, list[str]] = defaultdict(list)
    for thing in told.newest_first():
        groups[most_specific(told.classes[thing])].append(thing)
    names = sorted((name for name in groups if name and name not in APART), key=_order)
    return [_section(name, groups[name], wanted) for name in names if wanted.takes(name)]


def _order(name: str) -> tuple[bool, bool, str]:
    """Sort cooperation first, then other ties, then the rest."""
    ancestors = vocabulary().ancestors(name)
    return (name not in vocabulary().cooperation_classes, "Tie" not in ancestors, name)


def _section(name: str, things: Sequence[str], wanted: Wanted) -> Section:
    title = upper_first(class_noun(name, len(things)))
    if "Tie" in vocabulary().ancestors(name):
        return Section(name, title, len(things), wanted.page, ties=ties(wanted.slice(things)))
    return Section(name, title, len(things), wanted.page, links=_alphabetical(things, wanted))


def _alphabetical(things: Sequence[str], wanted: Wanted) -> Sequence[Link]:
    return links(wanted.slice(things))


def class_counts(entry: Entry) -> list[tuple[str, int]]:
    """Return how many things a source tells of, each counted in its most specific class."""
    own = dict(entry.counts)
    for name, count in entry.counts.items():
        for parent in vocabulary().classes[name].parents:
            own[parent] = own.get(parent, 0) - count
    return [(name, own[name]) for name in sorted(own, key=_order)
            if own[name] > 0 and name not in APART]  # fmt: skip
