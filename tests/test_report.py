"""The report of a load: kept with the version, the same for the same file, told by the command."""

import csv
import io
from pathlib import Path

import pytest

from graph.store import DamagedFile, GraphFolder, GraphWriter, LoadReport
from loaders.load import load
from loaders.table.refusals import Refusal, RefusalFile
from tests.engines import BASE
from tests.factfiles import GOOD, write
from tests.reports import TABLE, accordia, load_doubts


def refused(store: GraphFolder) -> list[dict[str, str]]:
    manifest = store.current()
    assert manifest is not None
    (entry,) = manifest.sources
    return list(csv.DictReader(io.StringIO(store.refused(entry).decode(), newline="")))


def test_the_report_of_a_table_is_kept_with_its_version(tmp_path: Path) -> None:
    store, entry = load_doubts(tmp_path)
    assert entry.report == LoadReport(
        kind="table",
        rows=6,
        blank=1,
        skipped=0,
        refused=3,
        unresolved=4,
        joined=0,
        differences=0,
        left_out={"country": 2},
        undated=1,
        unused=("more",),
        told=3,
        listed=3,
    )
    rows = [tuple(row.values()) for row in refused(store)]
    assert rows == [
        ("refused", "2", "when", "someday", "a date (iso)"),
        ("refused", "3", "party", "=1+1", "a value of the code list"),
        ("refused", "7", "party", "<b>XX</b>", "a value of the code list"),
    ]


def test_the_same_file_makes_no_new_version_and_another_one_keeps_both_lists(
    tmp_path: Path,
) -> None:
    store, first = load_doubts(tmp_path)
    _, again = load_doubts(tmp_path)
    assert again == first
    _, mended = load_doubts(tmp_path, TABLE.replace("someday", "2020"))
    assert store.stamp() != (0, 0)
    assert mended.refused != first.refused
    assert store.refused_path(first.refused).is_file(), "an older version still names it"
    _, whole = load_doubts(tmp_path, "\n".join(TABLE.splitlines()[:2]) + "\n")
    assert (whole.refused, whole.report and whole.report.refused) == ("", 0)
    accordia(store.path, "versions", "--restore", "1")
    assert len(refused(store)) == 3


def test_a_changed_list_is_damage_that_is_seen(tmp_path: Path) -> None:
    store, entry = load_doubts(tmp_path)
    store.refused_path(entry.refused).write_text("what,row\n")
    with pytest.raises(DamagedFile, match="is damaged"):
        store.refused(entry)


def test_a_list_that_grows_too_long_ends_with_a_whole_row(tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    with RefusalFile(str(path), most=200) as file:
        for row in range(50):
            file.write(Refusal(row, "when", "some\nday" * (row % 3), "a date"))
    with path.open(newline="") as listed:
        _, *rows = csv.reader(listed)
    assert (file.told, file.listed) == (50, len(rows))
    assert [row[1] for row in rows] == [str(number) for number in range(len(rows))]
    assert 2 < file.listed < 10
    assert path.stat().st_size < 300


def test_fact_files_and_rdf_have_a_report_too(tmp_path: Path) -> None:
    writer = GraphWriter(tmp_path / "store", BASE)
    turtle = f"""@prefix acc: <{BASE}ontology#> .
    <urn:one> a acc:Agreement , acc:Tie ; acc:cooperatesWith <urn:other> .
    <urn:two> a acc:Twinning , acc:Tie ; acc:party <urn:a> ; acc:date "2001" ."""
    (tmp_path / "more.ttl").write_text(turtle)
    undated = GOOD.replace("slug: test", "slug: facts")
    names = [str(write(tmp_path, undated)), str(tmp_path / "more.ttl")]
    facts, more = load(writer, names).sources
    assert facts.report is not None
    assert (facts.report.kind, facts.report.rows, facts.report.refused) == ("facts", 2, None)
    left_out = {"acc:cooperatesWith": 1}
    assert more.report == LoadReport(kind="rdf", undated=1, without_parties=1, left_out=left_out)


def test_the_command_tells_the_report_of_one_source(tmp_path: Path) -> None:
    store, entry = load_doubts(tmp_path)
    told = accordia(store.path, "sources", "doubts").output
    assert "rows read: 6, refused: 3, skipped: 0" in told
    assert "names of territories and institutions that no code list has: 4" in told
    assert "values of country left out, as nothing says what they mean: 2" in told
    assert entry.sha256 in told
    assert f"row by row: 3, in {store.refused_path(entry.refused)}" in told
    missing = accordia(store.path, "sources", "nowhere")
    assert missing.exit_code == 1
    assert "'nowhere' is not loaded" in missing.stderr
