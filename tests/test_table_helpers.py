"""Rows shared out among processes give what one process gives."""

import json
import os
import subprocess
import sys
from collections import Counter
from multiprocessing import Pipe
from pathlib import Path

import pytest

from loaders.table.helpers import BATCH_ROWS, Helper, HelperDied
from loaders.table.process import TableProblem, outcome_of, read_table
from tests.tables import Case

ALONE = (
    "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
    "from loaders.table.worker import main; sys.exit(main())"
)
MAPPING = """\
table: {format: jsonl}
ignore: left
facts:
- id: town
  type: Territory
  key: {column: town, slug: true}
  name: {column: name}
  latitude: {column: lat}
  within: {territory: {column: land, codes: {X: FR}, unlisted: leave-out}}
- type: Territory
  mention: true
  key: {column: near, slug: true}
  name: {column: near}
- type: Agreement
  key: {column: id}
  name: {template: "Agreement {id}"}
  parties: {fact: town}
  themes: {column: theme, codes: {a: culture}, unlisted: leave-out}
  date: {column: when, format: iso, unreadable: leave-out}
"""
ROWS = 6 * BATCH_ROWS


def records() -> list[dict[str, object]]:
    """Rows that tell of towns again and again, differ, repeat keys, or are refused."""
    return [
        {
            "id": "7" if row % 400 == 399 else str(row),
            "town": f"town {row % 613}",
            "name": f"Town {row % 613}" + ("!" if row % 301 == 300 else ""),
            "near": f"town {row % 700}",
            "land": "Y" if row % 150 == 149 else "X",
            "lat": "100" if row % 173 == 172 else row % 17,
            "theme": "a" if row % 2 else "b",
            "when": "never" if row % 90 == 89 else "2019",
            "left": {"late": 1} if row == ROWS - 1 else None,
        }
        for row in range(ROWS)
    ]


def lines(rows: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_the_order_of_rows_decides_and_not_the_processes(tmp_path: Path) -> None:
    case = Case(tmp_path, lines(records()), MAPPING, "table.jsonl")
    asked = case.request(str(tmp_path / "refused.csv"))
    shared = read_table(asked)
    files = [Path(name) for name in (asked.target, asked.refused, asked.kept)]
    _, refused, kept = written = [file.read_bytes() for file in files]
    command = [sys.executable, "-c", ALONE, asked.to_json()]
    done = subprocess.run(command, capture_output=True, check=True)
    alone = outcome_of(json.loads(done.stdout.splitlines()[-1])["result"])
    assert [file.read_bytes() for file in files] == written
    for report in (shared.report, alone.report):
        report.seconds = report.megabytes = 0
    assert shared == alone
    report = shared.report
    assert (report.rows, report.refused, report.differences) > (ROWS - 1, 8, 8)
    assert set(report.left_out) == {"theme", "when", "land"}
    assert report.unresolved == report.left_out["land"] > 8
    assert b"row 8 has it" in refused
    told = Counter(line.partition(b",")[0] for line in kept.splitlines()[1:])
    assert told == {
        b"refused": report.refused,
        b"differs": report.differences,
        b"left out": report.left_out["when"],
    }
    assert report.told == report.listed == told.total()


def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path: Path) -> None:
    data = lines(records()) + b"{\n"
    case = Case(tmp_path, data, MAPPING, "table.jsonl")
    with pytest.raises(TableProblem, match=rf"table.jsonl, line {ROWS + 1}: the line is no JSON"):
        read_table(case.request())


def test_a_helper_that_is_gone_is_told_in_a_sentence() -> None:
    connection, other = Pipe()
    other.close()
    helper = Helper(connection, 512)
    with pytest.raises(HelperDied, match="more than the 512 MB"):
        helper.hear()
    with pytest.raises(HelperDied, match="ACCORDIA_TABLE_MEMORY"):
        helper.send([(1, {})])


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    case = Case(tmp_path, lines(records()), MAPPING, "table.jsonl")
    command = [sys.executable, "-m", "loaders.table.worker", case.request().to_json()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.read()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
