"""What supports a thing: quotes and rows, with the source that has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.labels import Labels, labels
from webapp.rows import Value, iri_terms, rows
from webapp.views.nodes import Link, Node, describe, linked, titled

SUPPORTING = """
SELECT ?thing ?evidence WHERE {{
  VALUES ?thing {{ {things} }}
  ?evidence acc:supports ?thing
}} ORDER BY ?evidence"""

STANCES = ("asserted", "planned", "denied", "inferred")
"""From the stance that decides to the one that decides least (DESIGN, rule 3)."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence."""

    iri: str
    supports: str
    stance: str
    source: Link | None
    quote: Value | None
    row: str
    proves: Sequence[Link]


def proofs_of(iris: Iterable[str]) -> dict[str, list[Proof]]:
    """Return the evidence of each thing: what proves all of it first."""
    found: dict[str, list[Proof]] = {iri: [] for iri in iris}
    if found:
        pairs = rows(SUPPORTING.format(things=iri_terms(found)))
        for proof in proofs(row["evidence"].value for row in pairs):
            found.get(proof.supports, []).append(proof)
    return found


def proofs(evidence: Iterable[str]) -> list[Proof]:
    """Return pieces of evidence by their own addresses, in the order of reading."""
    nodes = describe(evidence)
    named = labels({iri for node in nodes.values() for iri in node.iris("proves")})
    found = titled(iri for node in nodes.values() for iri in node.iris("source"))
    sources = {source.iri: source for source in found}
    return sorted((_proof(node, named, sources) for node in nodes.values()), key=_reading_order)


def stance_of(evidence: Sequence[Proof]) -> str:
    """Return the stance that decides among those of the evidence, "" without evidence."""
    stances = {proof.stance for proof in evidence if not proof.proves} or {
        proof.stance for proof in evidence
    }
    return next((stance for stance in STANCES if stance in stances), "")


def _proof(node: Node, named: Labels, sources: Mapping[str, Link]) -> Proof:
    row = node.first("row")
    return Proof(
        iri=node.iri,
        supports=next(iter(node.iris("supports")), ""),
        stance=node.slug("stance"),
        source=next((sources[iri] for iri in node.iris("source")), None),
        quote=node.first("quote"),
        row=row.value if row else "",
        proves=linked(node.iris("proves"), named),
    )


def _reading_order(proof: Proof) -> tuple[object, ...]:
    """Sort what proves the whole thing first, and the quote that says most before the others."""
    quote = proof.quote.value if proof.quote else ""
    return (bool(proof.proves), -len(quote), quote, proof.row.zfill(9), proof.iri)
