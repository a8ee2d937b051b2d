"""The lines of sources, read in constant memory. Each file is sorted, so they merge."""

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby

from graph.store import DamagedFile, Entry, GraphFolder

BATCH = 20_000


def quad_lines(folder: GraphFolder, entry: Entry) -> Iterator[bytes]:
    """Yield the N-Quads lines of a source. Raises DamagedFile, at the latest at its end."""
    path, checksum = folder.quads_path(entry.sha256), hashlib.sha256()
    try:
        with path.open("rb") as file:
            for line in file:
                checksum.update(line)
                yield line
    except FileNotFoundError:
        raise DamagedFile(path) from None
    if checksum.hexdigest() != entry.sha256:
        raise DamagedFile(path)


def triple_lines(folder: GraphFolder, entry: Entry) -> Iterator[bytes]:
    """Yield the N-Triples lines of a source, in the order of its quads.

    The graph's name ends every line, after a space: taking it off changes no order.
    """
    ending = f" <{entry.graph}> .\n".encode()
    for line in quad_lines(folder, entry):
        yield line.removesuffix(ending) + b" .\n"


def merged(sources: Iterable[Iterator[bytes]]) -> Iterator[bytes]:
    """Yield the lines of all sources in order, each once."""
    for line, _ in groupby(heapq.merge(*sources)):
        yield line


def whole_subjects(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield batches of lines that never part a subject."""
    batch: list[bytes] = []
    for _, group in groupby(lines, key=_subject):
        batch.extend(group)
        if len(batch) >= BATCH:
            yield b"".join(batch)
            batch = []
    if batch:
        yield b"".join(batch)


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]
