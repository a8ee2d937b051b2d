"""The report of a source whose triples are at hand: a fact file, the reference, RDF."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from pyoxigraph import NamedNode, Quad

from graph.namespaces import expand
from graph.store import LoadReport
from ontology import ACC, vocabulary

TYPE = NamedNode(expand("rdf:type"))
DATE = NamedNode(expand("date"))
OF = NamedNode(expand("of"))
PARTIES = frozenset(NamedNode(expand(name)) for name in ("party", "lead", "host", "member"))


def counted(
    kind: Literal["facts", "rdf"],
    quads: Iterable[Quad],
    rows: int | None = None,
    left_out: dict[str, int] | None = None,
) -> LoadReport:
    """Return what the triples of a source say of its ties."""
    seen: dict[str, set[object]] = defaultdict(set)
    ties, cooperation = _classes("Tie"), _cooperation()
    for quad in quads:
        if quad.predicate == TYPE and quad.object in ties:
            seen["ties"].add(quad.subject)
            if quad.object in cooperation:
                seen["cooperation"].add(quad.subject)
        elif quad.predicate == DATE:
            seen["dated"].add(quad.subject)
        elif quad.predicate in PARTIES:
            seen["with parties"].add(quad.subject)
        elif quad.predicate == OF:
            seen["with parties"].add(quad.object)
    return LoadReport(
        kind=kind,
        rows=rows,
        left_out=left_out or {},
        undated=len(seen["ties"] - seen["dated"]),
        without_parties=len(seen["cooperation"] - seen["with parties"]),
    )


def _classes(name: str) -> frozenset[NamedNode]:
    return frozenset(NamedNode(ACC + one) for one in vocabulary().descendants(name))


def _cooperation() -> frozenset[NamedNode]:
    return frozenset(NamedNode(ACC + one) for one in vocabulary().cooperation_classes)
