"""The runs of the matcher: which sources meet in each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.reference.bundled import add_reference, add_table
from benchmarks.reference.communes import add_french, commune_truths, french
from benchmarks.reference.countries import country_sources, subdivision_sources
from benchmarks.reference.institutions import add_esr, add_ror, swot_entries
from benchmarks.reference.nearness import Map
from benchmarks.reference.places import geonames_entries, geonames_places, ror_cities
from benchmarks.reference.scenario import Scenario
from benchmarks.reference.twins import placed, read_cities, twin_entries

COMMUNES = Path("fr-decoupage-administratif") / "communes.json"


def institutions(folder: Path, data: Path) -> Scenario:
    """French and other institutions by name, kind and country; their ROR ids hidden."""
    scenario = Scenario("institutions")
    add_reference(scenario, folder)
    add_table(scenario, folder, "fr-communes", data / COMMUNES, "fr-communes", {})
    add_esr(scenario, folder, data)
    add_ror(scenario, folder, data)
    scenario.add_facts(folder, "swot", swot_entries(data, scenario.truths))
    return scenario


def cities_by_name(folder: Path, data: Path) -> Scenario:
    """Cities by name and country; coordinates and GeoNames ids hidden."""
    scenario = _cities("cities by name", folder, data, shows_point=False)
    scenario.add_facts(folder, "ror-cities", ror_cities(data))
    return scenario


def cities_by_place(folder: Path, data: Path) -> Scenario:
    """The same cities, their coordinates shown."""
    return _cities("cities by place", folder, data, shows_point=True)


def _cities(name: str, folder: Path, data: Path, *, shows_point: bool) -> Scenario:
    scenario = Scenario(name, "geonames")
    add_reference(scenario, folder)
    places, cities = geonames_places(), read_cities(data)
    truths = placed(cities, Map(places))
    scenario.add_facts(folder, "geonames", geonames_entries(places))
    twins = twin_entries("twins", cities, truths, shows_point=shows_point)
    scenario.add_facts(folder, "twins", twins)
    return scenario


def communes(folder: Path, data: Path) -> Scenario:
    """French cities of the twinnings and all communes; with the department and without."""
    scenario = Scenario("communes", "fr-communes")
    add_reference(scenario, folder)
    truths = commune_truths(data)
    add_table(scenario, folder, "fr-communes", data / COMMUNES, "fr-communes", truths)
    found = list(french(read_cities(data), data))
    add_french(scenario, folder, found, with_area=False)
    add_french(scenario, folder, found, with_area=True)
    return scenario


def countries(folder: Path, data: Path) -> Scenario:
    """Countries and subdivisions by name; their codes hidden."""
    scenario = Scenario("countries", "iso-3166")
    add_reference(scenario, folder)
    for slug, entries in (*country_sources(data), *subdivision_sources(data)):
        scenario.add_facts(folder, slug, entries)
    return scenario


SCENARIOS: Mapping[str, Callable[[Path, Path], Scenario]] = {
    "countries": countries,
    "communes": communes,
    "institutions": institutions,
    "cities-by-name": cities_by_name,
    "cities-by-place": cities_by_place,
}
