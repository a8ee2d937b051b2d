"""Quads in their one canonical form: sorted, distinct N-Quads lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from graph.namespaces import PREFIXES
from graph.serialization import to_bytes
from ontology import ACC, vocabulary

TYPE = NamedNode(PREFIXES["rdf"] + "type")
_CLASS = re.compile(rf"^<[^>]*> <{re.escape(TYPE.value)}> <{re.escape(ACC)}([^>]*)> ".encode())


def canonical(quads: Iterable[Quad]) -> bytes:
    """Return the quads as sorted distinct lines: the same quads, the same bytes."""
    return canonical_lines(to_bytes(quads, RdfFormat.N_QUADS).decode())


def canonical_lines(text: str) -> bytes:
    """Return N-Quads lines sorted, each once."""
    return b"".join(sorted(set(text.encode().splitlines(keepends=True))))


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
    counts: Counter[str] = Counter()
    with path.open("rb") as file:
        for line in file:
            if match := _CLASS.search(line):
                counts[match[1].decode()] += 1
    return {name: counts[name] for name in sorted(counts) if name in vocabulary().classes}


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
