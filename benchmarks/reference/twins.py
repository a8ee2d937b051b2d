"""The cities of the twinnings (Wikidata's labels), placed by coordinates and inhabitants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reference.files import rows
from benchmarks.reference.nearness import CLEAR_KM, Map, mutual, place_of
from benchmarks.reference.places import Entry, Place, Site, territory
from benchmarks.reference.scenario import Point
from loaders.quotes import fold_name
from loaders.table.codelists import CODE_LISTS, country, lookup

ENDS = (
    ("origincityLabel", "origincountry", "originlat", "originlong", "originpopulation"),
    (
        "sistercityLabel",
        "destination_countryLabel",
        "destinationlat",
        "destinationlong",
        "destinationpopulation",
    ),
)
NO_NAME = re.compile(r"Q\d+")
UNIT = re.compile(
    r"\b(municipality|commune|kommune|gmina|county|canton|district|borough|region|province)\b", re.I
)
"""A unit named after its seat: whether it is "the same" as the town is a matter of taste."""


@dataclass
class City:
    """One end of a twinning."""

    name: str
    country: str
    point: Point
    populations: set[int] = field(default_factory=set)

    @property
    def population(self) -> int:
        """What the source says; 0 where it says nothing, or two things far apart."""
        low, high = min(self.populations, default=0), max(self.populations, default=0)
        return high if high <= 1.2 * low else 0


def read_cities(folder: Path) -> list[City]:
    """Return the distinct cities: by name, country and tenth of a degree."""
    found: dict[tuple[str, str, float, float], City] = {}
    data = folder / "twins-rogorido-wikidata-eu"
    for path in (*sorted((data / "by-country").glob("*.tsv")), data / "sistercities.tsv"):
        for row in rows(path, "\t"):
            for name, state, lat, long, people in ENDS:
                if NO_NAME.fullmatch(row[name]) or not (code := _country(row[state])):
                    continue
                point = (float(row[lat]), float(row[long]))
                key = (row[name], code, round(point[0], 1), round(point[1], 1))
                city = found.setdefault(key, City(row[name], code, point))
                city.populations |= {int(float(row[people]))} if row[people] else set()
    return list(found.values())


def _country(name: str) -> str:
    return country(name) or lookup("countries-en", CODE_LISTS)(name) or ""


def placed(cities: list[City], places: Map) -> dict[int, set[str]]:
    """Return the GeoNames ids of cities, by their position in the list."""
    found = {
        number: place_of(city.point, city.population, city.country, places)
        for number, city in enumerate(cities)
        if not UNIT.search(city.name)
    }
    return {
        number: {f"geonames:{place.identifier}"}
        for number, place in mutual(found).items()
        if not _contradicted(cities[number], place, places)
    }


def _contradicted(city: City, found: Place, places: Map) -> bool:
    """Tell whether another place around bears the name, and the one that was found does not."""
    return not _bears(found, city.name) and any(
        _bears(place, city.name) for _, place in places.around(city.point, CLEAR_KM)
    )


def _bears(place: Place, name: str) -> bool:
    return fold_name(name) in map(fold_name, place.names)


def twin_entries(
    source: str, cities: list[City], truths: dict[int, set[str]], *, shows_point: bool
) -> Iterator[Entry]:
    """Yield the cities as a source: name and country, coordinates where they are shown."""
    for number, city in enumerate(cities):
        site = Site(city.country, "", city.point)
        known = truths.get(number, set())
        yield territory(source, (city.name,), site, known, shows_point=shows_point)
