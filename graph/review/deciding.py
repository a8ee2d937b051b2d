"""Decisions before they are written: about things that exist, and without contradiction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import networkx as nx

from graph.errors import AccordiaError
from graph.matching import Decision, Decisions, as_mapping
from graph.matching.decisions import read_decisions, write_decisions
from graph.review.candidates import Candidates
from graph.review.originals import Originals


class UnknownThing(AccordiaError):
    """An address that no loaded source describes."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"No source that is loaded describes {address}.")


class ItselfAgain(AccordiaError):
    """A thing that would be compared with itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} is named twice: a decision is about two things.")


class Contradiction(AccordiaError):
    """Two things that decisions make one and keep apart at the same time."""

    def __init__(self, one: str, other: str, through: Collection[str]) -> None:
        self.one, self.other, self.through = one, other, tuple(through)
        way = f"by way of {', '.join(through)}" if through else "directly"
        super().__init__(
            f"{one} and {other} cannot be different: decisions make them the same {way}."
        )


def known(originals: Originals, address: str) -> str:
    """Return the short address of a thing. Raises UnknownThing."""
    short = originals.addresses.short(address.strip().removeprefix("id/"))
    if not short or any(character in short for character in '<> "\n') or (
        not originals.sources(short)
    ):  # fmt: skip
        raise UnknownThing(address)
    return short


def ordered(decision: Decision) -> Decision:
    """Return the decision with the smaller address first. Raises ItselfAgain."""
    if decision.one == decision.other:
        raise ItselfAgain(decision.one)
    one, other = sorted(decision.pair)
    by, note = (" ".join(words.split()) for words in (decision.by, decision.note))
    return replace(decision, one=one, other=other, by=by, note=note)


def checked(decisions: Iterable[Decision], standing: Decisions) -> list[Decision]:
    """Return the decisions, ready to be written beside those that stand.

    Raises Contradiction, ItselfAgain; BadDecision where a table could not hold one.
    """
    new = [ordered(decision) for decision in decisions]
    read_decisions(write_decisions(one for one in new if one.decision), "decisions")
    after = {**standing, **as_mapping(new)}
    _without_contradiction(after)
    return new


def _without_contradiction(decisions: Mapping[tuple[str, str], Decision]) -> None:
    same: nx.Graph[str] = nx.Graph()
    same.add_edges_from(pair for pair, one in decisions.items() if one.decision == "same")
    for (one, other), decision in sorted(decisions.items()):
        if decision.decision == "different" and one in same and other in same:
            if not nx.has_path(same, one, other):
                continue
            path = nx.shortest_path(same, one, other)
            raise Contradiction(one, other, path[1:-1])


def without_effect(candidates: Candidates, decisions: Iterable[Decision]) -> list[Decision]:
    """Return those whose two things are not one although a person said so, nor apart."""
    return [one for one in decisions if not _has_effect(candidates, one)]


def _has_effect(candidates: Candidates, decision: Decision) -> bool:
    one, other = decision.pair
    if decision.decision == "same":
        return other in candidates.groups.get(one, ())
    if decision.decision == "different":
        return other not in candidates.groups.get(one, ())
    return True
