"""What a row could not become, and why."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.errors import AccordiaError
from loaders.yamlfile import FileProblem

SHOWN = 80


class Refused(AccordiaError):
    """One cell that keeps its row from becoming facts: which, what it holds, what was expected."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        self.column, self.value, self.expected = brief(column), brief(value), expected
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


class RefusalFile:
    """The refused rows as CSV, written as they come; without a path, nothing is written."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> "RefusalFile":
        if self._path:
            try:
                self._file = open(self._path, "w", encoding="utf-8", newline="")
            except OSError as error:
                reason = f"cannot be written: {error.strerror}."
                raise FileProblem(Path(self._path), None, reason) from None
            csv.writer(self._file).writerow(["row", "column", "value", "expected"])
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, refusal: Refusal) -> None:
        """Add a refused row, or a value that was set aside."""
        if self._file is not None:
            row = [refusal.row, refusal.column, refusal.value, refusal.expected]
            csv.writer(self._file).writerow(row)
