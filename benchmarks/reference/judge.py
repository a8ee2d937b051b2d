"""What is true of two nodes, and how well a matcher told it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import Any

from benchmarks.reference.scenario import Point, Scenario, Truth

FAR_KM = 25
"""Two municipalities whose centres are farther apart than this are not the same."""
CLOSE_KM = 10
"""Coordinates that both sides show tell homonyms apart from this distance on."""
Z = 1.959964
MOST_HOMONYMS = 60
Pair = tuple[str, str]


def same(one: Truth, other: Truth) -> bool | None:
    """Tell whether two nodes are the same thing; None where that is not known or doubtful."""
    shared = one.identifiers & other.identifiers
    schemes = _schemes(one) & _schemes(other)
    agreeing = {identifier.partition(":")[0] for identifier in shared}
    if schemes:
        doubtful = agreeing or _one_place(one, other)
        return True if schemes == agreeing else None if doubtful else False
    if one.country and other.country and one.country != other.country:
        return None if _one_place(one, other) else False  # a code overseas, and the whole country
    if one.level == other.level == "municipality" and one.point and other.point:
        return False if kilometres(one.point, other.point) > FAR_KM else None
    return None


def _one_place(one: Truth, other: Truth) -> bool:
    """Tell whether two ids may be one town's: GeoNames numbers a place and its area apart."""
    near = one.point and other.point and kilometres(one.point, other.point) <= FAR_KM
    return bool(near) and not set(one.folded).isdisjoint(other.folded)


def _schemes(truth: Truth) -> set[str]:
    return {identifier.partition(":")[0] for identifier in truth.identifiers}


def kilometres(one: Point, other: Point) -> float:
    """Return the distance over the ground, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = (map(math.radians, point) for point in (one, other))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson's score); (0, 1) where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, weight = hits / total, Z * Z / total
    middle = share + weight / 2
    spread = Z * math.sqrt(share * (1 - share) / total + weight / (4 * total))
    return max(0.0, (middle - spread) / (1 + weight)), min(1.0, (middle + spread) / (1 + weight))


def half(one: Truth, other: Truth) -> str:
    """Return the half that a pair is in: by its identifiers, so it never moves."""
    identity = min(one.identifiers & other.identifiers or one.identifiers | other.identifiers)
    return "tuning" if sha256(identity.encode()).digest()[0] % 2 else "held-back"


def ordered(one: str, other: str) -> Pair:
    """Return a pair in its one order."""
    return (one, other) if one < other else (other, one)


def true_pairs(scenario: Scenario) -> Iterator[Pair]:
    """Yield every pair of nodes, of two sources, that are the same thing."""
    by_identifier: dict[str, list[str]] = defaultdict(list)
    for path, truth in scenario.truths.items():
        for identifier in truth.identifiers:
            by_identifier[identifier].append(path)
    seen: set[Pair] = set()
    for paths in by_identifier.values():
        for pair in (ordered(*pair) for pair in combinations(paths, 2)):
            one, other = (scenario.truths[path] for path in pair)
            counts = one.source != other.source and scenario.anchor in {
                "",
                one.source,
                other.source,
            }
            if counts and pair not in seen and same(one, other):
                seen.add(pair)
                yield pair


def homonyms(scenario: Scenario) -> set[Pair]:
    """Return pairs that bear one name, or are a whole and its part, and are not the same."""
    pairs = {ordered(*pair) for pair in scenario.related}
    for paths in scenario.by_name.values():
        pairs |= {ordered(*pair) for pair in combinations(sorted(paths)[:MOST_HOMONYMS], 2)}
    return {pair for pair in pairs if same(*(scenario.truths[path] for path in pair)) is False}


@dataclass
class Verdict:
    """What a matcher said of the nodes of a scenario."""

    merged: set[Pair]
    unsure: set[Pair]


def verdict(matches: Any, scenario: Scenario) -> Verdict:
    """Return what was merged, taken to its end: a is b and b is c makes a and c one node."""
    clusters: dict[str, set[str]] = defaultdict(set)
    for path, canonical in matches.canonical.items():
        clusters[canonical] |= {path, canonical}
    merged = {pair for nodes in clusters.values() for pair in _known(nodes, scenario)}
    unsure = {ordered(m.one, m.other) for m in matches.pairs if m.outcome == "unsure"}
    return Verdict(merged, unsure - merged)


def _known(nodes: Iterable[str], scenario: Scenario) -> Iterator[Pair]:
    return combinations(sorted(node for node in nodes if node in scenario.truths), 2)
