"""One identity for each actor and each tie, over all sources of a graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.collection import uncollected
from graph.identity import Namer
from graph.matching.addresses import Addresses
from graph.matching.decisions import Decisions, as_mapping, decided
from graph.matching.evidence import weigh
from graph.matching.joining import Matches, joined
from graph.matching.nodes import Node, Nodes
from graph.matching.pairs import pairs
from graph.matching.preferred import Authorities, Name, Preferred
from graph.matching.read import described
from graph.matching.reason import Reason
from graph.matching.sameties import same_ties
from graph.matching.ties import TieNodes
from graph.matching.verdicts import Weighed, has_code, verdicts, weighed

AGAINST = -6.0
"""A reason of this weight keeps two apart, whatever speaks for a third."""


@dataclass(slots=True)
class Identities(Matches):
    """What is one over all sources. Addresses are those below ``<base>id/``, others are whole."""

    second: dict[str, set[Name]] = field(default_factory=dict)
    """By source, preferred names of things that have a better one."""
    merged: Counter[str] = field(default_factory=Counter)
    """By source, how many of its things others describe under another address."""
    unsure: Counter[str] = field(default_factory=Counter)
    """By source, how many of its things may be those of others."""


@uncollected()
def identify(
    base: str,
    sources: Mapping[str, Iterable[bytes]],
    decisions: Decisions | None = None,
    authorities: Authorities | None = None,
) -> Identities:
    """Compare everything that different sources describe; lines are sorted N-Quads.

    The result does not depend on the order of the sources.
    """
    addresses = Addresses(base)
    known = _whole(addresses, decisions or {})
    actors, ties, preferred = Nodes(), TieNodes(), Preferred(authorities or {})
    for slug in sorted(sources):
        for thing in described(sources[slug], base):
            for collector in (actors, ties, preferred):
                collector.add(thing, slug)
    found = _actors(actors.placed(), known)
    for told in (ties.others, ties.memberships):  # what a membership is of comes first
        more = same_ties(told, found.canonical, known, Namer(base))
        found.pairs += more.pairs
        found.canonical |= more.canonical
    result = _short(addresses, found, preferred.second(found.canonical))
    _count(result, found, (*actors.told(), *ties.told()))
    return result


def _actors(nodes: Mapping[str, Node], decisions: Decisions) -> Matches:
    """Compare territories, then institutions, which lie in them: by then each place is one."""
    territories = {iri: node for iri, node in nodes.items() if node.kind == "territory"}
    institutions = {iri: node for iri, node in nodes.items() if node.kind != "territory"}
    found = _of_one_kind(territories, decisions)
    for node in institutions.values():
        node.move(found.canonical)
    more = _of_one_kind(institutions, decisions)
    return Matches(found.pairs + more.pairs, found.canonical | more.canonical)


def _of_one_kind(nodes: Mapping[str, Node], decisions: Decisions) -> Matches:
    candidates = {one.key: one for one in weighed(pairs(nodes))}
    for one, other in decisions:
        if one in nodes and other in nodes:
            pair = nodes[one], nodes[other]
            candidates.setdefault((one, other), Weighed(pair, weigh(*pair)))
    return joined(
        verdicts(candidates.values(), decisions),
        lambda one, other: _differ(nodes[one], nodes[other], decisions),
        lambda one, other: decided(decisions, one, other) == "different",
    )


def _differ(one: Node, other: Node, decisions: Decisions) -> bool:
    if decided(decisions, one.iri, other.iri) == "same":
        return False
    told_apart = one.sources & other.sources
    against = [reason for reason in weigh(one, other) if reason.weight <= AGAINST]
    if has_code(weigh(one, other)):
        against = [reason for reason in against if reason.code == "other-code"]
    return bool(told_apart or against)


def _whole(addresses: Addresses, decisions: Decisions) -> Decisions:
    """Return the decisions by whole IRIs, whose order may be another than that of short ones."""
    found = []
    for decision in decisions.values():
        one, other = sorted(map(addresses.whole, decision.pair))
        found.append(replace(decision, one=one, other=other))
    return as_mapping(found)


def _short(addresses: Addresses, found: Matches, second: dict[str, set[Name]]) -> Identities:
    short = addresses.short
    pairs_ = [
        match._replace(
            one=short(match.one),
            other=short(match.other),
            reasons=tuple(_shortened(reason, addresses) for reason in match.reasons),
        )
        for match in found.pairs
    ]
    canonical = {short(old): short(new) for old, new in sorted(found.canonical.items())}
    return Identities(sorted(pairs_), canonical, second)


def _count(result: Identities, found: Matches, told: Iterable[tuple[str, set[str]]]) -> None:
    doubted = {iri for match in found.pairs if match.outcome == "unsure" for iri in match.pair}
    groups: defaultdict[str, list[set[str]]] = defaultdict(list)
    for iri, sources in told:
        groups[found.canonical.get(iri, iri)].append(sources)
        if iri in doubted:
            result.unsure.update(sources)
    for members in groups.values():
        for sources in members if len(members) > 1 else ():
            result.merged.update(sources)


def _shortened(reason: Reason, addresses: Addresses) -> Reason:
    return reason._replace(detail=addresses.short(reason.detail))
