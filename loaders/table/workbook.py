"""XLSX: a sheet of a workbook, checked before it is opened; formulas count as what they show."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from fastexcel import FastExcelError, read_excel

from loaders.table.delimited import MOST_COLUMNS, header
from loaders.table.mapping import Table
from loaders.table.opened import Opened, Row
from loaders.table.spool import bomb, is_bomb, too_large
from loaders.values import suggestion
from loaders.yamlfile import FileProblem

_CELL = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"')
MOST_CELLS = 50_000_000


def open_workbook(plain: Path, table: Table, most: int) -> Opened:
    """Return the rows of a sheet: the one that the mapping names, else the first.

    Raises FileProblem.
    """
    _refuse_bombs(plain, most)
    try:
        frame = _frame(plain, table)
    except (pl.exceptions.PolarsError, FastExcelError) as error:
        reason = str(error).partition("\n")[0].strip().rstrip(".")
        raise FileProblem(plain, None, f"this workbook cannot be read: {reason}.") from None
    if not frame.columns:
        reason = "the sheet has no header there: say which 'sheet', and how many 'skip_lines'."
        raise FileProblem(plain, None, reason)
    columns = header(plain, frame.columns, table)
    read = 0

    def rows() -> Iterator[Row]:
        nonlocal read
        for number, cells in enumerate(frame.iter_rows(), 1):
            read = number
            yield number, dict(zip(columns, cells, strict=True))

    return Opened(rows(), columns, lambda: read / max(frame.height, 1))


def _frame(plain: Path, table: Table) -> pl.DataFrame:
    book = read_excel(plain)
    name = table.sheet if table.sheet is not None else 0
    if table.sheet is not None and table.sheet not in book.sheet_names:
        hint = suggestion(table.sheet, book.sheet_names)
        raise FileProblem(plain, None, f"the workbook has no sheet {table.sheet!r}: {hint}")
    first = table.skip_lines
    sheet = book.load_sheet(
        name,
        header_row=None if table.columns else first,
        skip_rows=first if table.columns else 0,
        dtypes="string",
        skip_whitespace_tail_rows=True,
    )
    return sheet.to_polars()


def _refuse_bombs(plain: Path, most: int) -> None:
    try:
        with zipfile.ZipFile(plain) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members)
            if unpacked > most:
                raise too_large(plain, most)
            if is_bomb(unpacked, packed):
                raise bomb(plain)
            for member in members:
                if member.filename.startswith("xl/worksheets/"):
                    _refuse_far_cells(plain, archive, member)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise FileProblem(plain, None, "this is no XLSX workbook, or an incomplete one.") from None


def _refuse_far_cells(plain: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A sheet is read as a rectangle: two cells far apart would fill the memory."""
    width = height = 0
    with archive.open(member) as file:
        rest = b""
        while chunk := file.read(1 << 20):
            for column, row in _CELL.findall(rest + chunk):
                width, height = max(width, _number(column)), max(height, int(row))
            rest = chunk[-200:]
    if width > MOST_COLUMNS or width * height > MOST_CELLS:
        reason = f"a sheet has {width} columns and {height} rows: too many to be a table."
        raise FileProblem(plain, None, reason)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
