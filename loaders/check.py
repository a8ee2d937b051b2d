"""Is the graph what it promises to be? Shapes, names, stances, files, quotes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from graph.identity import Namer
from graph.index import build_index
from graph.index.derive import PROLOGUE
from graph.namespaces import shorten
from graph.store import Entry, GraphFolder, Manifest
from graph.store.lines import count_classes
from loaders.quotes import SourceText, find_text
from loaders.shapes import shape_findings
from ontology import vocabulary


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: a fault, or a remark that is none."""

    source: str
    sentence: str
    is_fault: bool = True

    def __str__(self) -> str:
        return f"{self.source}: {self.sentence}"


TWO_NAMES = """
SELECT ?thing ?language (GROUP_CONCAT(?name; separator=" / ") AS ?names) WHERE {
  ?thing skos:prefLabel ?name .
} GROUP BY ?thing (LANG(?name) AS ?language) HAVING(COUNT(?name) > 1) ORDER BY ?thing"""

TWO_STANCES = """
SELECT ?graph ?node WHERE {
  GRAPH ?graph { ?evidence acc:supports ?node ; acc:stance ?stance
    OPTIONAL { ?evidence acc:proves ?property } FILTER(!BOUND(?property)) }
} GROUP BY ?graph ?node HAVING(COUNT(DISTINCT ?stance) > 1) ORDER BY ?graph ?node"""

NOT_SO = """
SELECT DISTINCT ?graph ?tie ?label WHERE {
  ?class acc:countsAsCooperation true .
  GRAPH ?graph { ?tie a ?class . ?evidence acc:supports ?tie ; acc:stance ?stance
    OPTIONAL { ?evidence acc:proves ?property } FILTER(!BOUND(?property)) }
  ?stance skos:notation ?label FILTER(?label IN ("planned", "denied"))
} ORDER BY ?graph ?tie"""
"""DESIGN, rule 1: a naive query for agreements is then right."""

QUOTES = """
SELECT ?graph ?checksum ?quote ?node WHERE {
  GRAPH ?graph { ?evidence acc:quote ?quote ; acc:source ?source ; acc:supports ?node .
    OPTIONAL { ?source spdx:checksumValue ?checksum } }
} ORDER BY ?graph ?quote"""

CONCEPTS = """
SELECT DISTINCT ?concept WHERE {
  ?node acc:kind|acc:status|acc:theme|acc:level|acc:stance ?concept } ORDER BY ?concept"""


def check_graph(folder: GraphFolder, base: str, texts: Path | None) -> Iterator[Finding]:
    """Yield what is wrong with the current version, and how many quotes stay unverified.

    Raises DamagedFile.
    """
    manifest = folder.current()
    if manifest is None:
        yield Finding("graph", "there is no graph yet: `accordia load` makes one.")
        return
    index = build_index(folder, base)
    yield from _files(folder, manifest)
    yield from _names(index.store)
    yield from _stances(index.store)
    yield from _not_so(index.store, base)
    yield from _concepts(index.store, base)
    for finding in shape_findings(folder, manifest):
        yield Finding(*finding)
    yield from _quotes(index.store, base, texts)


def _files(folder: GraphFolder, manifest: Manifest) -> Iterator[Finding]:
    for entry in manifest.sources:
        if (sentence := _miscounted(folder, entry)) is not None:
            yield Finding(entry.slug, sentence)


def _miscounted(folder: GraphFolder, entry: Entry) -> str | None:
    data = folder.quads(entry)
    lines = data.count(b"\n")
    if lines != entry.quads:
        return f"holds {lines} triples where the manifest says {entry.quads}."
    if count_classes(parse(data, format=RdfFormat.N_QUADS)) != entry.counts:
        return "does not hold as many facts of each class as the manifest says."
    return None


def _names(store: Store) -> Iterator[Finding]:
    for thing, language, names in _rows(store, TWO_NAMES):
        yield Finding("graph", f"{thing} has two names in {language!r}: {names}.")


def _stances(store: Store) -> Iterator[Finding]:
    for graph, node in _rows(store, TWO_STANCES):
        yield Finding(graph, f"{node} is stated with two stances.")


def _not_so(store: Store, base: str) -> Iterator[Finding]:
    for graph, tie, stance in _rows(store, NOT_SO):
        slug = graph.removeprefix(Namer(base).source(""))
        yield Finding(slug, f"{tie} is {stance}, so it is a bare tie and no cooperation.")


def _concepts(store: Store, base: str) -> Iterator[Finding]:
    namer = Namer(base)
    known = {
        namer.concept(scheme, slug)
        for scheme, concepts in vocabulary().concepts.items()
        for slug in concepts
    }
    for (concept,) in _rows(store, CONCEPTS):
        if concept not in known:
            yield Finding("graph", f"{shorten(concept)} is no concept of the vocabulary.")


def _quotes(store: Store, base: str, texts: Path | None) -> Iterator[Finding]:
    prefix = Namer(base).source("")
    found: dict[str, SourceText | None] = {}
    unverified = 0
    for graph, checksum, quote, node in _rows(store, QUOTES):
        if checksum not in found:
            found[checksum] = find_text(texts, checksum) if texts and checksum else None
        text = found[checksum]
        if text is None:
            unverified += 1
        elif not text.has(quote):
            sentence = f"the text does not hold the quote « {quote} » ({node})."
            yield Finding(graph.removeprefix(prefix), sentence)
    if unverified:
        why = f"no file of {texts} has the checksum of their texts" if texts else "see --texts"
        yield Finding("quotes", f"{unverified} unverified: {why}.", False)


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    solutions = store.query(PROLOGUE + query)
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        values = [solution[variable] for variable in solutions.variables]
        yield tuple(v.value if isinstance(v, NamedNode | Literal) else "" for v in values)
