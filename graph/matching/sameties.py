"""Ties that are one, and the keys of twinnings once their parties have theirs."""

from collections.abc import Iterable, Mapping

from graph.identity import Namer, Ref, twinning_key
from graph.matching.decisions import Decisions, decided
from graph.matching.evidence import score
from graph.matching.joining import Matches, joined
from graph.matching.ties import TieNode, tie_pairs
from graph.matching.verdicts import Match


def same_ties(
    told: Iterable[TieNode], canonical: Mapping[str, str], decisions: Decisions
) -> Matches:
    """Return the ties of different sources that are one, or may be."""
    nodes = {node.iri: node for node in told}
    found = []
    for pair in tie_pairs(nodes.values(), canonical):
        key = pair.one.iri, pair.other.iri
        decision = decided(decisions, *key)
        outcome = decision if decision in {"same", "different"} else pair.outcome
        weight = sum(reason.weight for reason in pair.reasons)
        found.append(Match(*key, outcome, round(score(weight), 3), pair.reasons, decision))
    return joined(
        sorted(set(found)),
        lambda one, other: bool(nodes[one].sources & nodes[other].sources),
        lambda one, other: decided(decisions, one, other) == "different",
    )


def rekeyed(
    told: Iterable[TieNode], canonical: Mapping[str, str], namer: Namer
) -> dict[str, str]:
    """Return the new addresses of twinnings that are named by parties whose address gave way."""
    found = {}
    for node in told:
        if node.term == "Twinning" and node.iri not in canonical and len(node.parties) > 1:
            old, new = _address(node.parties, namer), _address(
                {canonical.get(iri, iri) for iri in node.parties}, namer
            )
            if node.iri == old != new:
                found[node.iri] = new
    return found


def _address(parties: Iterable[str], namer: Namer) -> str:
    keys = (iri.rpartition("/")[2] for iri in parties)
    return namer.thing(Ref("twinning", twinning_key(keys)))
