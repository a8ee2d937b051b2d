"""Lines in their one order, distinct, in bounded memory: sorted by parts, then merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from graph.nquads import Block

PART_BYTES = 200_000_000
"""How much is sorted in memory at once."""
_SUBJECT = itemgetter(0)


class LineSorter:
    """Takes blocks of lines in any order and writes each line once, sorted."""

    def __init__(self, part_bytes: int = PART_BYTES) -> None:
        self.part_bytes = part_bytes
        self._blocks: list[Block] = []
        self._bytes = 0
        self._parts: list[IO[bytes]] = []
        self._files = ExitStack()

    def __enter__(self) -> "LineSorter":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add(self, blocks: Iterable[Block]) -> None:
        """Take blocks of lines, each line with its end."""
        for block in blocks:
            self._blocks.append(block)
            self._bytes += len(block[1])
            if self._bytes >= self.part_bytes:
                self._write_part()

    def write(self, target: Path) -> int:
        """Write all lines into a file and return how many they are."""
        count = 0
        with target.open("wb", buffering=1 << 20) as file:
            for lines in self._merged():
                file.write(lines)
                count += lines.count(b"\n")
        return count

    def _write_part(self) -> None:
        part = self._files.enter_context(TemporaryFile(prefix="accordia-sort-"))  # noqa: SIM115
        part.writelines(self._sorted())
        self._parts.append(part)
        self._blocks, self._bytes = [], 0

    def _sorted(self) -> Iterator[bytes]:
        self._blocks.sort(key=_SUBJECT)
        for _, same in groupby(self._blocks, key=_SUBJECT):
            first, *others = (lines for _, lines in same)
            yield _together([first, *others]) if others else first

    def _merged(self) -> Iterator[bytes]:
        if not self._parts:
            return self._sorted()
        self._write_part()
        for part in self._parts:
            part.seek(0)
        return _distinct(heapq.merge(*self._parts))


def _together(blocks: Iterable[bytes]) -> bytes:
    return b"".join(sorted({line for lines in blocks for line in lines.splitlines(keepends=True)}))


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    previous = b""
    for line in lines:
        if line != previous:
            yield line
        previous = line
