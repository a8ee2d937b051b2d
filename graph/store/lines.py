"""Quads in their one canonical form: sorted, distinct N-Quads lines."""

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from graph.namespaces import PREFIXES
from ontology import ACC, vocabulary

TYPE = NamedNode(PREFIXES["rdf"] + "type")


def canonical(quads: Iterable[Quad]) -> bytes:
    """Return the quads as sorted distinct lines: the same quads, the same bytes."""
    data = serialize(quads, format=RdfFormat.N_QUADS)
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def count_classes(quads: Iterable[Quad]) -> dict[str, int]:
    """Return how many nodes each class of the vocabulary has."""
    nodes = {
        (quad.subject, quad.object.value)
        for quad in quads
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode)
    }
    counts = Counter(iri.removeprefix(ACC) for _, iri in nodes if iri.startswith(ACC))
    return {name: counts[name] for name in sorted(counts) if name in vocabulary().classes}


def skolemised(quads: Iterable[Quad], graph: str) -> Iterable[Quad]:
    """Replace blank nodes by IRIs below the graph's, and put every quad into that graph."""
    name = NamedNode(graph)

    def iri(term: object) -> object:
        return NamedNode(f"{graph}/.well-known/genid/{term.value}") if isinstance(
            term, BlankNode
        ) else term

    for quad in quads:
        yield Quad(iri(quad.subject), quad.predicate, iri(quad.object), name)  # type: ignore[arg-type]
