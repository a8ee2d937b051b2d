"""What people decided about pairs: a table that can be read, shared and versioned."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.errors import AccordiaError

COLUMNS = ("one", "other", "decision", "by", "date", "note")
VERDICTS = ("same", "different", "later")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = 2000
_NO_ADDRESS = re.compile(r'[\x00-\x20\x7f<>"{}|^`\\]')
"""What no IRI may hold (RFC 3987)."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class BadDecision(AccordiaError):
    """A row of a table of decisions that cannot be read."""

    def __init__(self, file: str, row: int, column: str, expected: str) -> None:
        self.file, self.row, self.column, self.expected = file, row, column, expected
        super().__init__(f"{file}, row {row}, column {column!r}: expected {expected}.")


class NoTable(AccordiaError):
    """A table of decisions that is no CSV."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: this is no CSV table: {reason}.")


@dataclass(frozen=True, slots=True)
class Decision:
    """One pair and what was decided of it."""

    one: str
    """Address below the base (``territory/FR-COM-59350``) or a whole IRI; the smaller first."""
    other: str
    decision: str
    by: str = ""
    date: str = ""
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two addresses."""
        return self.one, self.other


Decisions = Mapping[tuple[str, str], Decision]


def decided(decisions: Decisions, one: str, other: str) -> str:
    """Return what was decided of a pair, nothing where nothing was."""
    found = decisions.get((one, other))
    return found.decision if found else ""


def as_mapping(decisions: Iterable[Decision]) -> Decisions:
    """Return decisions by their pair; the last one of a pair stands."""
    return {decision.pair: decision for decision in decisions}


def read_decisions(text: str, file: str) -> list[Decision]:
    """Return the decisions of a CSV table. Raises BadDecision, NoTable.

    Spreadsheets write semicolons in countries where the comma is that of decimals.
    """
    try:
        return _decisions(text, file)
    except csv.Error as error:
        raise NoTable(file, str(error)) from None


def _decisions(text: str, file: str) -> list[Decision]:
    delimiter = "," if "," in text.partition("\n")[0] else ";"
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise BadDecision(file, 1, missing[0], f"the columns {', '.join(COLUMNS)}")
    found: dict[tuple[str, str], Decision] = {}
    for number, row in enumerate(rows, 2):
        decision = _decision(row, number, file)
        before = found.setdefault(decision.pair, decision)
        if before.decision != decision.decision:
            told = f"{before.decision!r}, as a row before says of the same two"
            raise BadDecision(file, number, "decision", told)
        found[decision.pair] = decision
    return list(found.values())


def _decision(row: Mapping[str, str | None], number: int, file: str) -> Decision:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name, cell in cells.items():
        if len(cell) > LONGEST:
            raise BadDecision(file, number, name, f"at most {LONGEST} characters")
        if _CONTROL.search(cell):
            raise BadDecision(file, number, name, "no control characters")
    for name in ("one", "other"):
        if not cells[name] or _NO_ADDRESS.search(cells[name]):
            raise BadDecision(file, number, name, "the address of a thing")
    if cells["one"] == cells["other"]:
        raise BadDecision(file, number, "other", "another thing than in the column 'one'")
    if cells["decision"] not in VERDICTS:
        raise BadDecision(file, number, "decision", f"one of {', '.join(VERDICTS)}")
    if cells["date"] and not _is_day(cells["date"]):
        raise BadDecision(file, number, "date", "a day as YYYY-MM-DD")
    cells["one"], cells["other"] = sorted((cells["one"], cells["other"]))
    return Decision(**cells)


def _is_day(text: str) -> bool:
    try:
        return DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Return the table, sorted: the same decisions, the same text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for decision in sorted(decisions, key=lambda one: one.pair):
        writer.writerow(getattr(decision, name) for name in COLUMNS)
    return file.getvalue()
