"""French cities of the twinnings and the communes of Insee: placed by department."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.reference.files import parsed
from benchmarks.reference.places import Entry, Site, territory
from benchmarks.reference.scenario import Point, Scenario, Truth
from benchmarks.reference.twins import City
from loaders.quotes import fold_name
from loaders.table.codelists import CODE_LISTS, lookup

PARTS = {"commune-deleguee": "D", "commune-associee": "A"}
LEVELS = {"commune-actuelle": "municipality", "arrondissement-municipal": "district"}
Ring = list[list[float]]


def commune_truths(folder: Path) -> dict[str, Truth]:
    """Return the communes as the bundled mapping names them, the delegated ones too."""
    found = {}
    for commune in _communes(folder):
        kind = commune["type"]
        key = f"FR-COM{PARTS.get(kind, '')}-{commune['code']}"
        found[f"territory/{key}"] = Truth(
            "fr-communes",
            frozenset({f"insee:{key}"}),
            (commune["nom"],),
            "FR",
            _area(commune["departement"]),
            level=LEVELS.get(kind, "local-area"),
        )
    return found


def _communes(folder: Path) -> Any:
    return parsed(folder / "fr-decoupage-administratif" / "communes.json")


def _area(department: str) -> str:
    return lookup("insee-departements", CODE_LISTS)(department) or ""


class Departments:
    """In which department does a point lie?"""

    def __init__(self, folder: Path) -> None:
        path = folder / "fr-regions-geojson" / "departements-version-simplifiee.geojson"
        self._rings: dict[str, list[Ring]] = {
            feature["properties"]["code"]: _outer_rings(feature["geometry"])
            for feature in parsed(path)["features"]
        }

    def of(self, point: Point) -> str:
        """Return the code of the one department, or nothing."""
        found = [c for c, rings in self._rings.items() if any(_inside(point, r) for r in rings)]
        return found[0] if len(found) == 1 else ""


def _outer_rings(geometry: dict[str, Any]) -> list[Ring]:
    shapes = geometry["coordinates"]
    return [shapes[0]] if geometry["type"] == "Polygon" else [shape[0] for shape in shapes]


def _inside(point: Point, ring: Ring) -> bool:
    """Count how many edges a line to the east crosses."""
    lat, long = point
    inside = False
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and long < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def french(cities: list[City], folder: Path) -> Iterator[tuple[City, str, str]]:
    """Yield each French city with its department and its commune, empty where in doubt.

    The commune is the one of that name in the department where the coordinates lie.
    """
    by_department: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for commune in _communes(folder):
        if commune["type"] == "commune-actuelle":
            by_department[commune["departement"]].append(commune)
    departments = Departments(folder)
    for city in cities:
        if city.country == "FR":
            department = departments.of(city.point)
            yield city, department, _commune(city, by_department[department])


def _commune(city: City, communes: list[dict[str, Any]]) -> str:
    named = [c["code"] for c in communes if fold_name(c["nom"]) == fold_name(city.name)]
    return named[0] if len(named) == 1 else ""


def add_french(
    scenario: Scenario, folder: Path, found: list[tuple[City, str, str]], *, with_area: bool
) -> None:
    """Add the French cities as a source, with or without the department beside the name."""
    slug = "twins-fr-by-department" if with_area else "twins-fr"
    scenario.add_facts(folder, slug, _entries(slug, found, with_area=with_area))


def _entries(slug: str, found: list[tuple[City, str, str]], *, with_area: bool) -> Iterator[Entry]:
    for city, department, commune in found:
        identifiers = {f"insee:FR-COM-{commune}"} if commune else set()
        site = Site("FR", _area(department) if with_area else "", city.point)
        yield territory(slug, (city.name,), site, identifiers, shows_point=False)
