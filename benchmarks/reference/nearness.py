"""Which place lies where a twinned city lies? Coordinates and inhabitants answer, names do not."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.reference.judge import kilometres
from benchmarks.reference.places import Place
from benchmarks.reference.scenario import Point

CELL = 0.1
NEAR_KM, CLEAR_KM = 2.5, 8.0
ALONE_KM = 5.0
RATIO = 1.4


class Map:
    """Places by where they lie."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            self._cells[_cell(place.point)].append(place)

    def around(self, point: Point, kilometres_: float) -> list[tuple[float, Place]]:
        """Return the places within a distance, the nearest first."""
        near = ((kilometres(point, place.point), place) for place in self._candidates(point))
        return sorted((pair for pair in near if pair[0] <= kilometres_), key=lambda pair: pair[0])

    def _candidates(self, point: Point) -> Iterator[Place]:
        row, column = _cell(point)
        wide = 1 + int(1 / max(0.2, math.cos(math.radians(point[0]))))
        for i in range(row - 1, row + 2):
            for j in range(column - wide, column + wide + 1):
                yield from self._cells.get((i, j), ())


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point[0] / CELL), math.floor(point[1] / CELL)


def place_of(point: Point, population: int, country: str, places: Map) -> Place | None:
    """Return the one place that it can be, or None where there is doubt.

    With inhabitants: a place of like size at most 2.5 km off, and none of like size within 8 km
    unless three times as far. Without: at most 1 km off, and no other place within 5 km.
    """
    around = places.around(point, CLEAR_KM)
    if population:
        alike = [(km, place) for km, place in around if _alike(population, place.population)]
        if not alike or alike[0][0] > NEAR_KM:
            return None
        if len(alike) > 1 and alike[1][0] < 3 * max(alike[0][0], 1):
            return None
        found = alike[0][1]
    else:
        near = [place for km, place in around if km <= ALONE_KM]
        if len(near) != 1 or around[0][0] > 1:
            return None
        found = near[0]
    return found if found.country == country else None


def _alike(one: int, other: int) -> bool:
    return bool(one and other) and 1 / RATIO <= one / other <= RATIO


def mutual(found: dict[int, Place | None]) -> dict[int, Place]:
    """Keep the places that only one thing claims."""
    claims = Counter(place.identifier for place in found.values() if place)
    return {key: place for key, place in found.items() if place and claims[place.identifier] == 1}
