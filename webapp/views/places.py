"""Where things lie: the territories around each, the nearest first, as in an address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from webapp.rows import iri_terms, rows

AROUND = """
SELECT DISTINCT ?thing ?place WHERE {{
  VALUES ?thing {{ {things} }} ?thing acc:within|acc:locatedIn ?place
}} ORDER BY ?thing ?place"""
DEEPEST = 5
SHOWN = 3
"""Of a longer chain: the nearest, the one around it, and the last."""

Around = Mapping[str, list[str]]


def places_of(iris: Iterable[str]) -> dict[str, list[str]]:
    """Return the chain of places of each thing that has one."""
    around: dict[str, list[str]] = defaultdict(list)
    wanted = list(dict.fromkeys(iris))
    asked = set(wanted)
    frontier = set(wanted)
    for _ in range(DEEPEST):
        if not frontier:
            break
        for row in rows(AROUND.format(things=iri_terms(sorted(frontier)))):
            around[row["thing"].value].append(row["place"].value)
        frontier = {place for one in frontier for place in around.get(one, ())} - asked
        asked |= frontier
    return {iri: _shortened(_chain(iri, around, ())) for iri in wanted if iri in around}


def _chain(iri: str, around: Around, seen: tuple[str, ...]) -> list[str]:
    """Return the longest way up: who lies in a department lies in its region too.

    Territories that lie in each other, as a faulty source may say, end the way.
    """
    ways = [[place, *_chain(place, around, (*seen, iri))]
            for place in around.get(iri, ())[:4] if place not in seen and place != iri
            and len(seen) < DEEPEST]  # fmt: skip
    return max(ways, key=len, default=[])


def _shortened(chain: list[str]) -> list[str]:
    return chain if len(chain) <= SHOWN else [*chain[: SHOWN - 1], chain[-1]]
