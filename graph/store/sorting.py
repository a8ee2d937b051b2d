"""Lines in their one order, distinct, in bounded memory: sorted by parts, then merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PART_BYTES = 64_000_000
"""How much is sorted in memory at once."""


class LineSorter:
    """Takes chunks of whole lines in any order and writes each line once, sorted."""

    def __init__(self, part_bytes: int = PART_BYTES) -> None:
        self.part_bytes = part_bytes
        self._lines: set[bytes] = set()
        self._bytes = 0
        self._parts: list[IO[bytes]] = []
        self._files = ExitStack()

    def __enter__(self) -> "LineSorter":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add(self, lines: bytes) -> None:
        """Take lines, each with its end."""
        self._lines.update(lines.splitlines(keepends=True))
        self._bytes += len(lines)
        if self._bytes >= self.part_bytes:
            self._write_part()

    def write(self, target: Path) -> int:
        """Write all lines into a file and return how many they are."""
        count = 0
        with target.open("wb", buffering=1 << 20) as file:
            for line in self._merged():
                file.write(line)
                count += 1
        return count

    def _write_part(self) -> None:
        part = self._files.enter_context(TemporaryFile(prefix="accordia-sort-"))  # noqa: SIM115
        part.writelines(sorted(self._lines))
        self._parts.append(part)
        self._lines, self._bytes = set(), 0

    def _merged(self) -> Iterator[bytes]:
        if not self._parts:
            return iter(sorted(self._lines))
        self._write_part()
        for part in self._parts:
            part.seek(0)
        return _distinct(heapq.merge(*self._parts))


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    previous = b""
    for line in lines:
        if line != previous:
            yield line
        previous = line
