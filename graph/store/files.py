"""Files that appear whole or not at all: written beside the others, flushed, renamed."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

TEMPORARY = ".writing-"
READABLE = 0o644


class FileWriter:
    """Writes files of one store."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def sweep(self) -> None:
        """Remove what a writer that was killed has left."""
        for leftover in self.root.glob(f"{TEMPORARY}*"):
            leftover.unlink()

    def write(self, path: Path, data: bytes) -> None:
        """Put data in place of what the path held."""
        with self._temporary() as file:
            file.write(data)
        self._rename(file.name, path)

    def write_named(self, path: Callable[[str], Path], chunks: Iterable[bytes]) -> tuple[str, int]:
        """Write the file that has its checksum in its path; return that, and its lines."""
        with self._temporary() as file:
            lines, digest = 0, hashlib.sha256()
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                lines += chunk.count(b"\n")
        sha256 = digest.hexdigest()
        target = path(sha256)
        target.parent.mkdir(exist_ok=True)
        self._rename(file.name, target)
        return sha256, lines

    @contextmanager
    def _temporary(self) -> Iterator[IO[bytes]]:
        """A file beside the others, on the disk when the block ends, gone when it fails."""
        with ExitStack() as undo:
            file = undo.enter_context(
                NamedTemporaryFile(dir=self.root, prefix=TEMPORARY, delete=False)
            )
            undo.callback(Path(file.name).unlink, missing_ok=True)
            yield file
            file.flush()
            os.fchmod(file.fileno(), READABLE)
            os.fsync(file.fileno())
            undo.pop_all()
        file.close()

    @staticmethod
    def _rename(name: str, path: Path) -> None:
        Path(name).replace(path)
        _flush_folder(path.parent)


def chunks(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces that fit into memory."""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _flush_folder(path: Path) -> None:
    """Make a rename last through a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
