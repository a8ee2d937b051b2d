"""Rows shared out among processes; their results come back in the order of the rows.

The helpers are forked before anything that has threads is imported (polars hangs a forked child
that uses it), so that they need no time to start.
"""

import gc
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import AccordiaError
from graph.identity import Ref
from loaders.table.opened import Parse, Row
from loaders.table.paths import Shape
from loaders.table.report import Figures
from loaders.table.rows import Result, RowReader, Told, packed
from loaders.yamlfile import FileProblem

BATCH_ROWS = 250
BATCH_BYTES = 2_000_000
MOST = 4
LEAST_MEGABYTES = 512
RARELY = (100_000, 20, 50)
"""When to look for cycles: among a million facts that stay, the usual takes a tenth of the time."""


class HelperDied(AccordiaError):
    """A process that makes facts of rows ended without an answer."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            "A process that reads rows ended without an answer: it may need more than the "
            f"{megabytes} MB that a part of ACCORDIA_TABLE_MEMORY allows it."
        )


class Batch(NamedTuple):
    """What became of some rows, up to the first that cannot be read."""

    results: list[tuple[Any, ...]]
    problem: tuple[Path, int | None, str] | None = None


class Seen(NamedTuple):
    """What one process saw in all its rows together."""

    shape: Shape
    left_out: dict[str, int]
    megabytes: int


class Helper:
    """One process; it has one batch at a time, so that neither side waits for a full pipe."""

    def __init__(self, connection: Connection, megabytes: int) -> None:
        self._connection = connection
        self._megabytes = megabytes

    def send(self, message: Any) -> None:
        """Give it rows, or what else it is to know. Raises HelperDied."""
        try:
            self._connection.send(message)
        except OSError:
            raise HelperDied(self._megabytes) from None

    def hear(self) -> Any:
        """Return its answer. Raises HelperDied."""
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            raise HelperDied(self._megabytes) from None


@contextmanager
def started(reader: RowReader, megabytes: int) -> Iterator[list[Helper]]:
    """Fork as many helpers as there are processors; none where there is one, or it is too late."""
    processors = min(len(os.sched_getaffinity(0)), MOST)
    count = processors if processors > 1 and "polars" not in sys.modules else 0
    each = max(LEAST_MEGABYTES, megabytes // 4)
    gc.freeze()
    gc.set_threshold(*RARELY)
    with ExitStack() as stack:
        ours: list[Connection] = []
        for _ in range(count):
            connection, theirs = get_context("fork").Pipe()
            ours.append(stack.enter_context(connection))
            process = ForkProcess(target=_serve, args=(reader, theirs, ours, each), daemon=True)
            process.start()
            theirs.close()
            stack.callback(process.join)
            stack.callback(process.terminate)
        yield [Helper(connection, each) for connection in ours]


def shared_out(
    reader: RowReader, rows: Iterator[Row], parse: Parse, helpers: list[Helper]
) -> Iterator[Result]:
    """Read rows, in the helpers where there are any. Raises FileProblem, HelperDied."""
    if not helpers:
        yield from (reader.read(row, parse(row, unread)) for row, unread in rows)
        return
    for helper in helpers:
        helper.send(parse)
    yield from _in_order(helpers, _batches(rows))
    for helper in helpers:
        helper.send(None)
        _add(reader, helper.hear())


def megabytes() -> int:
    """Return the most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _in_order(helpers: list[Helper], batches: Iterator[list[Row]]) -> Iterator[Result]:
    turn: list[Helper] = []
    for helper, rows in zip(helpers, batches, strict=False):
        helper.send(rows)
        turn.append(helper)
    while turn:
        helper = turn.pop(0)
        batch: Batch = helper.hear()
        if (following := next(batches, None)) is not None:
            helper.send(following)
            turn.append(helper)
        yield from map(_result, batch.results)
        if batch.problem is not None:
            raise FileProblem(*batch.problem)


def _result(sent: tuple[Any, ...]) -> Result:
    row, status, packed, left, refusal = sent
    told: list[Told] = [
        (number, Ref(*ref), Figures(*counted), held, lines)
        for number, ref, counted, held, lines in packed
    ]
    return Result(row, status, told, left, refusal)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row[1]) if isinstance(row[1], bytes) else 0
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _serve(reader: RowReader, asked: Connection, others: list[Connection], most: int) -> None:
    """Answer each list of rows with a batch, and None with what was seen."""
    for connection in others:
        connection.close()  # so that this process ends when the other does
    resource.setrlimit(resource.RLIMIT_DATA, (most << 20, most << 20))
    try:
        parse = asked.recv()
        while (rows := asked.recv()) is not None:
            asked.send(_batch(reader, rows, parse))
        asked.send(Seen(reader.shape, reader.left_out, megabytes()))
    except (EOFError, OSError, MemoryError):
        return


def _batch(reader: RowReader, rows: list[Row], parse: Parse) -> Batch:
    results: list[tuple[Any, ...]] = []
    try:
        for number, unread in rows:
            results.append(packed(reader.read(number, parse(number, unread))))
    except FileProblem as problem:
        return Batch(results, (problem.path, problem.line, problem.reason))
    return Batch(results)


def _add(reader: RowReader, seen: Seen) -> None:
    reader.shape.add(seen.shape)
    reader.megabytes += seen.megabytes
    for name, count in seen.left_out.items():
        reader.left_out[name] = reader.left_out.get(name, 0) + count
