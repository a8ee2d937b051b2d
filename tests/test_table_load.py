"""The command that loads tables: what it says, what it writes, what it leaves alone."""

import gzip
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path
from select import select

import pytest

from graph.store import GraphFolder
from tests.tables import SOURCE
from webapp.commands.table import progress

ACCORDIA = str(Path(sys.executable).with_name("accordia"))
TABLE = "id,when,party,extra\n1,2019,FR,a\n2,someday,DE,b\n3,2021,France,c\n"
MAPPING = (
    SOURCE
    + """\
facts:
- type: Agreement
  key: {column: id}
  name: {template: "Agreement {id}"}
  parties: {territory: {column: party, codes: countries}}
  date: {column: when, format: iso}
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    (tmp_path / "map.yaml").write_text(MAPPING, "utf-8")
    return tmp_path


def load(folder: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [ACCORDIA, "--store", "store", "load", *words]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)


def test_a_table_is_loaded_reported_and_loaded_again_without_change(folder: Path) -> None:
    words = ("table.csv", "--mapping", "map.yaml", "--refused", "refused.csv")
    done = load(folder, *words)
    said = done.stdout.decode()
    assert done.returncode == 0
    assert "rows read: 3, refused: 1, skipped: 0" in said
    assert "Agreement 2" in said
    assert "columns neither used nor ignored: extra" in said
    assert "row 2, when: expected a date (iso), found 'someday'." in said
    assert "version 1" in said
    refused = (folder / "refused.csv").read_text("utf-8").splitlines()
    assert refused == ["what,row,column,value,expected", "refused,2,when,someday,a date (iso)"]
    assert "stays at version 1" in load(folder, *words).stdout.decode()
    manifest = GraphFolder(folder / "store").current()
    assert manifest is not None
    entry = manifest.entry("test")
    assert entry is not None
    assert entry.counts["Agreement"] == 2
    lines = GraphFolder(folder / "store").quads(entry).decode()
    assert "3 rows read, 1 refused" in lines
    assert lines.splitlines() == sorted(set(lines.splitlines()))


def test_a_version_knows_whose_names_a_source_settles(folder: Path) -> None:
    text = MAPPING.replace("language: en}", "language: en, authority: [FR-COM-, ror-]}")
    (folder / "map.yaml").write_text(text, "utf-8")
    assert load(folder, "table.csv", "--mapping", "map.yaml").returncode == 0
    manifest = GraphFolder(folder / "store").current()
    assert manifest is not None
    assert manifest.sources[0].authority == ("FR-COM-", "ror-")


def test_a_dry_run_shows_where_each_value_stands_and_writes_nothing(folder: Path) -> None:
    done = load(folder, "table.csv", "--mapping", "map.yaml", "--dry-run")
    said = done.stdout.decode()
    assert "row 1: Agreement test-1\n  name: Agreement 1  <- id = '1'" in said
    assert "  parties: FR  <- party = 'France'" in said
    assert "  date: 2021  <- when = '2021'" in said
    assert "Nothing was written" in said
    assert not (folder / "store").exists()


def test_standard_input_needs_a_format(folder: Path) -> None:
    packed = gzip.compress(TABLE.encode())
    done = load(folder, "-", "--mapping", "map.yaml", stdin=packed)
    assert done.returncode == 1
    assert "table.format" in done.stderr.decode()
    (folder / "map.yaml").write_text(MAPPING + "table: {format: csv}\n", "utf-8")
    assert load(folder, "-", "--mapping", "map.yaml", stdin=packed).returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("no.csv", "--mapping", "map.yaml"), "no.csv: cannot be read: No such file"),
        (("table.csv", "--mapping", "nothing"), "neither a file nor a bundled mapping (copyright"),
        (("table.csv", "x.csv", "--mapping", "map.yaml"), "one table at a time"),
        (("table.csv", "--dry-run"), "say --mapping too"),
        (("table.csv", "--mapping", "map.yaml", "--refused", "no/x.csv"), "cannot be written"),
        (("short.csv", "--mapping", "many.yaml"), "rows: 3 found where the mapping expects"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_graph_stays(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    expected = SOURCE.replace("language: en}", "language: en, expected: {rows: 4}}")
    (folder / "many.yaml").write_text(MAPPING.replace(SOURCE, expected), "utf-8")
    (folder / "short.csv").write_text(TABLE, "utf-8")
    done = load(folder, *words)
    assert done.returncode == 1
    assert sentence in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (folder / "store" / "manifest.json").exists()


def test_memory_is_bounded(folder: Path) -> None:
    """One cell of 100 MB in a single line is never held whole."""
    big = b'[{"id": "' + b"x" * 100_000_000 + b'"}]'
    (folder / "big.json").write_bytes(big)
    done = load(folder, "big.json", "--mapping", "map.yaml")
    assert b"a value has more than 10000000 bytes" in done.stderr
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_shows_a_bar_with_pace_and_remaining_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown, terminal = pty.openpty()
    with os.fdopen(shown, "rb", buffering=0) as screen, os.fdopen(terminal, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        with progress("table.csv") as tell:
            time.sleep(1.1)  # the bar reckons the remaining time once a second
            tell(4000, 0.5)
            tell(6000, 0.75)
        read = b""
        while select([screen], [], [], 0.2)[0]:
            read += screen.read(10_000)
    said = read.decode()
    assert "Reading table.csv" in said
    assert "75%" in said
    assert re.search(r"6,000 rows, [1-9][\d,]* a second", said)
    assert re.search(r"\d\d:\d\d:\d\d", said)


def test_elsewhere_a_line_now_and_then_has_the_same_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress("table.csv") as tell:
        tell(100, 0.01)
        tell(30_000, 0.5)
    said = capsys.readouterr().err
    assert re.fullmatch(
        r"table.csv: 30,000 rows, [\d,]+ a second, 50% of the file, \d+ s left\n", said
    )


def test_polars_stays_out_of_the_process_that_serves() -> None:
    code = (
        "import sys, webapp.cli, webapp.commands.table, loaders.table.process; "
        "sys.exit('polars' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
