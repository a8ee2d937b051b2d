"""A process that makes facts of the rows that it is given: ``python -m loaders.table.helper``.

It reads pickles and writes pickles, each from and to the process that started it and no other.
"""

import pickle
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.triples import TripleMaker
from loaders.table.files import read_mapping
from loaders.table.messages import Batch, Seen, Setup
from loaders.table.opened import Parse, Row
from loaders.table.rows import RowReader, packed
from loaders.yamlfile import FileProblem


def main() -> None:
    """Answer each list of rows with a batch, and None with what was seen."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    setup: Setup = pickle.load(asked)
    most = setup.megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    path = Path(setup.mapping)
    mapping = read_mapping(path)
    write = TripleMaker(setup.base, mapping.source.slug).fact
    reader = RowReader(mapping, path.parent, write)
    _send(answers, "ready")
    while (rows := pickle.load(asked)) is not None:
        _send(answers, _batch(reader, rows, setup.parse))
    _send(answers, Seen(reader.shape, reader.left_out, megabytes()))


def megabytes() -> int:
    """Return the most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _batch(reader: RowReader, rows: Iterable[Row], parse: Parse) -> Batch:
    results: list[tuple[Any, ...]] = []
    try:
        for number, unread in rows:
            results.append(packed(reader.read(number, parse(number, unread))))
    except FileProblem as problem:
        return Batch(results, (problem.path, problem.line, problem.reason))
    return Batch(results)


def _send(answers: Any, message: Any) -> None:
    pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()
