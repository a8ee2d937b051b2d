"""What a row could not become, and why."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import AccordiaError

SHOWN = 80


class Refused(AccordiaError):
    """One cell that keeps its row from becoming facts: which, what it holds, what was expected."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        self.column, self.value, self.expected = column, brief(value), expected
        super().__init__(f"{column}: expected {expected}, found {self.value!r}.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused row."""

    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: expected {self.expected}, found {self.value!r}."


def brief(text: str) -> str:
    """Return the text, cut where it is long, its control characters written out."""
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def write_refusals(path: Path, refusals: Iterable[Refusal]) -> None:
    """Write the refused rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "column", "value", "expected"])
        for refusal in refusals:
            writer.writerow([refusal.row, refusal.column, refusal.value, refusal.expected])
