"""One agreement that two sources tell is one tie: same class, same parties, dates that agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from graph.matching.names import forms
from graph.matching.read import Described
from graph.matching.reason import Reason
from ontology import vocabulary

FIRST, LAST = "0001-01-01", "9999-12-31"
FEW = 8
"""Parties of a tie beyond which no source is expected to tell the same without some of them."""
LARGEST = 400
"""Of more ties of the same parties only those that begin on one day are compared, if not more."""
ANY = "agreement"
"""The kind that says no more than the class does."""
LASTING = frozenset({"Twinning", "Membership"})
"""Classes of which two actors have one at a time: a source without a date means that one."""


@dataclass(slots=True, eq=False)
class TieNode:
    """One tie, from all the sources that tell of it."""

    iri: str
    term: str
    """The deepest of its classes."""
    sources: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    days: dict[str, str] = field(default_factory=dict)

    def add(self, thing: Described, source: str) -> None:
        """Take in what one source says."""
        self.sources.add(source)
        self.parties |= thing.parties
        self.of |= thing.of
        self.leads |= thing.leads
        self.kinds |= thing.kinds
        names = (*thing.preferred, *thing.others)
        self.names |= {form for name, _ in names if (form := forms(name).full)}
        for name, day in thing.days.items():
            self.days.setdefault(name, day)

    def absorb(self, other: "TieNode") -> None:
        """Take in another that got the same address."""
        self.sources |= other.sources
        self.parties |= other.parties
        self.of |= other.of
        self.leads |= other.leads
        self.kinds |= other.kinds
        self.names |= other.names
        self.days = other.days | self.days


class TiePair(NamedTuple):
    """Two ties of the same parties, and whether they are one."""

    one: TieNode
    other: TieNode
    outcome: str
    reasons: tuple[Reason, ...]


class TieNodes:
    """Collects the ties from what sources say."""

    def __init__(self) -> None:
        self._nodes: dict[str, TieNode] = {}

    def add(self, thing: Described, source: str) -> None:
        """Take in what one source says."""
        if "Tie" in thing.types:
            term = max(sorted(thing.types), key=_depth)
            self._nodes.setdefault(thing.iri, TieNode(thing.iri, term)).add(thing, source)

    def told(self) -> Iterator[tuple[str, set[str]]]:
        """Yield each address and the sources that describe it."""
        return ((node.iri, node.sources) for node in self._nodes.values())

    @property
    def memberships(self) -> list[TieNode]:
        """Ties of one actor and what it is a member of."""
        return [node for node in self._nodes.values() if node.term == "Membership"]

    @property
    def others(self) -> list[TieNode]:
        """All other ties."""
        return [node for node in self._nodes.values() if node.term != "Membership"]


def _depth(term: str) -> int:
    return len(vocabulary().ancestors(term)) if term in vocabulary().classes else 0


def tie_pairs(nodes: Sequence[TieNode], canonical: Mapping[str, str]) -> Iterator[TiePair]:
    """Yield the pairs of different sources that are one, or may be."""
    blocks: defaultdict[tuple[object, ...], list[TieNode]] = defaultdict(list)
    for node in nodes:
        for signature in _signatures(node, canonical):
            blocks[signature].append(node)
    for block in filter(_is_mixed, blocks.values()):
        for part in _parts(block):
            yield from _compare_all(part)
    yield from _with_more_parties(nodes, canonical)


def _is_mixed(block: Sequence[TieNode]) -> bool:
    """Tell whether two of a block are of different sources: else there is nothing to compare."""
    return any(node.sources != block[0].sources for node in block)


def _parts(block: list[TieNode]) -> list[list[TieNode]]:
    if len(block) <= LARGEST:
        return [block]
    parts: defaultdict[str, list[TieNode]] = defaultdict(list)
    for node in block:
        parts[_when(node)].append(node)
    return [part for part in parts.values() if len(part) <= LARGEST]


def _with_more_parties(nodes: Sequence[TieNode], canonical: Mapping[str, str]) -> Iterator[TiePair]:
    """Yield pairs of one date where one source names parties that the other does not."""
    parties = {node: frozenset(canonical.get(iri, iri) for iri in node.parties) for node in nodes}
    blocks: defaultdict[tuple[str, ...], list[TieNode]] = defaultdict(list)
    for node in nodes:
        if "earliest" in node.days and 1 < len(parties[node]) <= FEW:
            for pair in combinations(sorted(parties[node]), 2):
                blocks[node.term, *pair].append(node)
    seen: set[tuple[str, str]] = set()
    for block in filter(_is_mixed, blocks.values()):
        for one, other in _across(block) if len(block) <= LARGEST else ():
            here, there = parties[one], parties[other]
            is_new = (one.iri, other.iri) not in seen
            if is_new and (here < there or there < here) and _agree(one, other):
                seen.add((one.iri, other.iri))
                names = ", ".join(iri.rpartition("/")[2] for iri in sorted(here ^ there))
                reasons = (Reason("more-parties", names, 6), Reason("same-date", _when(one), 2))
                yield TiePair(one, other, "unsure", reasons)


def _across(block: Iterable[TieNode]) -> Iterator[tuple[TieNode, TieNode]]:
    """Yield the pairs of different sources, the smaller address first."""
    ordered = sorted(block, key=lambda node: node.iri)
    return ((a, b) for a, b in combinations(ordered, 2) if not a.sources & b.sources)


def _agree(one: TieNode, other: TieNode) -> bool:
    return _agreement(one.days, other.days, ("earliest", "latest")) == "agree"


def _kinds(one: TieNode, other: TieNode) -> set[str]:
    """Return the kinds that both may have: an agreement may be told more closely, a treaty."""
    if ANY in one.kinds | other.kinds:
        return one.kinds | other.kinds
    return one.kinds & other.kinds


def _is_bare(one: TieNode, other: TieNode) -> bool:
    """Tell whether both say no more than that the parties are linked, in one way and direction."""
    is_dated = any(node.days for node in (one, other))
    told = one.term == "Tie" and bool(one.kinds & other.kinds) and not is_dated
    return told and one.leads == other.leads


def _when(node: TieNode) -> str:
    return node.days.get("earliest", "")


def _signatures(node: TieNode, canonical: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    parties = frozenset(canonical.get(iri, iri) for iri in node.parties)
    of = frozenset(canonical.get(iri, iri) for iri in node.of)
    if len(parties) > 1 or (parties and of):
        yield node.term, parties, of
    elif not parties and not of and node.days:
        for name in node.names:
            yield node.term, name


def _compare_all(block: list[TieNode]) -> Iterator[TiePair]:
    found = [pair for one, other in _across(block) if (pair := _compare(one, other)) is not None]
    per_node: defaultdict[tuple[str, str], int] = defaultdict(int)
    for pair in found:
        for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
            for source in there.sources:
                per_node[here.iri, source] += 1
    for pair in found:
        yield _doubted(pair, per_node)


def _doubted(pair: TiePair, per_node: Mapping[tuple[str, str], int]) -> TiePair:
    """Several ties of one source that fit: which of them is meant, nobody can tell."""
    counts = (
        per_node[here.iri, source]
        for here, there in ((pair.one, pair.other), (pair.other, pair.one))
        for source in there.sources
    )
    if (most := max(counts)) == 1:
        return pair
    doubt = Reason("namesakes", str(most), -5)
    return pair._replace(outcome="unsure", reasons=(*pair.reasons, doubt))


def contradict(one: TieNode, other: TieNode) -> bool:
    """Tell whether dates or kinds keep two ties apart, also where a third would link them."""
    return _differ_in_dates(one, other) or _differ_in_kinds(one, other)


def _differ_in_dates(one: TieNode, other: TieNode) -> bool:
    bounds = ("earliest", "latest"), ("endEarliest", "endLatest")
    return any(_agreement(one.days, other.days, pair) == "differ" for pair in bounds)


def _differ_in_kinds(one: TieNode, other: TieNode) -> bool:
    return bool(one.kinds and other.kinds and not _kinds(one, other))


def _compare(one: TieNode, other: TieNode) -> TiePair | None:
    """Return the pair with its outcome, None where the two are different."""
    if _differ_in_dates(one, other):
        return None
    begins = _agreement(one.days, other.days, ("earliest", "latest"))
    about = Reason("same-parties", one.term, 8)
    if not (one.parties or other.parties):
        about = Reason("same-name", min(one.names & other.names), 8)
    if _differ_in_kinds(one, other):
        kinds = Reason("other-kind", f"{min(one.kinds)}, {min(other.kinds)}", -2)
        return TiePair(one, other, "unsure", (about, kinds)) if begins == "agree" else None
    if begins == "agree":
        return TiePair(one, other, "same", (about, Reason("same-date", _when(one), 4)))
    if one.term in LASTING or _is_bare(one, other):
        return TiePair(one, other, "same", (about, Reason("no-date", "", 2)))
    return TiePair(one, other, "unsure", (about, Reason("no-date", "", 0)))


def _agreement(one: Mapping[str, str], other: Mapping[str, str], bounds: tuple[str, str]) -> str:
    """Return ``agree``, ``differ`` or ``unknown`` for two dates given by their bounds."""
    first, last = bounds
    if not ({first, last} & one.keys() and {first, last} & other.keys()):
        return "unknown"
    starts = one.get(first, FIRST), other.get(first, FIRST)
    ends = one.get(last, LAST), other.get(last, LAST)
    return "agree" if max(starts) <= min(ends) else "differ"
