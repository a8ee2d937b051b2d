"""CSV for spreadsheets: nothing in it runs as a formula."""

import csv
import io
from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that spreadsheets run (OWASP, CSV Injection)."""

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"


def safe_cell(text: str) -> str:
    """Return the text as a cell that is shown and never run."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain_cell(text: str) -> str:
    """Return what ``safe_cell`` made a cell of: such a table may come back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def spreadsheet(lines: Iterable[Iterable[object]]) -> bytes:
    """Return lines as CSV; numbers stay numbers, words are made safe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([_cell(one) for one in line] for line in lines)
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return "" if value is None else safe_cell(str(value))
