"""Malformed tables end with a sentence, in bounded memory, and change nothing."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from graph.errors import AccordiaError
from loaders.table.files import read_mapping
from tests.tables import SOURCE, Case, load_many, workbook

MAPPING = """\
table: {%s}
ignore: "*"
facts:
- {type: Agreement, key: {column: id}, name: X}
"""


def packed(chunks: Iterable[bytes]) -> bytes:
    file = io.BytesIO()
    with gzip.open(file, "wb", compresslevel=1) as out:
        for chunk in chunks:
            out.write(chunk)
    return file.getvalue()


def zeros(megabytes: int) -> Iterator[bytes]:
    return (b"0" * 1_000_000 for _ in range(megabytes))


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 58_000_000)
    return file.getvalue()


GOOD_SHEET = workbook([["id"], ["1"]])
FAR_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

MALFORMED: Mapping[str, tuple[str, bytes, str, str]] = {
    "empty": ("a.csv", b"", "", "holds no line"),
    "other encoding": ("a.csv", "id\né\n".encode("latin-1"), "", "not all utf-8"),
    "unclosed quote": ("a.csv", b'id,b\n1,"x\n2,y\n', "", "no table that can be read"),
    "too many cells": ("a.csv", b"id,b\n1,2\n1,2,3\n", "", "record 2 has 3 cells, the header 2"),
    "same name twice": ("a.csv", b"id,b,b\n1,2,3\n", "", "two columns have the name 'b'"),
    "no such column": ("a.csv", b"ID,b\n1,2\n", "", "'id', the table has none"),
    "too many columns": ("a.csv", b"id" + b",x" * 3000 + b"\n", "", "more than 2000 columns"),
    "huge line": ("a.csv", b"id\n" + b"0" * 50_000_000, "", "line has more than 10000000 char"),
    "100 MB line of JSON": (
        "a.jsonl", b'{"id": "' + b"x" * 30_000_000 + b'"}', "", "line has more than"
    ),
    "gzip bomb": ("a.csv.gz", packed(zeros(55)), "", "more than 200 times its size"),
    "too large": ("a.csv", b"0" * 60_000_001, "", "holds more than 60000000 bytes"),
    "cut gzip": ("a.csv.gz", gzip.compress(b"id\n1\n" * 99)[:-9], "", "damaged or incomplete"),
    "cut JSON": ("a.json", b'[{"id": 1}, {"id"', "", "no whole JSON after record 1"),
    "JSON without a list": ("a.json", b'{"id": 1}', "", "no list of records at its top"),
    "JSON of numbers": ("a.json", b"[1, 2]", "", "record 1 is no object"),
    "deep JSON": ("a.json", b'[{"id":' + b"[" * 900 + b"]" * 900 + b"}]", "", "deep"),
    "deep JSON line": ("a.jsonl", b"[" * 99_999, "", "nested too deep"),
    "JSON line that is none": ("a.jsonl", b'{"id": "1"}\nxx\n', "", "line 2: the line is no JSON"),
    "JSON in another encoding": ("a.json", '[{"id": "é"}]'.encode("latin-1"), "", "'encoding'"),
    "JSON in UTF-16": ("a.json", '[{"id": "é"}]'.encode("utf-16"), "", "'encoding' it has"),
    "endless number": ("a.json", b'[{"id": ' + b"1" * 100_000 + b"}]", "", "more than 4000 digits"),
    "cut GeoJSON": ("a.geojson", b'{"features": [{"id": 1}, {"id"', "records: features", "whole"),
    "deep GeoJSON": (
        "a.geojson", b'[{"id":' + b"[" * 60 + b"]" * 60 + b"}]", "", "nested more than 50 deep"
    ),
    "100 MB value of GeoJSON": (
        "a.geojson", b'[{"id": "' + b"x" * 30_000_000, "", "a value has more than"
    ),
    "YAML alias bomb": ("a.yaml", b"- &a {id: 1}\n- *a\n", "", "line 2: aliases"),
    "cut YAML": ("a.yaml", b"- {id: 1}\n- {id: 2", "", "this is no YAML"),
    "YAML in another encoding": ("a.yaml", "- id: é".encode("latin-1"), "", "not UTF-8"),
    "deep YAML": ("a.yaml", b"[" * 5_000, "", "nested more than 20 levels"),
    "huge YAML": ("a.yaml", b"- {id: x}\n" * 500_001, "", "expected at most 5000000"),
    "YAML of words": ("a.yaml", b"- a\n- b\n", "", "record 1 has no names and values"),
    "YAML without a list": ("a.yaml", b"id: 1\n", "", "no list of records at its top"),
    "control character in YAML": ("a.yaml", b'- {id: "a\\x07"}\n', "", "no control characters"),
    "sheet without a header": ("a.xlsx", GOOD_SHEET, "skip_lines: 9", "no header there"),
    "no workbook": ("a.xlsx", b"PK\x03\x04", "", "no XLSX workbook"),
    "cut workbook": ("a.xlsx", GOOD_SHEET[:-40], "", "no XLSX workbook"),
    "zip bomb": ("a.xlsx", bomb(), "", "more than 200 times its size"),
    "far cell": ("a.xlsx", workbook([["id"]], FAR_CELL), "", "too many to be a table"),
    "no such sheet": ("a.xlsx", GOOD_SHEET, "sheet: Other", "no sheet 'Other': expected one of"),
    "no Parquet": ("a.parquet", b"PAR1 no", "", "Parquet file cannot be read"),
    "unknown suffix": ("a.xyz", b"id\n1\n", "", "does not tell its format"),
    "no row at all": ("a.csv", b"id\n", "", "facts: 0 found"),
    "every row refused": ("a.csv", b"id\na b\n", "", "The first refused: row 1, id: expected"),
    "control character": ("a.csv", b"id\na\x07\n", "", "row 1, id: expected no control char"),
    "huge cell": ("a.csv", b"id\n" + b"x" * 100_001, "", "at most 100000 characters"),
    "no key": ("a.csv", b'id,b\n"",2\n', "", "expected a key: the row has none"),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What each malformed file was told."""

    cases = [
        Case(tmp_path_factory.mktemp("malformed"), data, MAPPING % table, name)
        for name, data, table, _ in MALFORMED.values()
    ]
    found = dict(zip(MALFORMED, map(str, load_many(cases)), strict=True))
    assert not any((case.folder / "sorted.nq").exists() for case in cases)
    return found


@pytest.mark.parametrize("name", MALFORMED)
def test_it_is_told_in_one_sentence(told: Mapping[str, str], name: str) -> None:
    assert MALFORMED[name][3] in told[name]
    assert "\n" not in told[name]
    assert "tmp" not in told[name]


WRONG = {
    "unknown key": ("name: X}", "nmae: X}", "did you mean 'name'?"),
    "unknown type": ("type: Agreement", "type: Agrement", "did you mean 'Agreement'?"),
    "unknown kind": ("name: X", "name: X, kind: traety", "did you mean 'treaty'"),
    "no such fact": ("name: X", "name: X, parties: {fact: y}", "no fact before this one"),
    "no such code list": ("name: X", "name: X, kind: {column: k, codes: z}", "no code list"),
    "no date format": ("name: X", "name: X, date: {column: d, format: dmy}", "no date format"),
    "two sources of a value": ("{column: id}", "{column: id, constant: x}", "exactly one of"),
    "item without a list": ("{column: id}", "{column: .id}", "no 'each' around it"),
    "no key": ("key: {column: id}, ", "", "the record's own key"),
    "bad pattern": ("{column: id}", "{column: id, pattern: '('}", "no regular expression"),
    "unknown encoding": ("table: {", "table: {encoding: utf-9", "no known encoding"),
    "alias bomb": ("facts:", "x: &a [b]\ny: *a\nfacts:", "aliases"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_mapping_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    old, new, words = WRONG[name]
    path = tmp_path / "mapping.yaml"
    path.write_text(SOURCE + (MAPPING % "").replace(old, new, 1), "utf-8")
    with pytest.raises(AccordiaError) as caught:
        read_mapping(path)
    assert words in str(caught.value)
    assert ", line " in str(caught.value)
    assert "\n" not in str(caught.value)
