"""Facts to triples: the only module that writes the vocabulary."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.dates import PartialDate
from graph.facts import Evidence, Fact, Source, Text, Tie
from graph.identity import Namer, Ref, digest
from graph.namespaces import PREFIXES, expand
from ontology import vocabulary

Term = NamedNode | Literal
EDTF = NamedNode(PREFIXES["edtf"] + "EDTF")
XSD = {name: NamedNode(PREFIXES["xsd"] + name) for name in ("date", "decimal", "integer")}


@cache
def _property(name: str) -> NamedNode:
    return NamedNode(expand(name))


@cache
def _classes(name: str) -> tuple[NamedNode, ...]:
    return tuple(_property(ancestor) for ancestor in vocabulary().ancestors(name))


@cache
def _properties(name: str) -> tuple[NamedNode, ...]:
    """Return the property and its superproperties: the engine infers nothing."""
    known = name in vocabulary().properties
    return tuple(map(_property, vocabulary().superproperties(name) if known else (name,)))


@cache
def _fields(kind: type[Fact]) -> tuple[tuple[str, tuple[NamedNode, ...], str], ...]:
    return tuple(
        (field.name, _properties(field.metadata["property"]), field.metadata["encoder"])
        for field in fields(kind)
        if "property" in field.metadata
    )


def _text(text: Text) -> Literal:
    return Literal(text.words, language=text.language)


class TripleMaker:
    """Turns the facts of one source into quads of its graph."""

    def __init__(self, base: str, slug: str) -> None:
        self.namer = Namer(base)
        self.slug = slug
        self.graph = NamedNode(self.namer.source(slug))
        self._encoders: Mapping[str, Callable[[Any], Term]] = {
            "text": _text,
            "string": Literal,
            "iri": NamedNode,
            "ref": self._node,
            "decimal": lambda number: Literal(str(number), datatype=XSD["decimal"]),
            "concept/kind": lambda slug: self._concept("kind", slug),
            "concept/level": lambda slug: self._concept("level", slug),
            "concept/status": lambda slug: self._concept("status", slug),
            "concept/theme": lambda slug: self._concept("theme", slug),
        }

    def fact(self, fact: Fact) -> Iterator[Quad]:
        """Yield the quads of one fact, its evidence included."""
        node = self._node(fact.ref)
        for class_ in _classes(fact.term):
            yield self._quad(node, "rdf:type", class_)
        kind = type(fact)
        for name, properties, encoder in _fields(kind):  # type: ignore[arg-type]  # a class has a hash
            value = getattr(fact, name)
            if value is None:
                continue
            values = value if type(value) is tuple else (value,)
            for encoded in map(self._encoders[encoder], values):
                yield from (Quad(node, prop, encoded, self.graph) for prop in properties)
        if isinstance(fact, Tie):
            yield from self._dates(node, fact)
        for evidence in fact.evidence:
            yield from self._evidence(node, evidence)

    def source(self, source: Source) -> Iterator[Quad]:
        """Yield the quads that describe the source itself."""
        node = self.graph
        publisher = NamedNode(f"{node.value}#publisher")
        yield self._quad(node, "rdf:type", _property("Source"))
        yield self._quad(node, "dct:publisher", publisher)
        yield self._quad(publisher, "rdf:type", _property("foaf:Agent"))
        yield self._quad(publisher, "foaf:name", Literal(source.publisher))
        for name, texts in (
            ("dct:title", source.titles),
            ("dct:rights", source.rights),
            ("dct:description", source.descriptions),
            ("note", source.notes),
        ):
            yield from (self._quad(node, name, _text(text)) for text in texts)
        for name, value in self._described(source):
            yield self._quad(node, name, value)

    @staticmethod
    def _described(source: Source) -> Iterator[tuple[str, Term]]:
        if source.language:
            yield "dct:language", Literal(source.language)
        if source.issued:
            yield "dct:issued", Literal(source.issued, datatype=EDTF)
        if source.address:
            yield "dcat:landingPage", NamedNode(source.address)
        if source.licence:
            yield "dct:license", NamedNode(source.licence)
        if source.download:
            yield "dcat:downloadURL", NamedNode(source.download)
        if source.checksum:
            yield "spdx:checksumValue", Literal(source.checksum)

    def _dates(self, node: NamedNode, tie: Tie) -> Iterator[Quad]:
        if tie.span is None:
            return
        for date, (edtf, earliest, latest) in (
            (tie.span.begin, ("date", "earliest", "latest")),
            (tie.span.end, ("endDate", "endEarliest", "endLatest")),
        ):
            if date is not None:
                yield from self._bounds(node, date, edtf, earliest, latest)

    def _bounds(
        self, node: NamedNode, date: PartialDate, edtf: str, earliest: str, latest: str
    ) -> Iterator[Quad]:
        yield self._quad(node, edtf, Literal(date.edtf, datatype=EDTF))
        for name, day in ((earliest, date.earliest), (latest, date.latest)):
            yield self._quad(node, name, Literal(day.isoformat(), datatype=XSD["date"]))

    def _evidence(self, supported: NamedNode, evidence: Evidence) -> Iterator[Quad]:
        words = evidence.quote.words if evidence.quote else ""
        row = "" if evidence.row is None else str(evidence.row)
        parts = (supported.value, evidence.stance, words, row, *evidence.proves)
        node = self._node(Ref("evidence", f"{self.slug}-{digest(parts)}"))
        yield self._quad(node, "rdf:type", _property("Evidence"))
        yield self._quad(node, "supports", supported)
        yield self._quad(node, "source", self.graph)
        yield self._quad(node, "stance", self._concept("stance", evidence.stance))
        if evidence.quote:
            yield self._quad(node, "quote", _text(evidence.quote))
        if evidence.row is not None:
            yield self._quad(node, "row", Literal(row, datatype=XSD["integer"]))
        for name in evidence.proves:
            yield self._quad(node, "proves", _property(name))

    def _quad(self, subject: NamedNode, name: str, value: Term) -> Quad:
        return Quad(subject, _property(name), value, self.graph)

    def _node(self, ref: Ref) -> NamedNode:
        return NamedNode(self.namer.thing(ref))

    def _concept(self, scheme: str, slug: str) -> NamedNode:
        return NamedNode(self.namer.concept(scheme, slug))
