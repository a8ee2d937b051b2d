"""Parquet: polars reads, cells become words."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from loaders.table.delimited import MOST_COLUMNS
from loaders.table.opened import Opened, Row
from loaders.yamlfile import FileProblem

BATCH = 5_000


def open_parquet(plain: Path) -> Opened:
    """Return the rows of a Parquet file. Raises FileProblem."""
    frame = pl.scan_parquet(plain, glob=False)
    try:
        columns = tuple(frame.collect_schema().names())
        height = frame.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as error:
        raise _unreadable(plain, error) from None
    if len(columns) > MOST_COLUMNS:
        raise FileProblem(plain, None, f"the file has more than {MOST_COLUMNS} columns.")
    read = 0

    def rows() -> Iterator[Row]:
        nonlocal read
        try:
            for batch in frame.collect_batches(chunk_size=BATCH, maintain_order=True):
                for record in batch.iter_rows(named=True):
                    read += 1
                    yield read, {name: _written(value) for name, value in record.items()}
        except pl.exceptions.PolarsError as error:
            raise _unreadable(plain, error) from None

    return Opened(rows(), columns, lambda: read / max(height, 1))


def _unreadable(plain: Path, error: Exception) -> FileProblem:
    reason = str(error).partition("\n")[0].strip().rstrip(".")[:200]
    return FileProblem(plain, None, f"this Parquet file cannot be read: {reason}.")


def _written(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return value
