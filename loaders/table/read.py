"""A table of any format, opened.

polars is imported where a format needs it: only in the process that reads tables.
"""

from pathlib import Path

from loaders.table.json_records import open_json, open_json_lines
from loaders.table.mapping import Table
from loaders.table.opened import Opened
from loaders.table.spool import Plain
from loaders.table.yaml_records import open_yaml
from loaders.yamlfile import FileProblem

SUFFIXES = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".json": "json",
    ".geojson": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".yaml": "yaml", ".yml": "yaml",
}  # fmt: skip
RECORDS = {"json": open_json, "jsonl": open_json_lines, "yaml": open_yaml}


def open_table(plain: Plain, table: Table, folder: Path, most: int) -> Opened:
    """Return the table in a plain file. Raises FileProblem."""
    match table.format or SUFFIXES.get(Path(plain.name).suffix.lower()):
        case "csv":
            return _delimited(plain.path, table, folder, ",")
        case "tsv":
            return _delimited(plain.path, table, folder, "\t")
        case "xlsx":
            from loaders.table.workbook import open_workbook

            return open_workbook(plain.path, table, most)
        case "parquet":
            from loaders.table.parquet import open_parquet

            return open_parquet(plain.path)
        case "json" | "jsonl" | "yaml" as form:
            return RECORDS[form](plain.path, table)
    known = "csv, tsv, xlsx, json, jsonl, yaml or parquet"
    reason = f"its name does not tell its format: say table.format, one of {known}."
    raise FileProblem(plain.path, None, reason)


def _delimited(plain: Path, table: Table, folder: Path, separator: str) -> Opened:
    from loaders.table.delimited import open_delimited

    return open_delimited(plain, table, folder, separator)
