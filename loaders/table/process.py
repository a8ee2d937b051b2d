"""Start the process that reads a table, and hear what it says."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from graph.errors import AccordiaError
from graph.store import Entry
from loaders.table.report import Report
from loaders.table.request import Request

Progress = Callable[[int, float], None]


class TableProblem(AccordiaError):
    """What the process that reads tables could not do, in its own words."""


class ReaderDied(AccordiaError):
    """The process that reads tables ended without an answer."""

    def __init__(self, request: Request, code: int, said: str) -> None:
        self.request, self.code, self.said = request, code, said
        hint = (
            f": it may need more than the {request.megabytes} MB of ACCORDIA_TABLE_MEMORY"
            if code < 0
            else ""
        )
        super().__init__(f"Reading {request.shown} failed ({said or f'exit code {code}'}){hint}.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table."""

    report: Report
    entry: Entry | None = None
    shown: tuple[str, ...] = ()
    """The first facts, in a dry run."""


def read_table(request: Request, on_progress: Progress = lambda rows, done: None) -> Outcome:
    """Read a table in a process of its own. Raises TableProblem, ReaderDied."""
    command = [sys.executable, "-m", "loaders.table.worker", request.to_json()]
    with TemporaryFile() as errors:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as process:
            answer = _heard(process, on_progress)
        if "problem" in answer:
            raise TableProblem(answer["problem"])
        if "result" not in answer:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise ReaderDied(request, process.returncode, said[-1][:200] if said else "")
    return outcome_of(answer["result"])


def _heard(process: subprocess.Popen[bytes], on_progress: Progress) -> dict[str, Any]:
    """Pass progress on and return the last message."""
    assert process.stdout is not None
    message: dict[str, Any] = {}
    for line in process.stdout:
        with suppress(json.JSONDecodeError):
            message = json.loads(line)
            if "rows" in message:
                on_progress(message["rows"], message["done"])
    return message


def outcome_of(result: dict[str, Any]) -> Outcome:
    """Return what the process that reads tables answered."""
    report = Report.from_data(result["report"])
    shown = tuple(result.get("shown", ()))
    if "entry" not in result:
        return Outcome(report, shown=shown)
    return Outcome(report, Entry.model_validate(result["entry"] | {"report": report.kept()}), shown)
