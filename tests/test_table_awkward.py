"""Spreadsheets as offices send them: each loads with a mapping alone, and tells what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

from loaders.table.process import read_table
from tests.tables import SOURCE, Case, load_table, workbook

PARTNERS = "SELECT ?tie ?party WHERE { ?tie a acc:Tie ; acc:party ?party }"
FRENCH = """\
Export du 12/03/2024;;;
;;;
Commune;Jumelages;Date;Thème
;Ville(s) et pays;du serment;
Besançon;Fribourg (Allemagne) / Hartford (États-Unis);12 mars 2004;Culture
Lille;Naplouse (Palestine);03/2004;
Amiens;Görlitz (Allemagne) / Tours (Atlantide);2004-2007;Culture
Œuilly;Gand (Belgique);vers 1998;
"""
TOWNS = """\
table: {separator: ";", encoding: cp1252, skip_lines: 4, columns: [town, twins, date, theme]}
facts:
- {id: here, type: Territory, key: {column: town, slug: true}, name: {column: town}}
- id: there
  type: Territory
  each: {column: twins, split: " / "}
  key: {column: ., slug: true}
  name: {column: ., pattern: '^(.*?) *\\('}
  within: {territory: {column: ., pattern: '\\((.*)\\)', codes: [countries, countries-fr]}}
- type: Twinning
  each: {column: twins, split: " / "}
  name: {template: "{town} – {.}"}
  parties: [{fact: here}, {territory: {column: ., slug: true}}]
  date: {column: date, format: [day-first, words]}
  themes: {column: theme, codes: {Culture: culture}}
"""


IN_FRENCH = SOURCE.replace("language: en", "language: fr")
MATRIX = """\
table: {separator: ";"}
facts:
- {id: town, type: Territory, key: {column: Town, slug: true}, name: {column: Town}}
- type: Twinning
  when: {column: Lille, one_of: [X, x]}
  name: X
  parties: [{fact: town}, {territory: lille}]
- type: Twinning
  when: {column: Turin, one_of: [X, x]}
  name: X
  parties: [{fact: town}, {territory: turin}]
"""
SHEET = """\
table: {skip_lines: 1}
facts:
- {type: Agreement, key: {column: Ref}, name: X, parties: {territory: {columns: [A, B]}}}
"""
PROJECTS = """\
table: {records: result.items}
facts:
- id: town
  type: Territory
  each: {column: "who[]"}
  when: {column: .kind, one_of: town}
  key: {column: .name, slug: true}
  name: {column: .name}
- type: Project
  key: {column: id}
  name: X
  parties: [{fact: town}, {territory: {column: "who[].insee", prefix: FR-COM-}}]
"""


def dry_run(case: Case) -> tuple[str, ...]:
    return read_table(replace(case.request(), dry_run=9)).shown


def french(folder: Path) -> Case:
    data = FRENCH.replace("\n", "\r\n").encode("cp1252")
    return Case(folder, data, TOWNS, "jumelages.csv", IN_FRENCH)


def test_towns_and_their_countries_in_one_cell(tmp_path: Path) -> None:
    loaded = load_table(french(tmp_path))
    assert loaded.rows("SELECT ?name ?in WHERE { ?t acc:within ?in ; skos:prefLabel ?name }") == [
        ("Fribourg", "territory/DE"), ("Gand", "territory/BE"),
        ("Hartford", "territory/US"), ("Naplouse", "territory/PS"),
    ]  # fmt: skip
    assert loaded.rows("SELECT DISTINCT ?d WHERE { ?t a acc:Twinning ; acc:date ?d }") == [
        ("1998~",), ("2004-03",), ("2004-03-12",),
    ]  # fmt: skip


def test_a_refusal_names_the_column_that_the_cell_was_split_from(tmp_path: Path) -> None:
    report = load_table(french(tmp_path)).outcome.report
    assert [str(one) for one in report.refusals] == [
        "row 3, twins: expected a value of the code list, found 'Atlantide'."
    ]
    assert report.unresolved == 1


def test_a_dry_run_shows_both_ends_of_a_span_and_no_empty_columns(tmp_path: Path) -> None:
    mapping = (
        "facts:\n- {type: Agreement, key: {column: id}, name: X, date: {column: d, format: words},"
        " parties: {territory: {columns: [p1, p2, p3]}}}\n"
    )
    shown = dry_run(Case(tmp_path, b"id,d,p1,p2,p3\n1,2004-2007,FR,,DE\n", mapping))
    assert "  date: 2004  <- d = '2004-2007'" in shown
    assert "  end: 2007  <- d = '2004-2007'" in shown
    assert "  parties: FR, DE  <- p1 = 'FR', p3 = 'DE'" in shown


def test_a_matrix_of_towns(tmp_path: Path) -> None:
    table = b"Town;Lille;Turin\nLille;;X\nTurin;x;\nAmiens;;\n"
    loaded = load_table(Case(tmp_path, table, MATRIX))
    assert loaded.rows("SELECT DISTINCT ?t WHERE { ?t a acc:Twinning }") == [
        ("twinning/lille--turin",)
    ]
    assert loaded.outcome.report.merged == 1


def test_a_workbook_with_a_title_above_its_header(tmp_path: Path) -> None:
    data = workbook([["Our agreements"], ["Ref", "A", "B"], ["1", "FR", "DE"]])
    loaded = load_table(Case(tmp_path, data, SHEET, "a.xlsx"))
    assert loaded.rows(PARTNERS) == [
        ("agreement/test-1", "territory/DE"), ("agreement/test-1", "territory/FR")
    ]  # fmt: skip


def test_partners_of_several_kinds_in_nested_json(tmp_path: Path) -> None:
    who = [{"kind": "town", "name": "Turin"}, {"kind": "commune", "insee": "59350"}]
    data = json.dumps({"result": {"items": [{"id": "P", "who": who}, {"id": "Q", "who": []}]}})
    loaded = load_table(Case(tmp_path, data.encode(), PROJECTS, "a.json"))
    assert loaded.rows(PARTNERS) == [
        ("project/test-P", "territory/FR-COM-59350"), ("project/test-P", "territory/turin")
    ]  # fmt: skip
    assert loaded.outcome.report.without_parties == 1


def test_yaml_with_its_list_deep_inside(tmp_path: Path) -> None:
    mapping = SHEET.replace("skip_lines: 1", "records: our.list")
    data = b"our:\n  list:\n  - {Ref: 1, A: NO, B: DE}\n"
    assert load_table(Case(tmp_path, data, mapping, "a.yaml")).rows(PARTNERS) == [
        ("agreement/test-1", "territory/DE"), ("agreement/test-1", "territory/NO")
    ]  # fmt: skip


def test_a_second_row_with_a_key_is_refused_unless_rows_complete_each_other(
    tmp_path: Path,
) -> None:
    mapping = SHEET.replace("skip_lines: 1", "")
    report = load_table(Case(tmp_path, b"Ref,A,B\n1,FR,DE\n1,FR,IT\n", mapping)).outcome.report
    assert [(one.row, one.column) for one in report.refusals] == [(2, "key")]
