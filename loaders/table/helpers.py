"""Rows shared out among processes; their results come back in the order of the rows."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from select import select
from typing import Any

from graph.errors import AccordiaError
from graph.identity import Ref
from loaders.table.messages import Batch, Seen, Setup
from loaders.table.opened import Row
from loaders.table.report import Figures
from loaders.table.rows import Result, RowReader, Told
from loaders.yamlfile import FileProblem

BATCH_ROWS = 250
BATCH_BYTES = 2_000_000
WORTH_HELP = 1_500
"""Rows from which on the start of more processes pays."""
MOST = 4
COMMAND = (sys.executable, "-m", "loaders.table.helper")


class HelperDied(AccordiaError):
    """A process that makes facts of rows ended without an answer."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            "A process that reads rows ended without an answer: it may need more than the "
            f"{megabytes} MB of ACCORDIA_TABLE_MEMORY."
        )


class Helper:
    """One process; it has one batch at a time, so that neither side waits for a full pipe."""

    def __init__(self, process: subprocess.Popen[bytes], setup: Setup) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._asked, self._answers = process.stdin, process.stdout
        self._megabytes = setup.megabytes
        self.is_busy = False
        self.send(setup)

    def send(self, message: Any) -> None:
        """Give it rows, or None when there are no more. Raises HelperDied."""
        try:
            pickle.dump(message, self._asked, pickle.HIGHEST_PROTOCOL)
            self._asked.flush()
        except BrokenPipeError:
            raise HelperDied(self._megabytes) from None
        self.is_busy = True

    def has_answered(self) -> bool:
        """Tell whether an answer is there to be heard."""
        return bool(select([self._answers], [], [], 0)[0])

    def hear(self) -> Any:
        """Return its answer. Raises HelperDied."""
        self.is_busy = False
        try:
            return pickle.load(self._answers)
        except EOFError:
            raise HelperDied(self._megabytes) from None


def shared_out(reader: RowReader, rows: Iterator[Row], setup: Setup) -> Iterator[Result]:
    """Read rows, many of them in several processes. Raises FileProblem, HelperDied."""
    batches = _batches(rows)
    yield from _alone(reader, islice(batches, WORTH_HELP // BATCH_ROWS), setup)
    processors = min(len(os.sched_getaffinity(0)), MOST)
    following = next(batches, None)
    if following is None or processors == 1:
        yield from _alone(reader, iter([following] if following else []), setup)
        yield from _alone(reader, batches, setup)
        return
    with _started(processors, setup) as helpers:
        yield from _alone(reader, iter([following]), setup)
        while not all(helper.has_answered() for helper in helpers):
            yield from _alone(reader, islice(batches, 1), setup)
        for helper in helpers:
            helper.hear()
        yield from _in_order(helpers, batches)
        for helper in helpers:
            helper.send(None)
        for helper in helpers:
            _add(reader, helper.hear())


def _in_order(helpers: list[Helper], batches: Iterator[list[Row]]) -> Iterator[Result]:
    for helper in helpers:
        if (rows := next(batches, None)) is not None:
            helper.send(rows)
    while helpers[0].is_busy:
        batch: Batch = helpers[0].hear()
        if (rows := next(batches, None)) is not None:
            helpers[0].send(rows)
        helpers = [*helpers[1:], helpers[0]]
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


def _alone(reader: RowReader, batches: Iterator[list[Row]], setup: Setup) -> Iterator[Result]:
    for rows in batches:
        for number, unread in rows:
            yield reader.read(number, setup.parse(number, unread))


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


@contextmanager
def _started(count: int, setup: Setup) -> Iterator[list[Helper]]:
    with ExitStack() as stack:
        helpers = []
        for _ in range(count):
            process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            stack.enter_context(process)
            stack.callback(process.kill)
            helpers.append(Helper(process, setup))
        yield helpers


def _add(reader: RowReader, seen: Seen) -> None:
    reader.shape.add(seen.shape)
    reader.megabytes += seen.megabytes
    for name, count in seen.left_out.items():
        reader.left_out[name] = reader.left_out.get(name, 0) + count
