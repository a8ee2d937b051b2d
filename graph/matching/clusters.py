"""From pairs to things: who is one with whom, so that nobody is one with two that differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Edge = tuple[str, str]
Differ = Callable[[str, str], bool]


@dataclass(slots=True)
class Clusters:
    """What was joined, and which pairs were not because that would join what differs."""

    accepted: list[Edge] = field(default_factory=list)
    refused: set[Edge] = field(default_factory=set)

    def add(self, edges: Iterable[Edge], differ: Differ) -> None:
        """Join pairs, after those that weigh more; all new ones of a group or none.

        Where two members of a group differ, no pair says which of them the others are: the order in
        which pairs come must not decide. ``differ`` says that two may never be one.
        """
        new = list(edges)
        apart: set[str] = set()
        for group in groups((*self.accepted, *new)):
            if any(differ(*pair) for pair in combinations(group, 2)):
                apart.update(group)
        self.refused.update(edge for edge in new if edge[0] in apart)
        self.accepted += [edge for edge in new if edge not in self.refused]


def groups(edges: Iterable[Edge]) -> list[Sequence[str]]:
    """Return the members of each group, sorted."""
    from networkx.utils import UnionFind  # a fifth of a second that most commands need not wait

    joined: UnionFind[str] = UnionFind()
    for one, other in edges:
        joined.union(one, other)
    return [sorted(group) for group in joined.to_sets()]
