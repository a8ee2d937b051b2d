"""Facts to triples: the only module that writes the vocabulary.

It writes text: an object of the engine for each triple would take most of the time of a load.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

from graph.dates import PartialDate
from graph.facts import Evidence, Fact, Source, Text, Tie
from graph.identity import FOREIGN, Namer, Ref, digest
from graph.namespaces import PREFIXES, expand
from graph.nquads import Block, block, iri, quoted, typed, worded
from ontology import vocabulary

EDTF = PREFIXES["edtf"] + "EDTF"
XSD = {name: PREFIXES["xsd"] + name for name in ("date", "decimal", "integer")}


@cache
def _property(name: str) -> str:
    return iri(expand(name))


@cache
def _properties(name: str) -> tuple[str, ...]:
    """Return the property and its superproperties: the engine infers nothing."""
    known = name in vocabulary().properties
    return tuple(map(_property, vocabulary().superproperties(name) if known else (name,)))


@cache
def _fields(kind: type[Fact]) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    return tuple(
        (field.name, _properties(field.metadata["property"]), field.metadata["encoder"])
        for field in fields(kind)
        if "property" in field.metadata
    )


def _text(text: Text) -> str:
    return worded(text.words, text.language)


class TripleMaker:
    """Turns the facts of one source into blocks of N-Quads lines of its graph."""

    def __init__(self, base: str, slug: str) -> None:
        self.namer = Namer(base)
        self.slug = slug
        self.graph = self.namer.source(slug)
        self._end = f" {iri(self.graph)} .\n"
        self._node = lru_cache(maxsize=65536)(self._named)
        self._concept = cache(lambda scheme, slug: iri(self.namer.concept(scheme, slug)))
        self._typed = cache(self._types)
        self._encoders: Mapping[str, Callable[[Any], str]] = {
            "text": _text,
            "string": quoted,
            "iri": iri,
            "ref": self._node,
            "decimal": lambda number: typed(str(number), XSD["decimal"]),
            "concept/kind": lambda slug: self._concept("kind", slug),
            "concept/level": lambda slug: self._concept("level", slug),
            "concept/status": lambda slug: self._concept("status", slug),
            "concept/theme": lambda slug: self._concept("theme", slug),
        }

    def fact(self, fact: Fact) -> list[Block]:
        """Return the lines of one fact, and those of each of its evidence."""
        node, end = self._node(fact.ref), self._end
        lines = [node + rest for rest in self._typed(fact.term)]
        for name, properties, encoder in _fields(type(fact)):  # type: ignore[arg-type]  # a class has a hash
            value = getattr(fact, name)
            if value is None or value == ():
                continue
            encode = self._encoders[encoder]
            for one in value if type(value) is tuple else (value,):
                encoded = encode(one)
                lines += [f"{node} {prop} {encoded}{end}" for prop in properties]
        if isinstance(fact, Tie):
            lines += [self._line(node, name, value) for name, value in _dates(fact)]
        evidence = [self._evidence(node, evidence) for evidence in fact.evidence]
        return [block(node, lines), *evidence]

    def source(self, source: Source) -> list[Block]:
        """Return the lines that describe the source itself, and its publisher."""
        node, publisher = iri(self.graph), iri(f"{self.graph}#publisher")
        lines = [
            self._line(node, "rdf:type", _property("Source")),
            self._line(node, "dct:publisher", publisher),
        ]
        lines += [self._line(node, name, value) for name, value in _described(source)]
        named = [
            self._line(publisher, "rdf:type", _property("foaf:Agent")),
            self._line(publisher, "foaf:name", quoted(source.publisher)),
        ]
        return [block(node, lines), block(publisher, named)]

    def _types(self, term: str) -> tuple[str, ...]:
        """Return the lines that say what a node is, without the node."""
        classes = map(_property, vocabulary().ancestors(term))
        return tuple(f" {_property('rdf:type')} {class_}{self._end}" for class_ in classes)

    def _evidence(self, supported: str, evidence: Evidence) -> Block:
        words = evidence.quote.words if evidence.quote else ""
        row = "" if evidence.row is None else str(evidence.row)
        parts = (supported[1:-1], evidence.stance, words, row, *evidence.proves)
        node = self._named(Ref("evidence", f"{self.slug}-{digest(parts)}"))
        lines = [node + rest for rest in self._typed("Evidence")]
        lines += [
            self._line(node, "supports", supported),
            self._line(node, "source", iri(self.graph)),
            self._line(node, "stance", self._concept("stance", evidence.stance)),
        ]
        if evidence.quote:
            lines.append(self._line(node, "quote", _text(evidence.quote)))
        if evidence.row is not None:
            lines.append(self._line(node, "row", typed(row, XSD["integer"])))
        lines += [self._line(node, "proves", _property(name)) for name in evidence.proves]
        return block(node, lines)

    def _named(self, ref: Ref) -> str:
        """Return the address of a thing: ours is an IRI because the graph's is one."""
        address = self.namer.thing(ref)
        return iri(address) if ref.kind == FOREIGN else f"<{address}>"

    def _line(self, node: str, name: str, value: str) -> str:
        return f"{node} {_property(name)} {value}{self._end}"


def _described(source: Source) -> Iterator[tuple[str, str]]:
    texts: Iterable[tuple[str, tuple[Text, ...]]] = (
        ("dct:title", source.titles),
        ("dct:rights", source.rights),
        ("dct:description", source.descriptions),
        ("note", source.notes),
    )
    yield from ((name, _text(text)) for name, several in texts for text in several)
    if source.language:
        yield "dct:language", quoted(source.language)
    if source.issued:
        yield "dct:issued", typed(source.issued, EDTF)
    if source.address:
        yield "dcat:landingPage", iri(source.address)
    if source.licence:
        yield "dct:license", iri(source.licence)
    if source.download:
        yield "dcat:downloadURL", iri(source.download)
    if source.checksum:
        yield "spdx:checksumValue", quoted(source.checksum)


def _dates(tie: Tie) -> Iterator[tuple[str, str]]:
    if tie.span is None:
        return
    if tie.span.begin is not None:
        yield from _bounds(tie.span.begin, "date", "earliest", "latest")
    if tie.span.end is not None:
        yield from _bounds(tie.span.end, "endDate", "endEarliest", "endLatest")


def _bounds(date: PartialDate, edtf: str, earliest: str, latest: str) -> Iterator[tuple[str, str]]:
    yield edtf, typed(date.edtf, EDTF)
    for name, day in ((earliest, date.earliest), (latest, date.latest)):
        yield name, typed(day.isoformat(), XSD["date"])
