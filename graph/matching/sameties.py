"""Ties that are one, and the keys of twinnings once their parties have theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.identity import Namer, Ref, twinning_key
from graph.matching.decisions import Decisions, as_mapping, decided
from graph.matching.evidence import score
from graph.matching.joining import Matches, joined
from graph.matching.ties import TieNode, TiePair, contradict, tie_pairs
from graph.matching.verdicts import Match

Nodes = Mapping[str, TieNode]


def same_ties(
    told: Iterable[TieNode], canonical: Mapping[str, str], decisions: Decisions, namer: Namer
) -> Matches:
    """Return the ties of different sources that are one, or may be.

    Twinnings first get the keys that their parties now have, so that most meet by key alone.
    """
    nodes = {node.iri: node for node in told}
    keyed = _rekeyed(nodes.values(), canonical, namer)
    known = {new: new for new in nodes.keys() - keyed.keys()}
    for old, new in keyed.items():
        node = nodes.pop(old)
        nodes.setdefault(new, TieNode(new, node.term)).absorb(node)
    decisions = _moved(decisions, keyed)
    found = [_match(pair, decisions) for pair in _pairs(nodes, canonical, decisions)]
    matches = joined(
        sorted(set(found)),
        lambda one, other: _differ(nodes[one], nodes[other], decisions),
        lambda one, other: decided(decisions, one, other) == "different",
    )
    stays = {old: matches.canonical.get(new, new) for old, new in keyed.items()}
    names = {new: old for old, new in sorted(keyed.items(), reverse=True)} | known
    return Matches([_named(pair, names) for pair in matches.pairs], matches.canonical | stays)


def _pairs(nodes: Nodes, canonical: Mapping[str, str], decisions: Decisions) -> Iterable[TiePair]:
    """Return the pairs to be looked at: those of a person too, whatever they have in common.

    Where a pair is found twice, doubt stands.
    """
    found: dict[tuple[str, str], TiePair] = {}
    for pair in tie_pairs([*nodes.values()], canonical):
        key = pair.one.iri, pair.other.iri
        found[key] = max(found.get(key, pair), pair, key=lambda one: (one.outcome, one.reasons))
    for one, other in decisions:
        if one in nodes and other in nodes:
            found.setdefault((one, other), TiePair(nodes[one], nodes[other], "unsure", ()))
    return found.values()


def _differ(one: TieNode, other: TieNode, decisions: Decisions) -> bool:
    if decided(decisions, one.iri, other.iri) == "same":
        return False
    return bool(one.sources & other.sources) or contradict(one, other)


def _moved(decisions: Decisions, keyed: Mapping[str, str]) -> Decisions:
    """Return the decisions by the keys that twinnings now have."""
    found = []
    for decision in decisions.values():
        one, other = sorted(keyed.get(iri, iri) for iri in decision.pair)
        found.append(replace(decision, one=one, other=other))
    return as_mapping(one for one in found if one.one != one.other)


def _named(match: Match, names: Mapping[str, str]) -> Match:
    """Return the pair by addresses that a source uses: people look things up by them."""
    one, other = sorted(names[iri] for iri in match.pair)
    return match._replace(one=one, other=other)


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
