"""The vocabulary as a reader goes through it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.identity import Namer
from ontology import Concept, NotATie, Term, vocabulary
from webapp.engine import app_settings
from webapp.labels import Labels, labels, sort_key
from webapp.language import current_language
from webapp.views.colours import on_dark
from webapp.views.nodes import Link, Node, describe, linked

ALIGNED = ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass")
CLOSE = ("skos:closeMatch", "skos:exactMatch", "skos:broadMatch")


@dataclass(frozen=True, slots=True)
class Entry:
    """A class or property with all that the page says of it."""

    term: Term
    label: str
    comment: str
    above: Sequence[Link]
    close: Sequence[Link]
    domain: Sequence[Link]
    range: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept with the narrower ones under it."""

    concept: Concept
    iri: str
    label: str
    definition: str
    narrower: Sequence["Branch"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of concepts as a tree."""

    slug: str
    link: Link
    size: int
    branches: Sequence[Branch]


def classes() -> list[Entry]:
    """Return the classes, each after its superclasses."""
    entries = _entries(vocabulary().classes.values())
    return sorted(entries, key=lambda one: tuple(reversed(vocabulary().ancestors(one.term.name))))


def properties() -> list[Entry]:
    """Return the properties by name."""
    return sorted(_entries(vocabulary().properties.values()), key=lambda one: one.term.name.lower())


def schemes() -> list[Scheme]:
    """Return the concept schemes."""
    base = Namer(app_settings().base)
    iris = {slug: base.concept(slug, "").rstrip("/") for slug in vocabulary().concepts}
    named = labels(iris.values())
    return [
        Scheme(slug, Link(iris[slug], named[iris[slug]]), len(concepts), _branches(slug, None))
        for slug, concepts in vocabulary().concepts.items()
    ]


def stylesheet() -> str:
    """Return CSS that colours each class of ties as the ontology says."""
    rules, dark = [], []
    for name in vocabulary().classes:
        try:
            style = vocabulary().edge_style(name)
        except NotATie:
            continue
        rules.append(f'[data-class="{name}"] {{ --class: {style.color}; --dot: 0.625rem; }}')
        dark.append(f'[data-class="{name}"] {{ --class: {on_dark(style.color)}; }}')
        if style.dashes:
            rules.append(f'.tag[data-class="{name}"]::before {{ background: transparent; }}')
    return "\n".join([*rules, "@media (prefers-color-scheme: dark) {", *dark, "}"]) + "\n"


def _branches(scheme: str, broader: str | None) -> list[Branch]:
    lang, namer = current_language(), Namer(app_settings().base)
    found = [
        Branch(one, namer.concept(scheme, one.slug), one.label(lang),
               one.definitions.get(lang, ""), _branches(scheme, one.slug))
        for one in vocabulary().concepts[scheme].values()
        if one.broader == broader
    ]  # fmt: skip
    return sorted(found, key=lambda branch: sort_key(branch.label))


def _entries(terms: Iterable[Term]) -> list[Entry]:
    known = {term.iri: term for term in terms}
    nodes = describe(known)
    named = labels({iri for node in nodes.values() for iri in node.mentioned()})
    return [_entry(term, nodes[iri], named) for iri, term in known.items()]


def _entry(term: Term, node: Node, named: Labels) -> Entry:
    def links_of(*names: str) -> list[Link]:
        return linked((iri for name in names for iri in node.iris(name)), named)

    lang = current_language()
    return Entry(
        term=term,
        label=term.label(lang),
        comment=term.comments.get(lang, ""),
        above=links_of(*ALIGNED),
        close=links_of(*CLOSE),
        domain=links_of("rdfs:domain"),
        range=links_of("rdfs:range"),
    )
