"""Quads in their one canonical form: sorted, distinct N-Quads lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from graph.namespaces import PREFIXES
from graph.serialization import to_bytes
from ontology import ACC, vocabulary

TYPE = NamedNode(PREFIXES["rdf"] + "type")
_TYPED = f"> <{TYPE.value}> <{ACC}".encode()
_CHUNK = 4_000_000


def canonical(quads: Iterable[Quad]) -> bytes:
    """Return the quads as sorted distinct lines: the same quads, the same bytes."""
    data = to_bytes(quads, RdfFormat.N_QUADS)
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


def count_class_lines(path: Path) -> dict[str, int]:
    """Return what ``count_classes`` does, for a file of distinct N-Quads lines."""
    counts: Counter[bytes] = Counter()
    with path.open("rb") as file:
        while lines := file.readlines(_CHUNK):
            counts.update(_class_names(b"".join(lines)))
    found = {name.decode(): count for name, count in counts.items()}
    return {name: found[name] for name in sorted(found) if name in vocabulary().classes}


def _class_names(lines: bytes) -> Iterator[bytes]:
    """Yield the class of each line that tells one: found as bytes, which is many times quicker."""
    end = 0
    while (found := lines.find(_TYPED, end)) >= 0:
        begin = lines.rfind(b"\n", 0, found) + 1
        end = found + len(_TYPED)
        if lines.find(b">", begin) == found:  # else it stands within words
            yield lines[end : lines.index(b">", end)]


def skolemised(quads: Iterable[Quad], graph: str) -> Iterator[Quad]:
    """Replace blank nodes by IRIs below the graph's, and put every quad into that graph.

    The same labels give the same IRIs: canonical labels (RDFC-1.0) make them repeatable.
    """
    name = NamedNode(graph)
    for quad in quads:
        subject, value = _named(quad.subject, graph), _named(quad.object, graph)
        yield Quad(subject, quad.predicate, value, name)


def _named(term: Any, graph: str) -> Any:
    if isinstance(term, BlankNode):
        return NamedNode(f"{graph}/.well-known/genid/{term.value}")
    return term
