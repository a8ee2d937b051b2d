"""The terms of the ontology, read out of its Turtle files; no other module lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeVar

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

ACC = "https://w3id.org/accordia/ontology#"
DEFAULT_BASE = "https://w3id.org/accordia/"
T = TypeVar("T")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


class UnknownTerm(LookupError):
    """A name that the ontology does not have."""

    def __init__(self, name: str, sort: str) -> None:
        super().__init__(name, sort)
        self.name = name
        self.sort = sort

    def __str__(self) -> str:
        return f"The ontology has no {self.sort} named {self.name!r}."


class NotATie(ValueError):
    """A class that draws no edge, because it is not a kind of tie."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"The class {self.name!r} draws no edge: it is not a kind of tie."


@dataclass(frozen=True)
class Term:
    """A class or a property; parents and traits name other terms of the ontology by local name."""

    name: str
    iri: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    parents: tuple[str, ...]
    traits: Mapping[str, str]

    def label(self, lang: str) -> str:
        return _in_language(self.labels, lang, self.name)


@dataclass(frozen=True)
class Concept:
    """A SKOS concept, known by its scheme and its slug."""

    scheme: str
    slug: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    broader: str | None

    def iri(self, base: str = DEFAULT_BASE) -> str:
        return f"{base}concept/{self.scheme}/{self.slug}"

    def label(self, lang: str) -> str:
        return _in_language(self.labels, lang, self.slug)


@dataclass(frozen=True)
class EdgeStyle:
    """How a tie draws in a network; the properties are local names."""

    color: str
    dashes: bool
    source_property: str
    target_property: str


class OntologyFiles(NamedTuple):
    """The Turtle files of the ontology."""

    ontology: Path
    shapes: Path
    concepts: Path


@dataclass(frozen=True)
class Vocabulary:
    """Classes and properties by local name, concepts by scheme and slug."""

    classes: Mapping[str, Term]
    properties: Mapping[str, Term]
    concepts: Mapping[str, Mapping[str, Concept]]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The class and its superclasses, nearest first. Raises UnknownTerm."""
        return _upwards(name, lambda one: _get(self.classes, one, "class").parents)

    def descendants(self, name: str) -> tuple[str, ...]:
        """The class and its subclasses, sorted. Raises UnknownTerm."""
        _get(self.classes, name, "class")
        return tuple(sorted(one for one in self.classes if name in self.ancestors(one)))

    def superproperties(self, name: str) -> tuple[str, ...]:
        """The property and those it implies, nearest first. Raises UnknownTerm."""
        return _upwards(name, lambda one: _get(self.properties, one, "property").parents)

    @property
    def cooperation_classes(self) -> tuple[str, ...]:
        """The classes whose ties count as cooperation, marked or by inheritance, sorted."""
        mark = "countsAsCooperation"
        return tuple(sorted(name for name in self.classes if self._trait(name, mark) == "true"))

    def edge_style(self, name: str) -> EdgeStyle:
        """How ties of this class draw in a network. Raises UnknownTerm, NotATie."""
        traits = ("edgeColor", "edgeDashes", "edgeSource", "edgeTarget")
        color, dashes, source, target = (self._trait(name, trait) for trait in traits)
        if color is None or dashes is None or source is None or target is None:
            raise NotATie(name)
        return EdgeStyle(color, dashes == "true", source, target)

    def label(self, name: str, lang: str) -> str:
        """The label of a class or property, else in English, else its name. Raises UnknownTerm."""
        terms = self.classes if name in self.classes else self.properties
        return _get(terms, name, "class or property").label(lang)

    def concept(self, scheme: str, slug: str) -> Concept:
        """The concept of that slug. Raises UnknownTerm for the scheme or the slug."""
        return _get(_get(self.concepts, scheme, "concept scheme"), slug, f"concept of {scheme}")

    def broader_concepts(self, scheme: str, slug: str) -> tuple[str, ...]:
        """The concept and the broader ones, nearest first. Raises UnknownTerm."""
        return _upwards(slug, lambda one: tuple(filter(None, [self.concept(scheme, one).broader])))

    def _trait(self, name: str, trait: str) -> str | None:
        values = (self.classes[one].traits.get(trait) for one in self.ancestors(name))
        return next((value for value in values if value is not None), None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, parsed once."""
    ontology = Graph().parse(ontology_files().ontology)
    concepts = Graph().parse(ontology_files().concepts)
    return Vocabulary(
        classes=_terms(ontology, OWL.Class, RDFS.subClassOf),
        properties={
            name: term
            for sort in PROPERTY_TYPES
            for name, term in _terms(ontology, sort, RDFS.subPropertyOf).items()
        },
        concepts={
            str(concepts.value(scheme, SKOS.notation)): _concepts(concepts, scheme)
            for scheme in sorted(concepts.subjects(RDF.type, SKOS.ConceptScheme), key=str)
        },
    )


def ontology_files() -> OntologyFiles:
    """Where the Turtle files are, for those who parse them themselves."""
    folder = Path(str(files("ontology")))
    return OntologyFiles(*(folder / f"{name}.ttl" for name in ("accordia", "shapes", "concepts")))


def ontology_ntriples(base: str = DEFAULT_BASE) -> bytes:
    """Vocabulary and concepts as sorted N-Triples, the concepts at this base address."""
    graph, paths = Graph(), ontology_files()
    for s, p, o in Graph().parse(paths.ontology).parse(paths.concepts):
        graph.add((_rebase(s, base), p, _rebase(o, base)))
    lines = graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
    return b"".join(sorted(line for line in lines if line.strip()))


def _rebase(node: Node, base: str) -> Node:
    # Only concepts move: the addresses of the vocabulary itself are the same for everybody.
    prefix = f"{DEFAULT_BASE}concept/"
    if isinstance(node, URIRef) and node.startswith(prefix):
        return URIRef(f"{base}concept/{node.removeprefix(prefix)}")
    return node


def _terms(graph: Graph, sort: URIRef, parent: URIRef) -> dict[str, Term]:
    names = sorted(_local(node) for node in graph.subjects(RDF.type, sort) if _is_ours(node))
    return {name: _term(graph, URIRef(ACC + name), parent) for name in names}


def _term(graph: Graph, node: URIRef, parent: URIRef) -> Term:
    return Term(
        name=_local(node),
        iri=str(node),
        labels=_texts(graph, node, RDFS.label),
        comments=_texts(graph, node, RDFS.comment),
        parents=tuple(sorted(_local(o) for o in graph.objects(node, parent) if _is_ours(o))),
        traits={_local(p): _local(o) for p, o in graph.predicate_objects(node) if _is_ours(p)},
    )


def _concepts(graph: Graph, scheme: Node) -> dict[str, Concept]:
    found = (_concept(graph, node, scheme) for node in graph.subjects(SKOS.inScheme, scheme))
    return {concept.slug: concept for concept in sorted(found, key=lambda one: one.slug)}


def _concept(graph: Graph, node: Node, scheme: Node) -> Concept:
    broader = graph.value(node, SKOS.broader)
    return Concept(
        scheme=str(graph.value(scheme, SKOS.notation)),
        slug=str(graph.value(node, SKOS.notation)),
        labels=_texts(graph, node, SKOS.prefLabel),
        definitions=_texts(graph, node, SKOS.definition),
        broader=None if broader is None else str(graph.value(broader, SKOS.notation)),
    )


def _texts(graph: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    texts = (text for text in graph.objects(node, predicate) if isinstance(text, Literal))
    return {text.language: str(text) for text in texts if text.language is not None}


def _is_ours(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(ACC)


def _local(node: Node) -> str:
    return str(node).removeprefix(ACC)


def _in_language(texts: Mapping[str, str], lang: str, default: str) -> str:
    return texts.get(lang) or texts.get("en") or default


def _get(terms: Mapping[str, T], name: str, sort: str) -> T:
    if name not in terms:
        raise UnknownTerm(name, sort)
    return terms[name]


def _upwards(name: str, parents: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    found = [name]
    for one in found:
        found.extend(parent for parent in parents(one) if parent not in found)
    return tuple(found)
