"""The pairs of one version, in the order in which a person looks at them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from anyascii import anyascii

from graph.matching import Decision, Decisions, Match
from graph.matching.addresses import is_whole
from graph.matching.clusters import groups
from graph.matching.names import forms
from graph.review.originals import Originals
from graph.store import GraphFolder, Manifest

SHOWN = ("open", "later", "joined", "apart")
"""What a list shows: what nobody decided yet, what was put off, what is one, what is not."""
WORDS = re.compile(r"[a-z0-9]+")
KINDS = ("territory", "institution", "tie", "other")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are asked for; an empty condition takes all."""

    shown: str = "open"
    kind: str = ""
    source: str = ""
    words: str = ""
    thing: str = ""
    """A short address: pairs in which it stands, or another of its addresses."""
    decided: bool = False
    """Of those that are one, only what a person decided."""


@dataclass
class Candidates:
    """All pairs of one version."""

    folder: GraphFolder
    manifest: Manifest
    pairs: Sequence[Match] = field(init=False)

    def __post_init__(self) -> None:
        self.pairs = self.folder.matches(self.manifest)

    @cached_property
    def originals(self) -> Originals:
        """What the sources said of each address."""
        return Originals(self.folder, self.manifest)

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """For each address that is one with others, all of them."""
        same = [match.pair for match in self.pairs if match.outcome == "same"]
        return {one: tuple(members) for members in groups(same) for one in members}

    @cached_property
    def lists(self) -> dict[str, list[Match]]:
        """The pairs of each list: unsure ones best first, joined ones the least sure first."""
        found: dict[str, list[Match]] = {shown: [] for shown in SHOWN}
        for match in self.pairs:
            if shown := self._list(match):
                found[shown].append(match)
        for shown, members in found.items():
            sign = 1 if shown == "joined" else -1
            members.sort(key=lambda match: (sign * match.score, match.pair))
        return found

    def select(self, wanted: Wanted) -> list[Match]:
        """Return the pairs that are asked for, in their order."""
        words = _bare(wanted.words).split()
        return [
            match
            for match in self.lists.get(wanted.shown, [])
            if wanted.kind in ("", kind_of(match))
            and (not wanted.decided or match.decision)
            and (not wanted.thing or not self.members(wanted.thing).isdisjoint(match.pair))
            and (not wanted.source or self._is_of(match, wanted.source))
            and (not words or self._has(match, words))
        ]

    def members(self, address: str) -> frozenset[str]:
        """Return all addresses of a thing."""
        return frozenset(self.groups.get(address, (address,)))

    @cached_property
    def decisions(self) -> Decisions:
        """What people decided, by pair."""
        return self.folder.decisions(self.manifest)

    def decision(self, match: Match) -> Decision | None:
        """Return what a person decided of a pair."""
        return self.decisions.get((min(match.pair), max(match.pair)))

    def of(self, address: str) -> Iterator[Match]:
        """Yield the pairs in which an address stands."""
        yield from self._by_address.get(address, ())

    @cached_property
    def _by_address(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self.pairs:
            for address in match.pair:
                found.setdefault(address, []).append(match)
        return found

    def _list(self, match: Match) -> str:
        if match.outcome == "same":
            return "joined"
        if match.outcome == "different":
            return "apart" if match.decision == "different" else ""
        is_one = match.other in self.groups.get(match.one, ())  # by way of others
        return "" if is_one else "later" if match.decision == "later" else "open"

    def _is_of(self, match: Match, source: str) -> bool:
        return any(self.originals.is_of(address, source) for address in match.pair)

    def _has(self, match: Match, words: Sequence[str]) -> bool:
        told = self._searched(match)
        return all(f" {word}" in told for word in words)

    def _searched(self, match: Match) -> str:
        """Return all names, codes and addresses of both, as one text of bare words."""
        parts: list[str] = []
        for address in match.pair:
            told = self.originals.told(address)
            for one in (told, *map(self.originals.told, told.parties[:8])):
                parts += [f"{name} {forms(name).full}" for name, _ in one.names]
                parts += [*one.codes, one.iri.rpartition("/")[2]]
        return f" {_bare(' '.join(parts))}"


def _bare(text: str) -> str:
    """Return the words of a text without case, accents and marks."""
    return " ".join(WORDS.findall(anyascii(text).casefold()))


def kind_of(match: Match) -> str:
    """Return what sort of thing a pair is: one of KINDS."""
    if any(reason.code == "same-parties" for reason in match.reasons):
        return "tie"
    segments = {address.partition("/")[0] for address in match.pair if not is_whole(address)}
    return next((kind for kind in KINDS if kind in segments), "other" if not segments else "tie")
