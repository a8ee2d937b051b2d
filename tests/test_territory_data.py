"""What the bundled mappings say about real territories: which are one, and which are not."""

import gzip
from pathlib import Path

import pytest

from loaders.table.files import bundled_mappings
from loaders.table.process import read_table
from tests.conftest import SHARED
from tests.tables import Loaded, request, stored

DATA = SHARED / "data"


def loaded(folder: Path, name: str, file: Path) -> Loaded:
    if not file.is_file():
        pytest.skip("the file is not at hand")
    mapping = folder / "mapping.yaml"
    text = bundled_mappings()[name].read_text("utf-8")
    mapping.write_text("\n".join(line for line in text.splitlines() if "expected:" not in line))
    target = folder / "sorted.nq"
    return Loaded(read_table(request(file, mapping, target)), stored(target))


def test_nuts_regions_are_todays_regions_and_never_former_ones(tmp_path: Path) -> None:
    nuts = loaded(tmp_path, "nuts", DATA / "reference-codes" / "NUTS2021-2024.yaml")
    coded = pairs(nuts, "SELECT ?code ?t { ?t skos:notation ?code }")
    assert coded["FRE"] == "territory/FR-HDF"
    assert coded["FRE1"] == "territory/nuts-FRE1", "Nord-Pas de Calais is a former region"
    assert coded["FRF1"] == "territory/nuts-FRF1", "Alsace is a former region"
    assert coded["FRB"] == coded["FRB0"] == "territory/FR-CVL"
    assert coded["FRE11"] == "territory/FR-59"
    assert coded["DEA"] == "territory/DE-NW"
    assert coded["ITH1"] == "territory/IT-BZ"
    within = pairs(nuts, "SELECT ?t ?w { ?t acc:within ?w }")
    assert within["territory/nuts-FRE1"] == "territory/FR-HDF"
    assert within["territory/nuts-DEA11"] == "territory/nuts-DEA1"
    assert within["territory/nuts-DEA1"] == "territory/DE-NW"
    assert within["territory/nuts-EL3"] == "territory/GR"
    assert nuts.rows("SELECT ?t { ?t a acc:Territory MINUS { ?t skos:notation ?code } }") == []


def pairs(table: Loaded, query: str) -> dict[str, str]:
    return {row[0]: row[1] for row in table.rows(query)}


NAMIBIA = "<https://w3id.org/accordia/id/territory/NA>"


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    codes = loaded(tmp_path, "country-codes", DATA / "reference-codes" / "country-codes.csv")
    notations = {code for (code,) in codes.rows(f"SELECT ?c {{ {NAMIBIA} skos:notation ?c }}")}
    assert {"NA", "NAM", "M49-516", "FIPS-WA"} <= notations
    same = codes.rows(f"SELECT ?s {{ {NAMIBIA} schema:sameAs ?s }}")
    assert same == [("https://sws.geonames.org/3355338/",)]
    france = codes.rows(f"SELECT ?s {{ {NAMIBIA.replace('NA>', 'FR>')} schema:sameAs ?s }}")
    assert ("http://www.wikidata.org/entity/Q142",) in france


@pytest.mark.parametrize(
    ("name", "file"), [("ror", "ror_v2_latest.jsonl.gz"), ("ror-v1", "ror_v1only_latest.jsonl.gz")]
)
def test_institutions_lie_in_cities_within_countries(tmp_path: Path, name: str, file: str) -> None:
    path = DATA / "ror-records" / file
    if not path.is_file():
        pytest.skip("the file is not at hand")
    part = tmp_path / "part.jsonl"
    with gzip.open(path) as records:
        part.write_bytes(b"".join(next(records) for _ in range(2000)))
    ror = loaded(tmp_path, name, part)
    levels = ror.rows("SELECT DISTINCT ?l { ?i acc:locatedIn ?t . ?t acc:level ?l }")
    assert levels == [("https://w3id.org/accordia/concept/level/municipality",)]
    nowhere = "SELECT ?i { ?i acc:locatedIn ?t MINUS { ?t acc:within ?c } }"
    assert ror.rows(nowhere) == []
    same = ror.rows("SELECT ?t ?s { ?t a acc:Territory ; schema:sameAs ?s }")
    assert all(f"territory/geonames-{s.split('/')[-2]}" == t for t, s in same)
    assert len(same) > 500


def test_a_city_lies_in_its_subdivision_where_iso_has_it(tmp_path: Path) -> None:
    lines = DATA / "ror-records" / "ror_v2_latest.jsonl.gz"
    if not lines.is_file():
        pytest.skip("the file is not at hand")
    part = tmp_path / "part.jsonl"
    with gzip.open(lines) as records:
        part.write_bytes(b"".join(next(records) for _ in range(2000)))
    ror = loaded(tmp_path, "ror", part)
    grenoble = "<https://w3id.org/accordia/id/territory/geonames-3014728>"
    assert ror.rows(f"SELECT ?w {{ {grenoble} acc:within ?w }}") == [
        ("territory/FR",),
        ("territory/FR-ARA",),
    ]


def test_related_institutions_are_a_bare_tie(tmp_path: Path) -> None:
    log = loaded(tmp_path, "ror-relationships", DATA / "ror-records" / "v2.4_relationships.csv")
    ties = log.rows("SELECT DISTINCT ?tie { ?tie a acc:Tie }")
    assert len(ties) == 35
    more = "SELECT ?c { ?tie a acc:Tie , ?c FILTER(?c != acc:Tie) }"
    assert log.rows(more) == []
    parties = log.rows("SELECT ?tie (COUNT(?p) AS ?n) { ?tie acc:party ?p } GROUP BY ?tie")
    assert {count for _, count in parties} == {"2"}
