"""Which actors of the network to show: a neighbourhood, or as much as can be read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.network.selection import Selection, actors

HUBS = 12
"""How many of the most connected actors a view of a network too large begins from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The actors to show, and how many others the same question would give."""

    actors: frozenset[str]
    left_out: int


def whole(selection: Selection, limit: int | None) -> Shown:
    """Return all actors, or the most connected ones and those they have in common.

    A neighbour of several hubs comes first: it tells more than one that hangs on a single hub.
    """
    ranked = list(actors(selection))
    if limit is None or len(ranked) <= limit:
        return Shown(frozenset(ranked), 0)
    hubs = [one for one in ranked if one not in selection.unnamed][: min(HUBS, limit)]
    shared = Counter(n for hub in hubs for n in selection.neighbours.get(hub, ()))
    order = sorted(shared, key=lambda one: (-shared[one], -selection.degrees[one], one))
    chosen = list(dict.fromkeys([*hubs, *order]))[:limit]
    return Shown(frozenset(chosen), len(ranked) - len(chosen))


def around(selection: Selection, focus: Iterable[str], depth: int, limit: int | None) -> Shown:
    """Return the actors at most ``depth`` steps away, the nearest and most connected first.

    Nobody is reached through an unnamed body, which may be several, unless it is the focus.
    """
    found = list(dict.fromkeys(focus))
    walls = selection.unnamed.difference(found)
    layer = found
    for _ in range(depth):
        reached = {
            other
            for actor in layer
            if actor not in walls
            for other in selection.neighbours.get(actor, ())
        }.difference(found)
        layer = sorted(reached, key=lambda one: (-selection.degrees[one], one))
        found = [*found, *layer]
    kept = found if limit is None else found[:limit]
    return Shown(frozenset(kept), len(found) - len(kept))
