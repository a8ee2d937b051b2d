"""The lines of one thing in a file of sorted N-Quads, without reading the file."""

from mmap import ACCESS_READ, mmap
from pathlib import Path

MOST = 200_000
"""Bytes of lines of one thing that are looked at."""


class SortedLines:
    """A file of sorted lines, searched by halves."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            is_empty = not path.stat().st_size  # which cannot be mapped
            self._lines = b"" if is_empty else mmap(file.fileno(), 0, access=ACCESS_READ)

    def of(self, iri: str) -> bytes:
        """Return the lines whose subject is that IRI."""
        lines, prefix = self._lines, f"<{iri}> ".encode()
        start = end = self._first(prefix)
        while end - start < MOST and lines[end : end + len(prefix)] == prefix:
            end = self._next(end)
        return lines[start:end]

    def has(self, iri: str) -> bool:
        """Tell whether the file says anything of that IRI."""
        prefix = f"<{iri}> ".encode()
        start = self._first(prefix)
        return self._lines[start : start + len(prefix)] == prefix

    def _first(self, prefix: bytes) -> int:
        """Return where the first line is that does not come before the prefix."""
        lines, low, high = self._lines, 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = max(lines.rfind(b"\n", low, middle) + 1, low)
            if lines[start : start + len(prefix)] < prefix:
                low = self._next(middle)
            else:
                high = start
        return low

    def _next(self, at: int) -> int:
        return self._lines.find(b"\n", at) + 1 or len(self._lines)
