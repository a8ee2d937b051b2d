"""The bundled mappings on the real files: the counts that their notes give come out."""

import gzip
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from loaders.table.files import bundled_mappings, read_mapping
from loaders.table.mapping import json_schema
from loaders.table.process import Outcome, read_table
from tests.conftest import SHARED
from tests.tables import Case, load_table, request

GEOGRAPHY = "fr-decoupage-administratif/"


class Expected(NamedTuple):
    file: str
    rows: int
    facts: dict[str, int]
    refused: int = 0
    undated: int = 0
    skipped: int = 0
    without_parties: int = 0


EXPECTED = {
    "copyright-treaties": Expected(
        "copyright-treaties/membership-to-copyright-treaties.csv",
        1501,
        {"Agreement": 17, "Institution": 4, "Membership": 1501},
        undated=310,
    ),
    "fr-regions": Expected(GEOGRAPHY + "regions.json", 26, {"Territory": 26}),
    "fr-departements": Expected(GEOGRAPHY + "departements.json", 109, {"Territory": 109}),
    "fr-communes": Expected(GEOGRAPHY + "communes.json", 37590, {"Territory": 37590}),
    # 1,255 intercommunalities and their 34,871 members
    "fr-epci": Expected(GEOGRAPHY + "epci.json", 1255, {"Territory": 36126}),
    "fr-ept": Expected(GEOGRAPHY + "ept.json", 11, {"Territory": 140}),
    "fr-esr-etablissements": Expected(
        "fr-esr-etablissements/fr-esr-principaux-etablissements-enseignement-superieur.csv",
        250,
        {"Institution": 250, "Statistic": 370},
    ),
    "fr-arrondissements": Expected(GEOGRAPHY + "arrondissements.json", 333, {"Territory": 333}),
    "geojson-regions": Expected(
        "fr-regions-geojson/regions-version-simplifiee.geojson", 13, {"Territory": 13}
    ),
    "geojson-departements": Expected(
        "fr-regions-geojson/departements-version-simplifiee.geojson", 96, {"Territory": 96}
    ),
    # 16 regions are on two levels: FRB and FRB0 are one territory
    "nuts": Expected("reference-codes/NUTS2021-2024.yaml", 1582, {"Territory": 1566}),
    "country-codes": Expected("reference-codes/country-codes.csv", 249, {"Territory": 249}),
    "iso-3166-1": Expected("reference-codes/iso3166-1.json", 249, {"Territory": 249}),
    "iso-3166-2": Expected("reference-codes/iso3166-2.json", 5046, {"Territory": 5046}),
    "ror-relationships": Expected(
        "ror-records/v2.4_relationships.csv",
        639,
        {"Institution": 351, "Tie": 35},
        skipped=80,
        undated=35,
    ),
    "manytreaties-agreements": Expected(
        "manytreaties/HUGGO_clean.csv", 4532, {"Agreement": 4532}, without_parties=4532
    ),
    # 56 rows end before they begin, or on 29 February 2010
    "manytreaties-parties": Expected(
        "manytreaties/HUGGO_MEM_env_reconciled.csv",
        7377,
        {"Agreement": 145, "Institution": 15, "Membership": 7133, "Territory": 5},
        refused=56,
        undated=765,
    ),
    "twins-rogorido": Expected(
        "twins-rogorido-wikidata-eu/sistercities.tsv",
        13081,
        {"Territory": 9444, "Twinning": 9924},
        undated=9924,
    ),
    "twins-konect": Expected(
        "twins-konect-2017/out.twin",
        20573,
        {"Territory": 14274, "Twinning": 20573},
        undated=20573,
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """What became of each file that is at hand."""

    def load(name: str) -> Outcome:
        path = SHARED / "data" / EXPECTED[name].file
        target = tmp_path_factory.mktemp("data") / "sorted.nq"
        asked = request(path, bundled_mappings()[name], target)
        # the counts are those of a load, without the time that writing takes
        return read_table(replace(asked, dry_run=1))

    at_hand = [name for name in EXPECTED if (SHARED / "data" / EXPECTED[name].file).is_file()]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(at_hand, pool.map(load, at_hand), strict=True))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_counts_of_a_real_file_come_out(outcomes: Mapping[str, Outcome], name: str) -> None:
    if name not in outcomes:
        pytest.skip("the file is not at hand")
    report, expected = outcomes[name].report, EXPECTED[name]
    assert (report.rows, dict(report.facts)) == (expected.rows, expected.facts)
    told = (report.refused, report.skipped, report.undated)
    assert told == (expected.refused, expected.skipped, expected.undated)
    assert report.without_parties == expected.without_parties
    assert (report.unused, report.absent) == ([], [])


@pytest.mark.parametrize("version", ["ror", "ror-v1"])
def test_the_first_records_of_ror(tmp_path: Path, version: str) -> None:
    names = {"ror": "ror_v2_latest.jsonl.gz", "ror-v1": "ror_v1only_latest.jsonl.gz"}
    path = SHARED / "data" / "ror-records" / names[version]
    if not path.is_file():
        pytest.skip("the file is not at hand")
    part = tmp_path / "part.jsonl"
    with gzip.open(path) as file:
        part.write_bytes(b"".join(next(file) for _ in range(2000)))
    mapping = tmp_path / "mapping.yaml"
    text = bundled_mappings()[version].read_text("utf-8")
    mapping.write_text("\n".join(line for line in text.splitlines() if "expected:" not in line))
    report = read_table(request(part, mapping, tmp_path / "sorted.nq")).report
    assert (report.rows, report.refused, report.unused) == (2000, 0, [])
    assert report.facts["Institution"] > 2000


def test_a_name_is_kept_beside_names_that_each_tell_their_language(tmp_path: Path) -> None:
    record = {"id": "x", "name": "Unicorn", "labels": [{"label": "Licorne", "lang": "fr"}]}
    name = "{column: name, language: und}"
    labels = '{each: "labels[]", column: .label, language_column: .lang}'
    mapping = f"facts: [{{type: Institution, key: {{column: id}}, name: [{name}, {labels}]}}]\n"
    loaded = load_table(Case(tmp_path, json.dumps([record]).encode(), mapping, "table.json"))
    names = loaded.rows("SELECT ?name { ?x a acc:Institution ; skos:prefLabel ?name }")
    assert names == [("Licorne",), ("Unicorn",)]


@pytest.mark.parametrize("name", bundled_mappings())
def test_a_bundled_mapping_tells_what_a_citation_needs(name: str) -> None:
    source = read_mapping(bundled_mappings()[name]).source
    assert source.slug == name
    assert source.address
    assert source.expected.get("rows")


def test_the_published_schema_is_the_model() -> None:
    published = next(iter(bundled_mappings().values())).with_name("schema.json")
    assert json.loads(published.read_text("utf-8")) == json_schema()
