"""How long a table takes to become a graph that answers, beside the engine's own bulk load.

    python benchmarks/load.py ror_v2_latest.jsonl.gz --mapping ror

The bulk load of the same triples is the bound: nothing can be read into the engine faster. What is
timed is what ``accordia load`` and the start of ``accordia serve`` do: the rows become sorted
lines, the lines a version on the disk, and the version an index (vocabulary, named graph, default
graph in which each triple is once, what is derived). The search table is told apart.

Beside the seconds stand those that all processors together were busy: where other work runs on
the machine, only these can be compared.

``benchmarks/morph.py`` puts a table beside morph-kgc.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

from pyoxigraph import RdfFormat, Store

from graph.index import build
from graph.index.search import build_search
from graph.settings import Settings
from graph.store import GraphWriter
from loaders.table.files import find_mapping
from loaders.table.process import Outcome, read_table
from loaders.table.request import Request

Result = TypeVar("Result")
BASE = Settings().base


def main() -> None:
    """Print one line for each step, in seconds and as a ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--mapping", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "sorted.nq"
        outcome, reading = timed(lambda: read(arguments.table, arguments.mapping, lines))
        triples, bulk = timed(lambda: bulk_load(lines))
        writer, keeping = timed(lambda: keep(outcome, lines, Path(folder) / "store"))
        with search_timed() as searching:
            _, indexing = timed(lambda: build.build_index(writer.folder, BASE))
    search = searching[0]
    indexing = indexing.without(search)
    answering = reading.and_then(keeping).and_then(indexing)
    report = outcome.report
    print(f"{triples:,} triples from {report.rows:,} rows")
    for name, spent in (
        ("bare bulk load of the triples", bulk),
        ("table to sorted lines", reading),
        ("lines to a version on the disk", keeping),
        ("version to an index", indexing),
        ("table to a graph that answers", answering),
        ("search table", search),
        ("the same, with search", answering.and_then(search)),
    ):
        ratios = f"{spent.seconds / bulk.seconds:6.1f} {spent.busy / bulk.busy:10.1f}"
        print(f"{name:31}{spent.seconds:7.1f} s {spent.busy:7.1f} s busy {ratios}")
    print(f"memory: {report.megabytes} MB to read, {peak()} MB for this process and its index")


class Spent(NamedTuple):
    """Seconds by the clock, and of all processors together."""

    seconds: float
    busy: float

    def and_then(self, other: "Spent") -> "Spent":
        """Return this and another, one after the other."""
        return Spent(self.seconds + other.seconds, self.busy + other.busy)

    def without(self, part: "Spent") -> "Spent":
        """Return this less a part of it."""
        return Spent(self.seconds - part.seconds, self.busy - part.busy)


def timed(step: Callable[[], Result]) -> tuple[Result, Spent]:
    """Return what a step gives, and what it took."""
    began, before = time.monotonic(), os.times()
    result = step()
    after = os.times()
    return result, Spent(time.monotonic() - began, sum(after[:4]) - sum(before[:4]))


def read(table: Path, mapping: str, target: Path) -> Outcome:
    """Turn the table into sorted N-Quads."""
    request = Request(
        path=str(table),
        shown=table.name,
        mapping=str(find_mapping(mapping)),
        base=BASE,
        target=str(target),
    )
    return read_table(request)


def bulk_load(lines: Path) -> int:
    """Load the triples into the engine, and nothing else; return how many they are."""
    store = Store()
    store.bulk_load(path=lines, format=RdfFormat.N_QUADS)
    return len(store)


def keep(outcome: Outcome, lines: Path, folder: Path) -> GraphWriter:
    """Make the lines a version."""
    assert outcome.entry is not None
    writer = GraphWriter(folder, BASE)
    writer.replace([(outcome.entry, lines)], "load")
    return writer


@contextmanager
def search_timed() -> Iterator[list[Spent]]:
    """Note how much of the block goes into the search table."""
    seconds: list[Spent] = []

    def watched(*arguments: Any) -> Any:
        table, took = timed(lambda: build_search(*arguments))
        seconds.append(took)
        return table

    with patch.object(build, "build_search", watched):
        yield seconds


def peak() -> int:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
