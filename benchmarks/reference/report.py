"""The tables that the benchmark prints."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.reference.evidence import DECIDABLE
from benchmarks.reference.judge import Pair, kilometres
from benchmarks.reference.scenario import Scenario
from benchmarks.reference.score import Count, Reference, Score, totals
from tests.traps import Trap

COLUMNS = "  pairs  merged  unsure   recall          95 %  false  precision          95 %"
LEFT = 54
PRECISION, RECALL = 0.98, 0.90
"""What the matcher has to reach."""


def heading(known: Reference) -> None:
    """Say what a scenario holds."""
    scenario, kinds = known.scenario, Counter(kind[2] for kind in known.kinds.values())
    pairs = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    print(f"\n# {scenario.name} ({known.half})")
    print(f"{len(scenario.truths):,} things of known truth in {len(scenario.sources)} sources")
    print(f"true pairs: {pairs}")
    print(f"pairs near in name that differ: {len(known.hard):,}", flush=True)


def table(matcher: str, score: Score) -> None:
    """Print a matcher's counts by kind of pair."""
    print(f"\n{f'{matcher} ({score.seconds:.1f} s)':{LEFT}}{COLUMNS}")
    for (one, other, decides), count in sorted(score.kinds.items()):
        kind = f"{one} = {other}" + ("" if decides == DECIDABLE else f" ({decides})")
        print(_row(kind, count))
    print(
        f"{'of the pairs of one name that differ, merged':{LEFT}}{score.hard_merged:7,}", flush=True
    )


def _row(kind: str, count: Count) -> str:
    return (
        f"{kind[: LEFT - 1]:{LEFT}}{count.pairs:7,}{count.merged:8,}{count.unsure:8,}"
        f"{_share(count.recall)}{count.false:7,}  {_share(count.precision)}"
    )


def _share(values: tuple[float, float, float]) -> str:
    share, low, high = values
    return f"{share:9.4f}{f'{low:.3f}-{high:.3f}':>14}"


def faults(score: Score, scenario: Scenario, most: int) -> None:
    """List wrong merges, and decidable pairs that were missed."""
    for title, pairs in (("wrong", score.wrong), ("missed", score.missed)):
        print(f"\n{title}: {len(pairs):,}" + (f", {most} of them" if len(pairs) > most else ""))
        step = max(1, len(pairs) // most) if most else 1
        for pair in pairs[::step][:most]:
            print("  " + _told(pair, scenario))


def _told(pair: Pair, scenario: Scenario) -> str:
    one, other = (scenario.truths[path] for path in pair)
    parts = (
        f"{path} {' | '.join(truth.names[:3])} [{truth.area or truth.country}]"
        for path, truth in zip(pair, (one, other), strict=True)
    )
    far = f"  {kilometres(one.point, other.point):.0f} km" if one.point and other.point else ""
    return "  =  ".join(parts) + far


def sums(scores: Mapping[str, Sequence[Score]], half: str) -> None:
    """Print the sums of each matcher over all scenarios, and whether the aim is reached."""
    print(f"\n# All scenarios ({half})\n{'':{LEFT}}{COLUMNS}")
    for matcher, each in scores.items():
        decidable, everything = totals(each)
        seconds = sum(score.seconds for score in each)
        print(_row(f"{matcher}, pairs that the evidence decides", decidable))
        print(_row(f"{matcher}, all pairs ({seconds:.0f} s)", everything))
    print(f"\nThe aim: precision at least {PRECISION}, recall at least {RECALL}.")


def traps(matcher: str, told: Sequence[tuple[Trap, str, bool]]) -> None:
    """Print how many traps were told right, and which were merged that are not the same."""
    right = sum(outcome == trap.expected for trap, outcome, _ in told)
    wrong = [trap.name for trap, _, merged in told if merged and trap.expected != "same"]
    print(f"\n{matcher}: {right} of {len(told)} traps told right, {len(wrong)} merged wrongly")
    print("".join(f"  {name}\n" for name in wrong), end="")
