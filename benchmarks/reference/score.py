"""Counts of what a matcher got right, by kind of pair and in all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.reference.evidence import DECIDABLE, decidability
from benchmarks.reference.judge import (
    Pair,
    Verdict,
    half,
    homonyms,
    same,
    true_pairs,
    wilson,
)
from benchmarks.reference.scenario import Scenario

Kind = tuple[str, str, str]
"""Two sources, and whether the evidence decides."""


@dataclass
class Count:
    """One kind of pair."""

    pairs: int = 0
    merged: int = 0
    unsure: int = 0
    false: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.pairs + other.pairs,
            self.merged + other.merged,
            self.unsure + other.unsure,
            self.false + other.false,
        )

    @property
    def recall(self) -> tuple[float, float, float]:
        """The share of the true pairs that were merged, and its interval."""
        return _share(self.merged, self.pairs)

    @property
    def precision(self) -> tuple[float, float, float]:
        """The share of the merged pairs that are true, and its interval."""
        return _share(self.merged, self.merged + self.false)


def _share(hits: int, total: int) -> tuple[float, float, float]:
    return (hits / total if total else 1.0, *wilson(hits, total))


@dataclass
class Reference:
    """The pairs of one scenario that one half judges by."""

    scenario: Scenario
    half: str
    kinds: Mapping[Pair, Kind]
    hard: set[Pair]


@dataclass
class Score:
    """What one matcher made of one scenario."""

    kinds: dict[Kind, Count] = field(default_factory=lambda: defaultdict(Count))
    wrong: list[Pair] = field(default_factory=list)
    missed: list[Pair] = field(default_factory=list)
    hard_merged: int = 0
    seconds: float = 0.0


def reference(scenario: Scenario, chosen: str) -> Reference:
    """Return the pairs of one half."""
    kinds = {}
    for pair in _of_half(true_pairs(scenario), scenario, chosen):
        one, other = (scenario.truths[path] for path in pair)
        names = sorted((one.source, other.source))
        kinds[pair] = (names[0], names[1], decidability(one, other, scenario))
    return Reference(scenario, chosen, kinds, set(_of_half(homonyms(scenario), scenario, chosen)))


def _of_half(pairs: Iterable[Pair], scenario: Scenario, chosen: str) -> Iterable[Pair]:
    truths = scenario.truths
    for pair in pairs:
        if _identified(pair, scenario) and half(*(truths[path] for path in pair)) == chosen:
            yield pair


def _identified(pair: Pair, scenario: Scenario) -> bool:
    return any(scenario.truths[path].identifiers for path in pair)


def score(verdict: Verdict, known: Reference, seconds: float) -> Score:
    """Count what is true and what is false; pairs of which nothing is known count nowhere."""
    result = Score(seconds=seconds)
    for pair, kind in known.kinds.items():
        count = result.kinds[kind]
        count.pairs += 1
        count.merged += pair in verdict.merged
        count.unsure += pair in verdict.unsure
        if pair not in verdict.merged:
            result.missed.append(pair)
    for pair in _of_half(verdict.merged, known.scenario, known.half):
        one, other = (known.scenario.truths[path] for path in pair)
        if same(one, other) is False:
            names = sorted((one.source, other.source))
            result.kinds[names[0], names[1], DECIDABLE].false += 1
            result.wrong.append(pair)
            result.hard_merged += pair in known.hard
    result.wrong.sort()
    return result


def totals(scores: Iterable[Score]) -> tuple[Count, Count]:
    """Return the sums over decidable pairs and over all; each false merge is in both."""
    sums: dict[bool, Count] = {True: Count(), False: Count()}
    for each in scores:
        for kind, count in each.kinds.items():
            sums[kind[2] == DECIDABLE] += count
    return sums[True], sums[True] + sums[False]
