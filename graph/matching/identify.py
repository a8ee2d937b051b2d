"""One identity for each actor and each tie, over all sources of a graph."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.identity import Namer
from graph.matching.addresses import Addresses
from graph.matching.decisions import Decisions, as_mapping, decided
from graph.matching.evidence import Reason, weigh
from graph.matching.joining import Matches, joined
from graph.matching.nodes import Node, actors
from graph.matching.pairs import pairs
from graph.matching.read import Described, described
from graph.matching.sameties import rekeyed, same_ties
from graph.matching.ties import tie_nodes
from graph.matching.verdicts import Match, Weighed, verdicts, weighed

AGAINST = -6.0
"""A reason of this weight keeps two apart, whatever speaks for a third."""
Told = list[tuple[str, Described]]


def identify(
    base: str, sources: Mapping[str, Iterable[bytes]], decisions: Decisions | None = None
) -> Matches:
    """Compare everything that different sources describe; lines are sorted N-Quads.

    The result holds addresses below ``<base>id/``, and whole IRIs of others. It does not depend on
    the order of the sources.
    """
    names = Addresses(base)
    known = _whole(names, decisions or {})
    things = [(slug, thing) for slug in sorted(sources) for thing in described(sources[slug], base)]
    found = _actors(things, known)
    ties = tie_nodes(things)
    for is_membership in (False, True):  # what a membership is of comes first
        told = [tie for tie in ties.values() if (tie.term == "Membership") is is_membership]
        more = same_ties(told, found.canonical, known)
        found.pairs += more.pairs
        found.canonical |= more.canonical
        found.canonical |= rekeyed(told, found.canonical, Namer(base))
    return _short(names, found)


def _actors(things: Told, decisions: Decisions) -> Matches:
    nodes = actors(things)
    candidates = {one.key: one for one in weighed(pairs(nodes))}
    for one, other in decisions:
        if one in nodes and other in nodes and nodes[one].kind == nodes[other].kind:
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
    return bool(told_apart) or any(reason.weight <= AGAINST for reason in weigh(one, other))


def _whole(names: Addresses, decisions: Decisions) -> Decisions:
    return as_mapping(
        replace(one, one=names.whole(one.one), other=names.whole(one.other))
        for one in decisions.values()
    )


def _short(names: Addresses, found: Matches) -> Matches:
    short = names.short
    pairs_ = [m._replace(one=short(m.one), other=short(m.other), reasons=_details(m, names)) for m in found.pairs]
    return Matches(pairs_, {short(old): short(new) for old, new in sorted(found.canonical.items())})


def _details(match: Match, names: Addresses) -> tuple[Reason, ...]:
    return tuple(reason._replace(detail=names.short(reason.detail)) for reason in match.reasons)
