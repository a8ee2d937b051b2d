"""What a row could not become, and why."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.errors import AccordiaError
from loaders.yamlfile import FileProblem

SHOWN = 80
REFUSED, LEFT_OUT, DIFFERS = "refused", "left out", "differs"
HEADER = ("what", "row", "column", "value", "expected")
KEPT_BYTES = 5_000_000
"""How long the list may be that is kept with the version."""


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
    what: str = REFUSED
    """What became of it: the row is refused, or only the value is set aside."""

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: expected {self.expected}, found {self.value!r}."


def brief(text: str) -> str:
    """Return the text, cut where it is long, its control characters written out."""
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


class RefusalFile:
    """The refused rows as CSV, written as they come; without a path, nothing is written.

    Where there is a limit of bytes, it ends with the last row before it.
    """

    def __init__(self, path: str, most: int | None = None) -> None:
        self.told = 0
        self.listed = 0
        self._path = path
        self._most = most
        self._bytes = 0
        self._file: IO[str] | None = None

    def __enter__(self) -> "RefusalFile":
        if self._path:
            try:
                self._file = open(self._path, "w", encoding="utf-8", newline="")
            except OSError as error:
                reason = f"cannot be written: {error.strerror}."
                raise FileProblem(Path(self._path), None, reason) from None
            self._file.write(_line(HEADER))
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, refusal: Refusal) -> None:
        """Add a refused row, or a value that was set aside."""
        self.told += 1
        if self._file is None:
            return
        line = _line([str(getattr(refusal, name)) for name in HEADER])
        self._bytes += len(line.encode())
        if self._most is None or self._bytes <= self._most:
            self._file.write(line)
            self.listed += 1


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
