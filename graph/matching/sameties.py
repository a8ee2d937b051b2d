"""Ties that are one, and the keys of twinnings once their parties have theirs."""

from collections.abc import Iterable, Mapping

from graph.identity import Namer, Ref, twinning_key
from graph.matching.decisions import Decisions, decided
from graph.matching.evidence import score
from graph.matching.joining import Matches, joined
from graph.matching.ties import TieNode, TiePair, tie_pairs
from graph.matching.verdicts import Match


def same_ties(
    told: Iterable[TieNode], canonical: Mapping[str, str], decisions: Decisions, namer: Namer
) -> Matches:
    """Return the ties of different sources that are one, or may be.

    Twinnings first get the keys that their parties now have, so that most meet by key alone.
    """
    nodes = {node.iri: node for node in told}
    keyed = _rekeyed(nodes.values(), canonical, namer)
    for old, new in keyed.items():
        node = nodes.pop(old)
        nodes.setdefault(new, TieNode(new, node.term)).absorb(node)
    found = [_match(pair, decisions) for pair in tie_pairs(list(nodes.values()), canonical)]
    matches = joined(
        sorted(set(found)),
        lambda one, other: bool(nodes[one].sources & nodes[other].sources),
        lambda one, other: decided(decisions, one, other) == "different",
    )
    stays = {old: matches.canonical.get(new, new) for old, new in keyed.items()}
    return Matches(matches.pairs, matches.canonical | stays)


def _match(pair: TiePair, decisions: Decisions) -> Match:
    key = pair.one.iri, pair.other.iri
    decision = decided(decisions, *key)
    outcome = decision if decision in {"same", "different"} else pair.outcome
    weight = sum(reason.weight for reason in pair.reasons)
    return Match(*key, outcome, round(score(weight), 3), pair.reasons, decision)


def _rekeyed(told: Iterable[TieNode], canonical: Mapping[str, str], namer: Namer) -> dict[str, str]:
    """Return the new addresses of twinnings that are named by parties whose address gave way."""
    found = {}
    for node in told:
        if node.term == "Twinning" and len(node.parties) > 1:
            parties = {canonical.get(iri, iri) for iri in node.parties}
            old, new = _address(node.parties, namer), _address(parties, namer)
            if node.iri == old != new and len(parties) > 1:
                found[old] = new
    return found


def _address(parties: Iterable[str], namer: Namer) -> str:
    keys = (iri.rpartition("/")[2] for iri in parties)
    return namer.thing(Ref("twinning", twinning_key(keys)))
