"""A table of any format, opened."""

from pathlib import Path

from loaders.table.mapping import Table
from loaders.table.opened import Opened
from loaders.table.spool import Plain
from loaders.yamlfile import FileProblem

SUFFIXES = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".json": "json",
    ".geojson": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
}  # fmt: skip


def open_table(plain: Plain, table: Table, folder: Path, most: int) -> Opened:
    """Return the table in a plain file. Raises FileProblem."""
    # polars may only be imported in the process that reads tables
    from loaders.table.delimited import open_delimited
    from loaders.table.json_records import open_json, open_json_lines
    from loaders.table.parquet import open_parquet
    from loaders.table.workbook import open_workbook

    match table.format or SUFFIXES.get(Path(plain.name).suffix.lower()):
        case "csv":
            return open_delimited(plain.path, table, folder, ",")
        case "tsv":
            return open_delimited(plain.path, table, folder, "\t")
        case "xlsx":
            return open_workbook(plain.path, table, most)
        case "json":
            return open_json(plain.path, table)
        case "jsonl":
            return open_json_lines(plain.path, table)
        case "parquet":
            return open_parquet(plain.path)
    known = "csv, tsv, xlsx, json, jsonl or parquet"
    reason = f"its name does not tell its format: say table.format, one of {known}."
    raise FileProblem(plain.path, None, reason)
