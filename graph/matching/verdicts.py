"""Same, different or unsure: the outcome for each pair, rivals and a person's decisions heard."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.matching.decisions import Decisions, decided
from graph.matching.evidence import CERTAIN, SAME, UNSURE, is_founded, score, weigh
from graph.matching.likeness import EQUAL, NAMED
from graph.matching.nodes import Node
from graph.matching.pairs import Pair
from graph.matching.reason import Reason

CALLED = NAMED | {"same-acronym", "same-code"}
LIKE_TIER = 1
"""Of several that are only like a name none is worth a look."""
MARGIN = 3.0
"""Weight by which one candidate must beat the next of the same source."""


class Match(NamedTuple):
    """Two things that were compared, the smaller address first, and what came of it."""

    one: str
    other: str
    outcome: str
    """``same``, ``different`` or ``unsure``."""
    score: float
    reasons: tuple[Reason, ...]
    decision: str = ""
    """What a person said: ``same``, ``different``, ``later``."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two addresses."""
        return self.one, self.other

    @property
    def has_code(self) -> bool:
        """Tell whether a shared code alone decides."""
        return has_code(self.reasons)


@dataclass(slots=True)
class Weighed:
    """A pair and what speaks for and against it."""

    pair: Pair
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """The sum of all evidence."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def tier(self) -> int:
        """How good the best evidence is: a code, a name, something like a name, less."""
        told = {reason.code for reason in self.reasons}
        tiers = (frozenset({"similar-name"}), EQUAL)
        found = max((place for place, codes in enumerate(tiers, 1) if told & codes), default=0)
        return len(tiers) + 1 if has_code(self.reasons) else found

    @property
    def key(self) -> tuple[str, str]:
        """The two addresses."""
        return self.pair[0].iri, self.pair[1].iri


def has_code(reasons: Iterable[Reason]) -> bool:
    """Tell whether one of the reasons is a code that alone decides."""
    return any(reason.code == "same-code" and reason.weight >= CERTAIN for reason in reasons)


def weighed(pairs: Iterable[Pair]) -> Iterator[Weighed]:
    """Yield the pairs that are one, or may be: neighbours without a name in common are not.

    A shared code is told of in any case.
    """
    for pair in pairs:
        one = Weighed(pair, weigh(*pair))
        is_called = any(reason.code in CALLED for reason in one.reasons)
        if (is_called and one.weight >= UNSURE) or has_code(one.reasons):
            yield one


def verdicts(pairs: Iterable[Weighed], decisions: Decisions) -> list[Match]:
    """Return the outcome of each pair, sorted; a decision stands above all evidence."""
    candidates = list(pairs)
    losers = _losers(candidates)
    return sorted(_match(one, losers.get(one.key), decisions) for one in candidates)


def _match(one: Weighed, rival: Reason | None, decisions: Decisions) -> Match:
    reasons = one.reasons
    outcome = "same" if one.weight >= SAME and is_founded(reasons) else "unsure"
    if rival is not None:
        reasons = (*reasons, rival)
        is_lost = rival.code == "better-candidate" or one.tier == LIKE_TIER
        outcome = "different" if is_lost else "unsure"
    decision = decided(decisions, *one.key)
    outcome = decision if decision in {"same", "different"} else outcome
    weight = sum(reason.weight for reason in reasons)
    return Match(*one.key, outcome, round(score(weight), 3), reasons, decision)


def _losers(candidates: Iterable[Weighed]) -> dict[tuple[str, str], Reason]:
    """Return what each pair has against it: another candidate of the source, as good or better."""
    choices: defaultdict[tuple[str, str], list[tuple[Weighed, Node]]] = defaultdict(list)
    for one in candidates:
        for here, there in (one.pair, one.pair[::-1]):
            for source in there.sources:
                choices[here.iri, source].append((one, there))
    found: dict[tuple[str, str], Reason] = {}
    for rivals in choices.values():
        if len(rivals) > 1:
            _compete(rivals, found)
    return found


def _compete(rivals: list[tuple[Weighed, Node]], found: dict[tuple[str, str], Reason]) -> None:
    best, chosen = max(rivals, key=lambda rival: _strength(*rival))
    least = best.weight - MARGIN
    near = [
        one
        for one, there in rivals
        if one.weight > least and one.tier == best.tier and not _lies_in(there, chosen)
    ]
    for one, _ in rivals:
        if one not in near:
            found[one.key] = Reason("better-candidate", _other_end(best, one), -10)
        elif len(near) > 1 and found.get(one.key, _NONE).code != "better-candidate":
            found[one.key] = Reason("namesakes", str(len(near)), -5)


def _strength(one: Weighed, there: Node) -> tuple[int, float, str]:
    return one.tier, one.weight, there.iri


_NONE = Reason("", "", 0)


def _lies_in(node: Node, whole: Node) -> bool:
    """Tell whether a node is a part of another: the part is no rival of the whole."""
    return any(whole.iri in places for places in node.places.values())


def _other_end(best: Weighed, one: Weighed) -> str:
    return next(iri for iri in best.key if iri not in one.key)
