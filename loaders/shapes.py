"""The shapes of the ontology (SHACL), held against each source."""

from collections.abc import Iterator
from functools import cache

import pyshacl
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.namespace import SH, Namespace
from rdflib.term import Node

from graph.namespaces import expand
from graph.serialization import to_bytes
from graph.store import GraphFolder, Manifest
from graph.store.lines import TYPE
from ontology import ontology_files

SHACL = Namespace(str(SH))
CONTEXT = {TYPE.value, expand("skos:prefLabel"), expand("level")}
"""What a source may leave to others to say of the things it mentions."""


@cache
def shapes() -> Graph:
    """Return the shapes graph."""
    return Graph().parse(data=ontology_files().shapes.read_text("utf-8"), format="turtle")


def shape_findings(folder: GraphFolder, manifest: Manifest) -> Iterator[tuple[str, str, bool]]:
    """Yield source, sentence and whether it is a fault (a warning is none), for each result.

    Each source is validated by itself, with what others say of the things it mentions: two sources
    may well disagree on the status or date of one tie.
    """
    quads = {
        entry.slug: list(parse(folder.quads(entry), format=RdfFormat.N_QUADS))
        for entry in manifest.sources
    }
    described = [
        quad for graph in quads.values() for quad in graph if quad.predicate.value in CONTEXT
    ]
    for slug, graph in quads.items():
        for is_fault, sentence in _results(graph, described):
            yield slug, sentence, is_fault


def _results(graph: list[Quad], described: list[Quad]) -> Iterator[tuple[bool, str]]:
    mentioned = {quad.object for quad in graph if isinstance(quad.object, NamedNode)}
    mentioned |= {quad.subject for quad in graph if isinstance(quad.subject, NamedNode)}
    context = [quad for quad in described if quad.subject in mentioned]
    data = _rdflib([*graph, *context])
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False)
    assert isinstance(report, Graph)
    results = sorted(report.subjects(SHACL.resultSeverity), key=lambda r: _sentence(report, r))
    for result in results:
        is_fault = report.value(result, SHACL.resultSeverity) == SHACL.Violation
        yield is_fault, _sentence(report, result)


def _sentence(report: Graph, result: Node) -> str:
    messages = sorted(report.objects(result, SHACL.resultMessage), key=_english_first)
    return f"{report.value(result, SHACL.focusNode)}: {' '.join(map(str, messages[:1]))}"


def _english_first(message: Node) -> tuple[bool, str]:
    return getattr(message, "language", None) != "en", str(message)


def _rdflib(quads: list[Quad]) -> Graph:
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = to_bytes(triples, RdfFormat.N_TRIPLES)
    return Graph().parse(data=data.decode(), format="nt")
