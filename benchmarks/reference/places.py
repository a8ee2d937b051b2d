"""Cities of GeoNames, and the cities of ROR's institutions: known by their GeoNames id."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reference.files import geonames, records
from benchmarks.reference.scenario import Point, Truth, opaque, texts
from graph.facts import Territory
from graph.identity import Ref
from loaders.reference import territory_names
from loaders.table.codelists import CODE_LISTS, lookup

Entry = tuple[Territory, Truth]
SMALL, LARGE = 1000, 5000
"""Inhabitants that a place must have: in the countries of the twinnings, and elsewhere."""
DETAILED = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "HR"}
    | {"HU", "IE", "IT", "LT", "LV", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)


class Place(NamedTuple):
    """A populated place of GeoNames."""

    identifier: int
    names: tuple[str, ...]
    country: str
    area: str
    point: Point
    population: int


def geonames_places() -> list[Place]:
    """Return the places that the twinnings and ROR are matched against."""
    return [
        _place(city)
        for city in geonames(SMALL)
        if city["countrycode"] in DETAILED or city["population"] >= LARGE
    ]


def _place(city: dict[str, Any]) -> Place:
    return Place(
        city["geonameid"],
        tuple(dict.fromkeys(name for name in (city["name"], *city["alternatenames"]) if name)),
        city["countrycode"],
        _area(city["countrycode"], city["admin1code"]),
        (city["latitude"], city["longitude"]),
        city["population"],
    )


def _area(country: str, admin1: str) -> str:
    """GeoNames has ISO's code in the United States, Insee's in France, one of its own elsewhere."""
    if country == "FR":
        return lookup("insee-regions", CODE_LISTS)(admin1) or ""
    return _subdivision(country, admin1) if country == "US" else ""


def _subdivision(country: str, code: str | None) -> str:
    full = f"{country}-{code}"
    return full if code and territory_names(full) else ""


def geonames_entries(places: list[Place]) -> Iterator[Entry]:
    """Yield GeoNames as a source: names, country, coordinates."""
    for place in places:
        site = Site(place.country, place.area, place.point)
        yield territory("geonames", place.names, site, {f"geonames:{place.identifier}"})


class Site(NamedTuple):
    """Where a territory lies."""

    country: str = ""
    area: str = ""
    point: Point | None = None


def territory(
    source: str,
    names: tuple[str, ...],
    site: Site,
    identifiers: set[str],
    *,
    shows_point: bool = True,
    level: str = "municipality",
) -> Entry:
    """Return a territory of a source under a key that tells nothing."""
    country, area, point = site
    shown = point if shows_point else None
    fact = Territory(
        ref=opaque("territory", source, *sorted(identifiers), *names[:1], country, point),
        names=texts(names[:1], "und"),
        other_names=texts(names[1:], "und"),
        level=level,
        within=(Ref("territory", area or country),) if area or country else (),
        latitude=str(shown[0]) if shown else None,
        longitude=str(shown[1]) if shown else None,
    )
    truth = Truth(
        source, frozenset(identifiers), names, country, area, point, shown is not None, level
    )
    return fact, truth


def ror_cities(folder: Path) -> Iterator[Entry]:
    """Yield the cities that ROR places institutions in: name, country, subdivision."""
    seen: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    points: dict[int, Point] = {}
    for record in records(folder / "ror-records" / "ror_v2_latest.jsonl.gz"):
        for location in record["locations"]:
            details, identifier = location["geonames_details"], location["geonames_id"]
            country = details["country_code"]
            area = _subdivision(country, details.get("country_subdivision_code"))
            seen[identifier].add((details["name"], country, area))
            points[identifier] = (details["lat"], details["lng"])
    for identifier, spellings in sorted(seen.items()):
        areas = {area for _, _, area in spellings if area}
        if len({(name, country) for name, country, _ in spellings}) == 1 and len(areas) <= 1:
            name, country, _ = next(iter(spellings))
            site = Site(country, "".join(areas), points[identifier])
            known = {f"geonames:{identifier}"}
            yield territory("ror-cities", (name,), site, known, shows_point=False)
