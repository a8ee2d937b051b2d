"""A stranger's table of each awkward kind loads with a mapping alone."""

import gzip
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tables import Case, Loaded, load_many, load_table, workbook

COUNTRIES = "codes: [countries, countries-en]"


class Kind(NamedTuple):
    name: str
    data: bytes
    mapping: str
    query: str
    expected: Sequence[tuple[str, ...]]


def agreement(fields: str, before: str = "") -> str:
    return f"{before}facts:\n- {{type: Agreement, key: {{column: id}}, name: X, {fields}}}\n"


def parties(split: str) -> str:
    cell = f"{{column: parties, {split}, {COUNTRIES}}}"
    return agreement(f"parties: {{territory: {cell}}}")


PARTY = "SELECT ?party WHERE { ?tie a acc:Agreement ; acc:party ?party }"
DATE = "SELECT ?tie ?date ?end WHERE { ?tie a acc:Agreement \
OPTIONAL { ?tie acc:date ?date } OPTIONAL { ?tie acc:endDate ?end } }"
CODES = [("territory/DE",), ("territory/FR",)]
CITIES = """\
facts:
- {id: a, type: Territory, key: {column: A, slug: true}, level: municipality, name: {column: A}}
- {id: b, type: Territory, key: {column: B, slug: true}, level: municipality, name: {column: B}}
- {type: Twinning, name: Twins, parties: [{fact: a}, {fact: b}]}
"""
NESTED = {"data": {"items": [{"id": 7, "who": [{"c": "FRA"}, {"c": "DEU"}, {"c": None}]}]}}

KINDS = {
    "several parties in a cell": Kind(
        "a.csv", b"id,parties\n1,France; Germany\n", parties("split: ';'"), PARTY, CODES
    ),
    "several separators": Kind(
        "a.csv", b"id,parties\n1,France / Germany and Italy\n", parties("split: [/, ' and ']"),
        PARTY, [*CODES, ("territory/IT",)],
    ),
    "quotes inside a cell that is split": Kind(
        "a.tsv", b'id\tparties\n1\t"""Congo, Democratic Republic of the"", France"\n',
        agreement("parties: {institution: {column: parties, split: ',', slug: true}}"),
        PARTY, [("institution/congo-democratic-republic-of-the",), ("institution/france",)],
    ),
    "names that hold the separator": Kind(
        "a.csv", b"id,parties\n1,France and Bosnia and Herzegovina and Germany\n",
        parties("split: ' and ', keep: [Bosnia and Herzegovina]"),
        PARTY, [("territory/BA",), *CODES],
    ),
    "parties in many columns": Kind(
        "a.csv", b"id,p1,p2,p3\n1,France,,Germany\n",
        agreement(f"parties: {{territory: {{columns: [p1, p2, p3], {COUNTRIES}}}}}"), PARTY, CODES,
    ),
    "parties in several rows": Kind(
        "a.csv", b"id,p\n1,France\n2,Italy\n1,Germany\n",
        agreement(f"repeats: merge, parties: {{territory: {{column: p, {COUNTRIES}}}}}"),
        "SELECT ?tie (COUNT(?party) AS ?n) WHERE { ?tie acc:party ?party } GROUP BY ?tie",
        [("agreement/test-1", "2"), ("agreement/test-2", "1")],
    ),
    "a pair listed from both sides": Kind(
        "a.csv", "A,B\nLille,Köln\nKöln,Lille\n".encode(), CITIES,
        "SELECT ?t ?row WHERE { ?e acc:supports ?t ; acc:row ?row . ?t a acc:Twinning }",
        [("twinning/koln--lille", "1"), ("twinning/koln--lille", "2")],
    ),
    "nested JSON": Kind(
        "a.json", json.dumps(NESTED).encode(),
        agreement(
            f"parties: {{territory: {{column: 'who[].c', {COUNTRIES}}}}}",
            "table: {records: data.items}\n",
        ),
        PARTY, CODES,
    ),
    "JSON Lines, packed": Kind(
        "a.jsonl.gz", gzip.compress(b'{"id": "1", "p": ["FR", "DE"]}\n\n{"id": "2", "p": []}\n'),
        agreement(f"parties: {{territory: {{column: p, {COUNTRIES}}}}}"), PARTY, CODES,
    ),
    "code lists": Kind(
        "a.csv", b"id,kind,s\n1,T,1\n2,zz,0\n",
        agreement(
            "kind: {column: kind, codes: {T: treaty}, unlisted: leave-out}, "
            "status: {column: s, codes: {1: in-force}, unlisted: leave-out, otherwise: ended}"
        ),
        "SELECT ?t (STRAFTER(STR(?k), 'kind/') AS ?kind) (STRAFTER(STR(?s), 'status/') AS ?status) "
        "WHERE { ?t acc:status ?s OPTIONAL { ?t acc:kind ?k } }",
        [("agreement/test-1", "treaty", "in-force"), ("agreement/test-2", "", "ended")],
    ),
    "several date orders in a column": Kind(
        "a.csv", b"id,d\n1,2021-07-09\n2,09/07/2021\n3,09.07.2021 00:00\n4,9 Jul 2021\n5,2021\n",
        agreement("date: {column: d, format: [iso, day-first, '%d %b %Y']}"), DATE,
        [*((f"agreement/test-{n}", "2021-07-09", "") for n in range(1, 5)),
         ("agreement/test-5", "2021", "")],
    ),
    "month first": Kind(
        "a.csv", b"id,d\n1,07/09/2021\n", agreement("date: {column: d, format: month-first}"),
        DATE, [("agreement/test-1", "2021-07-09", "")],
    ),
    "dates in words": Kind(
        "a.csv", b"id,d\n1,late 2014\n2,from 2007 to 2013\n", agreement("date: {column: d}"), DATE,
        [("agreement/test-1", "2014-36", ""), ("agreement/test-2", "2007", "2013")],
    ),
    "dates of uncertain days": Kind(
        "a.csv", b"id,d\n1,1351-08-01?\n2,1990-01..1990-03\n",
        agreement("date: {column: d, format: edtf}"), DATE,
        [("agreement/test-1", "1351-08-01?", ""), ("agreement/test-2", "[1990-01..1990-03]", "")],
    ),
    "a date in three columns": Kind(
        "a.csv", b"id,y,m,d\n1,2021,7,9\n",
        agreement("date: {columns: [y, m, d], join: '-', format: '%Y-%m-%d'}"), DATE,
        [("agreement/test-1", "2021-07-09", "")],
    ),
    "sentinel dates": Kind(
        "a.csv", b"id,d,e\n1,0000-00-00,31.12.9999\n2,2001-01-01,31.12.2005\n",
        agreement(
            "date: {column: d, format: iso, unknown: 0000-00-00}, "
            "end: {column: e, format: day-first, open: 31.12.9999}"
        ),
        DATE, [("agreement/test-1", "", ""), ("agreement/test-2", "2001-01-01", "2005-12-31")],
    ),
    "another encoding, junk lines, decimal commas": Kind(
        "a.csv", "Exporté le 3 mai\n\ncode;nom;lat;lon\n1;Besançon;47,24;6,02\n".encode("cp1252"),
        "table: {separator: ;, encoding: cp1252, skip_lines: 2, decimal: ','}\n"
        "facts:\n- {type: Territory, key: {template: 'x-{code}'}, level: municipality, "
        "name: {column: nom}, latitude: {column: lat}, longitude: {column: lon}}\n",
        "SELECT ?name ?lat WHERE { ?t skos:prefLabel ?name ; wgs84:lat ?lat }",
        [("Besançon", "47.24")],
    ),
    "UTF-16": Kind(
        "a.csv", "id,p\r\n1,Côte d’Ivoire\r\n".encode("utf-16"),
        agreement(f"parties: {{territory: {{column: p, {COUNTRIES}}}}}",
                  "table: {encoding: utf-16}\n"),
        PARTY, [("territory/CI",)],
    ),
    "coordinates in one cell": Kind(
        "a.csv", b'id,at\n1,"2.35, 48.85"\n',
        "facts:\n- {type: Institution, key: {template: 'i{id}'}, name: X, "
        "coordinates: {column: at, order: lon-lat}}\n",
        "SELECT ?lat ?long WHERE { ?i wgs84:lat ?lat ; wgs84:long ?long }", [("48.85", "2.35")],
    ),
    "no header": Kind(
        "a.txt", b"% sym\n1\tFrance\n",
        agreement(f"parties: {{territory: {{column: p, {COUNTRIES}}}}}",
                  "table: {format: tsv, skip_lines: 1, columns: [id, p]}\n"),
        PARTY, [("territory/FR",)],
    ),
    "NA is Namibia": Kind(
        "a.csv", b"id,p\n1,NA\n",
        agreement(f"parties: {{territory: {{column: p, {COUNTRIES}}}}}"),
        PARTY, [("territory/NA",)],
    ),
    "NA is nothing where the mapping says so": Kind(
        "a.csv", b"id,p\n1,NA\n",
        agreement(f"parties: {{territory: {{column: p, {COUNTRIES}}}}}", "table: {missing: NA}\n"),
        PARTY, [],
    ),
    "a code that is found is never missing": Kind(
        "a.csv", b"id,p\n1,NAM\n",
        agreement("parties: {territory: {column: state}}",
                  "table: {missing: NA}\nlet: {state: {column: p, codes: countries}}\n"),
        PARTY, [("territory/NA",)],
    ),
    "rows that complete each other": Kind(
        "a.csv", b"id,d\n1,\n1,2001\n1,2002\n",
        agreement("repeats: merge, date: {column: d, format: year}"), DATE,
        [("agreement/test-1", "2001", "")],
    ),
    "rows to skip": Kind(
        "a.csv", b"id,s\n1,ok\n2,withdrawn\n3,\n",
        agreement("status: in-force",
                  "skip: [{column: s, one_of: withdrawn}, {column: s, empty: true}]\n"),
        "SELECT ?tie WHERE { ?tie a acc:Agreement }", [("agreement/test-1",)],
    ),
    "cells of several lines": Kind(
        "a.csv", b'id,note\n1,"a\nb\nc"\n\n2,d\n', agreement("notes: {column: note}"),
        "SELECT ?tie ?row WHERE { ?e acc:supports ?tie ; acc:row ?row }",
        [("agreement/test-1", "1"), ("agreement/test-2", "3")],
    ),
    "a sheet of a workbook": Kind(
        "a.xlsx",
        workbook(
            [["id", "p"], ["1", "=SUM(1,2)"], ["2", "x"]],
            '<row r="4"><c r="A4"><v>3</v></c><c r="B4"><f>1+1</f><v>2</v></c></row>',
        ),
        agreement("notes: {column: p}", "table: {sheet: Twins}\n"),
        "SELECT ?tie ?note WHERE { ?tie a acc:Agreement ; acc:note ?note }",
        [("agreement/test-1", "=SUM(1,2)"), ("agreement/test-2", "x"), ("agreement/test-3", "2")],
    ),
    "values made of others": Kind(
        "a.csv", b"A,B\nLille,Turin\nTurin,Lille\n",
        "let: {pair: {columns: [A, B], sorted: true, join: '--', slug: true}}\n"
        "facts:\n- {type: Agreement, key: {column: pair}, repeats: merge, name: {template: "
        "'{pair}'}}\n",
        "SELECT ?tie WHERE { ?tie a acc:Agreement }", [("agreement/test-lille-turin",)],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Loaded]:
    """Every kind, loaded."""

    cases = [
        Case(tmp_path_factory.mktemp("kind"), kind.data, kind.mapping, kind.name)
        for kind in KINDS.values()
    ]
    return {
        name: found
        for name, found in zip(KINDS, load_many(cases), strict=True)
        if isinstance(found, Loaded)
    }


@pytest.mark.parametrize("name", KINDS)
def test_it_loads_with_a_mapping_alone(loaded: Mapping[str, Loaded], name: str) -> None:
    assert loaded[name].rows(KINDS[name].query) == KINDS[name].expected
    assert loaded[name].outcome.report.refused == 0
    assert loaded[name].outcome.report.unused == []


def test_rows_without_a_known_party_are_counted(loaded: Mapping[str, Loaded]) -> None:
    report = loaded["NA is nothing where the mapping says so"].outcome.report
    assert (report.without_parties, report.undated) == (1, 1)
    assert loaded["rows to skip"].outcome.report.skipped == 2


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "made.parquet"
    code = (
        "import polars, datetime, sys; polars.DataFrame({'id': [1, 2], 'd': [datetime.date(2021, 7,"
        " 9), None], 'p': [['FR', 'DE'], []]}).write_parquet(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    fields = "date: {column: d, format: iso}, parties: {territory: {column: p, codes: countries}}"
    loaded = load_table(Case(tmp_path, path.read_bytes(), agreement(fields), "a.parquet"))
    assert loaded.rows(PARTY) == CODES
    assert loaded.rows(DATE)[0] == ("agreement/test-1", "2021-07-09", "")
