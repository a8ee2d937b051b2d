"""A YAML file that is a list of records: small files only, read whole, every value as words."""

from pathlib import Path

from loaders.table.mapping import Table
from loaders.table.opened import Opened
from loaders.table.paths import find
from loaders.yamlfile import FileProblem, read_yaml


def open_yaml(plain: Path, table: Table) -> Opened:
    """Return the records of a list in a YAML file. Raises FileProblem."""
    file = read_yaml(plain)
    records = file.data
    if table.records and isinstance(records, dict):
        records = find(records, None, table.records)
    if not isinstance(records, list) or not records:
        where = f"under {table.records!r}" if table.records else "at its top"
        reason = f"the file has no list of records {where}: say where with 'records'."
        raise FileProblem(plain, None, reason)
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise FileProblem(plain, None, f"record {number} has no names and values.")
    return Opened(iter(enumerate(records, 1)))
