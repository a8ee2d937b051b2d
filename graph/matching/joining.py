"""What was found, and the address that each thing keeps."""

from dataclasses import dataclass, field

from graph.matching.addresses import rank
from graph.matching.clusters import Clusters, Differ, groups
from graph.matching.verdicts import Match


@dataclass(slots=True)
class Matches:
    """Pairs that are one or may be, and from each address that gives way the one that stays."""

    pairs: list[Match] = field(default_factory=list)
    canonical: dict[str, str] = field(default_factory=dict)


def joined(found: list[Match], differ: Differ, set_apart: Differ) -> Matches:
    """Join the pairs that are one; those that would join what differs become unsure.

    ``differ`` tells what sources and evidence keep apart, ``set_apart`` what people do.
    """
    clusters = Clusters()
    same = [match for match in found if match.outcome == "same"]
    clusters.add((m.pair for m in same if m.decision), set_apart)

    def either(one: str, other: str) -> bool:
        return set_apart(one, other) or differ(one, other)

    clusters.add((m.pair for m in same if not m.decision and m.has_code), either)
    clusters.add((m.pair for m in same if not m.decision and not m.has_code), either)
    checked = [_checked(match, clusters) for match in found]
    canonical: dict[str, str] = {}
    for members in groups(clusters.accepted):
        stays = min(members, key=rank)
        canonical |= {iri: stays for iri in members if iri != stays}
    return Matches(checked, canonical)


def _checked(match: Match, clusters: Clusters) -> Match:
    if match.pair in clusters.refused:
        return match._replace(outcome="unsure", score=min(match.score, 0.5))
    return match
