"""The read side: which versions there are, and the lines of a source."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from graph.errors import AccordiaError
from graph.store.manifest import Entry, Manifest


class DamagedFile(AccordiaError):
    """A file of the store does not hold what its name or the manifest promises."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is damaged: its content is not what was written. "
            "Load its source again, or go back to an earlier version."
        )


class NoSuchVersion(AccordiaError):
    """A version that the store does not hold."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(f"There is no version {version}: `accordia versions` lists them.")


class GraphFolder:
    """A graph on disk, for reading. Any number of processes may hold one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pointer = path / "manifest.json"

    def exists(self) -> bool:
        """Tell whether the folder holds a graph."""
        return self.pointer.is_file()

    def stamp(self) -> tuple[int, int]:
        """Return what changes whenever the current version does; (0, 0) without a graph."""
        try:
            status = self.pointer.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def current(self) -> Manifest | None:
        """Return the current version, None where nothing was loaded yet.

        Raises DamagedFile.
        """
        return self._read(self.pointer) if self.exists() else None

    def version(self, number: int) -> Manifest:
        """Return one version. Raises NoSuchVersion, DamagedFile."""
        current = self.current()
        path = self.version_path(number)
        if current is None or not 0 < number <= current.version or not path.is_file():
            raise NoSuchVersion(number)
        return self._read(path)

    def versions(self) -> Iterator[Manifest]:
        """Yield all versions, newest first."""
        current = self.current()
        for number in range(current.version if current else 0, 0, -1):
            yield self.version(number)

    def version_path(self, number: int) -> Path:
        """Return where the manifest of a version is kept."""
        return self.path / "versions" / f"{number:06d}.json"

    def quads_path(self, sha256: str) -> Path:
        """Return where the lines with that checksum are kept."""
        return self.path / "quads" / f"{sha256}.nq"

    def quads(self, entry: Entry) -> bytes:
        """Return the lines of a source. Raises DamagedFile."""
        path = self.quads_path(entry.sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise DamagedFile(path) from None
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise DamagedFile(path)
        return data

    @staticmethod
    def _read(path: Path) -> Manifest:
        try:
            return Manifest.model_validate_json(path.read_bytes())
        except ValidationError:
            raise DamagedFile(path) from None
