"""How to cite what a page tells: ready to copy, the same on every day."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.engine import session
from webapp.rows import Value
from webapp.views.proofs import Proof
from webapp.views.sources import Source, sources


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a citation names it."""

    title: Value
    publisher: str
    issued: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation holds: a name, who says so, from which version, under which address."""

    name: str
    sources: Sequence[Cited]
    version: int
    address: str


def citation(name: str, address: str, proofs: Sequence[Proof]) -> Citation:
    """Return how to cite what the proofs support."""
    told = {proof.source.iri for proof in proofs if proof.source}
    found = [_cited(one) for one in sources() if one.entry.graph in told]
    return Citation(name, found, session().version, address)


def source_citation(source: Source) -> Citation:
    """Return how to cite a source as it stands in this graph."""
    return Citation("", [_cited(source)], session().version, source.entry.graph)


def _cited(source: Source) -> Cited:
    title = Value(source.title, "literal", source.title_language)
    return Cited(title, source.publisher, source.issued)
