"""How long a table takes to become a graph that answers, beside the engine's own bulk load.

    python benchmarks/load.py ror_v2_latest.jsonl.gz --mapping ror

The bulk load of the same triples is the bound: nothing can be read into the engine faster.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pyoxigraph import RdfFormat, Store

from graph.settings import Settings
from loaders.table.files import find_mapping
from loaders.table.process import Outcome, read_table
from loaders.table.request import Request

Result = TypeVar("Result")


def main() -> None:
    """Print one line for each step, in seconds and as a ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--mapping", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "sorted.nq"
        outcome, reading = timed(lambda: read(arguments.table, arguments.mapping, lines))
        store, bulk = timed(lambda: bulk_load(lines))
        total = reading + bulk
        print(f"{len(store):,} triples from {outcome.report.rows:,} rows")
        print(f"bulk load of the triples  {bulk:6.1f} s   1.0")
        print(f"table to sorted lines     {reading:6.1f} s   {reading / bulk:.1f}")
        print(f"table to a queryable one  {total:6.1f} s   {total / bulk:.1f}")
        print(f"memory of the reader      {outcome.report.megabytes:6} MB")


def timed(step: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a step gives, and its seconds."""
    began = time.monotonic()
    return step(), time.monotonic() - began


def read(table: Path, mapping: str, target: Path) -> Outcome:
    """Turn the table into sorted N-Quads."""
    request = Request(
        path=str(table),
        shown=table.name,
        mapping=str(find_mapping(mapping)),
        base=Settings().base,
        target=str(target),
    )
    return read_table(request)


def bulk_load(lines: Path) -> Store:
    """Load the triples into the engine, and nothing else."""
    store = Store()
    store.bulk_load(path=lines, format=RdfFormat.N_QUADS)
    return store


if __name__ == "__main__":
    main()
