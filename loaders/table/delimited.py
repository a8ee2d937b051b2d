"""CSV and TSV: polars reads, everything as words."""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from loaders.table.mapping import Table
from loaders.table.opened import Opened, Row
from loaders.table.spool import utf8_lines
from loaders.yamlfile import FileProblem

BATCH = 5_000
MOST_COLUMNS = 2_000


def open_delimited(plain: Path, table: Table, folder: Path, default: str) -> Opened:
    """Return the rows of a file with separators. Raises FileProblem."""
    path = folder / "lines"
    lines = utf8_lines(plain, path, table.encoding, table.skip_lines)
    separator = table.separator or default
    _check_width(plain, path, separator)
    frame = pl.scan_csv(
        path,
        has_header=not table.columns,
        separator=separator,
        quote_char=table.quote or None,
        infer_schema=False,
        glob=False,
    )
    try:
        names = frame.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise FileProblem(plain, None, _reason(error)) from None
    columns = header(plain, names, table)
    read = 0

    def rows() -> Iterator[Row]:
        nonlocal read
        for row in _rows(plain, frame, columns, (path, separator, table.quote)):
            read = row[0]
            yield row

    return Opened(rows(), columns, lambda: read / max(lines, 1))


def header(plain: Path, names: list[str], table: Table) -> tuple[str, ...]:
    """Return the names of the columns: the file's, or those that the mapping gives.

    Raises FileProblem.
    """
    if table.columns and len(table.columns) != len(names):
        reason = f"the file has {len(names)} columns, the mapping names {len(table.columns)}."
        raise FileProblem(plain, None, reason)
    twice = [name for name in names if "_duplicated_" in name] if not table.columns else []
    if twice:
        name = twice[0].rsplit("_duplicated_", 1)[0]
        reason = f"two columns have the name {name!r}: skip the header and name the 'columns'."
        raise FileProblem(plain, None, reason)
    return tuple(name.strip() for name in table.columns or names)


def _rows(
    plain: Path, frame: pl.LazyFrame, columns: tuple[str, ...], form: tuple[Path, str, str]
) -> Iterator[Row]:
    number = 0
    try:
        for batch in frame.collect_batches(chunk_size=BATCH, maintain_order=True):
            for cells in batch.iter_rows():
                number += 1
                yield number, dict(zip(columns, cells, strict=True))
    except pl.exceptions.PolarsError as error:
        raise FileProblem(plain, None, _ragged(*form, len(columns)) or _reason(error)) from None


def _check_width(plain: Path, path: Path, separator: str) -> None:
    with path.open(encoding="utf-8") as file:
        first = file.readline()
    if not first:
        raise FileProblem(plain, None, "the file holds no line.")
    if first.count(separator) >= MOST_COLUMNS:
        raise FileProblem(plain, 1, f"the file has more than {MOST_COLUMNS} columns.")


def _ragged(path: Path, separator: str, quote: str, width: int) -> str | None:
    """Say which record has too many cells: polars does not."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        if quote:
            reader = csv.reader(file, delimiter=separator, quotechar=quote)
        else:
            reader = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE)
        for number, cells in enumerate(reader):
            if len(cells) > width:
                return f"record {number} has {len(cells)} cells, the header {width}."
    return None


def _reason(error: Exception) -> str:
    first = str(error).partition("\n")[0].strip().rstrip(".:")
    if "not properly escaped" in str(error):
        first = "a quoted cell is never closed"
    return f"this is no table that can be read: {first[:200]}."
