"""A file of any size made plain: unpacked, in UTF-8, without junk lines; bombs are refused."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from loaders.yamlfile import FileProblem

CHUNK = 1 << 20
RATIO = 200
"""How many times its size a packed file may unpack to, once it is beyond UNSUSPICIOUS bytes."""
UNSUSPICIOUS = 50_000_000
LONGEST_LINE = 10_000_000
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Plain:
    """A file that was unpacked where it was packed; the checksum is that of the file as given."""

    path: Path
    name: str
    """The name without ``.gz``: its suffix tells the format."""
    sha256: str


def unpacked(source: Path, folder: Path, most: int) -> Plain:
    """Return the plain file, unpacked into the folder where need be. Raises FileProblem."""
    try:
        size = source.stat().st_size
        with source.open("rb") as file:
            magic = file.read(2)
            file.seek(0)
            if size > most:
                raise too_large(source, most)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(source, None, f"cannot be read: {error.strerror}.") from None
    if magic != GZIP:
        return Plain(source, source.name, sha256)
    target = folder / "unpacked"
    _unpack(source, target, most, size)
    return Plain(target, source.name.removesuffix(".gz"), sha256)


def keep(stream: IO[bytes], target: Path, most: int) -> None:
    """Write what comes from standard input into a file. Raises FileProblem."""
    with target.open("wb") as file:
        for total, chunk in _sized(stream):
            if total > most:
                raise too_large(Path("-"), most)
            file.write(chunk)


def utf8_lines(plain: Path, target: Path, encoding: str, skip_lines: int) -> int:
    """Write the text in UTF-8 without its first lines; return how many lines it has.

    Raises FileProblem.
    """
    lines, length = 0, 0
    with plain.open("rb") as raw, target.open("w", encoding="utf-8", newline="\n") as out:
        name = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
        text = io.TextIOWrapper(raw, encoding=name, newline=None)
        for chunk in _characters(text, plain, encoding):
            length = _longest(chunk, length)
            if length > LONGEST_LINE:
                reason = f"a line has more than {LONGEST_LINE} characters."
                raise FileProblem(plain, lines + 1, reason)
            out.write(_after(chunk, skip_lines - lines) if lines < skip_lines else chunk)
            lines += chunk.count("\n")
    return lines


def too_large(path: Path, most: int) -> FileProblem:
    """Return the error for a file that is, or unpacks to, more than the limit."""
    reason = f"the file holds more than {most} bytes (the setting ACCORDIA_TABLE_MEGABYTES)."
    return FileProblem(path, None, reason)


def bomb(path: Path) -> FileProblem:
    """Return the error for a file that unpacks to far more than it holds."""
    reason = f"the file unpacks to more than {RATIO} times its size: it is no honest table."
    return FileProblem(path, None, reason)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Tell whether a packed file holds more than any table that was packed would."""
    return unpacked > max(UNSUSPICIOUS, RATIO * packed)


def _unpack(source: Path, target: Path, most: int, size: int) -> None:
    try:
        with gzip.open(source) as file, target.open("wb") as out:
            for total, chunk in _sized(file):
                if total > most:
                    raise too_large(source, most)
                if is_bomb(total, size):
                    raise bomb(source)
                out.write(chunk)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise FileProblem(source, None, "this gzip file is damaged or incomplete.") from None


def _sized(stream: IO[bytes] | gzip.GzipFile) -> Iterator[tuple[int, bytes]]:
    total = 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        yield total, chunk


def _characters(text: io.TextIOWrapper, path: Path, encoding: str) -> Iterator[str]:
    lines = 1
    while True:
        try:
            chunk = text.read(CHUNK)
        except UnicodeError:
            reason = f"the text from here on is not all {encoding}: say which 'encoding' it has."
            raise FileProblem(path, lines, reason) from None
        if not chunk:
            return
        lines += chunk.count("\n")
        yield chunk


def _longest(chunk: str, before: int) -> int:
    """Return the longest line that ends in the chunk, or the open line so far."""
    first, *rest = chunk.split("\n")
    if not rest:
        return before + len(first)
    longest = max(before + len(first), *map(len, rest))
    return longest if longest > LONGEST_LINE else len(rest[-1])


def _after(chunk: str, lines: int) -> str:
    """Return what follows so many lines."""
    return "".join(chunk.split("\n", lines)[lines:])
