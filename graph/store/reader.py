"""The read side: which versions there are, and the lines of a source."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from graph.errors import AccordiaError
from graph.matching.decisions import Decisions, as_mapping, read_decisions
from graph.matching.record import read_matches
from graph.matching.verdicts import Match
from graph.store.manifest import Entry, Manifest


class DamagedFile(AccordiaError):
    """A file of the store does not hold what its name or the manifest promises."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is damaged: its content is not what was written. "
            "Load its source again, or go back to an earlier version."
        )


class UnreadableFile(AccordiaError):
    """A file of the store that may not be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be read: {reason}.")


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
        except (FileNotFoundError, NotADirectoryError):
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def current(self) -> Manifest | None:
        """Return the current version, None where nothing was loaded yet.

        Raises DamagedFile, UnreadableFile.
        """
        try:
            return self._read(self.pointer)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def latest(self) -> Manifest | None:
        """Return the current version; where its file is damaged, the newest that can be read.

        Raises DamagedFile where none can.
        """
        try:
            return self.current()
        except DamagedFile:
            for path in sorted(self.version_path(0).parent.glob("*.json"), reverse=True):
                with suppress(DamagedFile):
                    return self._read(path)
            raise

    def version(self, number: int) -> Manifest:
        """Return one version. Raises NoSuchVersion, DamagedFile."""
        latest = self.latest()
        path = self.version_path(number)
        if latest is None or not 0 < number <= latest.version or not path.is_file():
            raise NoSuchVersion(number)
        return self._read(path)

    def versions(self) -> Iterator[Manifest]:
        """Yield all versions, newest first."""
        latest = self.latest()
        for number in range(latest.version if latest else 0, 0, -1):
            yield self.version(number)

    def version_path(self, number: int) -> Path:
        """Return where the manifest of a version is kept."""
        return self.path / "versions" / f"{number:06d}.json"

    def quads_path(self, sha256: str) -> Path:
        """Return where the lines with that checksum are kept."""
        return self.path / "quads" / f"{sha256}.nq"

    def matches_path(self, sha256: str) -> Path:
        """Return where the pairs with that checksum are kept."""
        return self.path / "matches" / f"{sha256}.jsonl"

    def decisions_path(self, sha256: str) -> Path:
        """Return where the table of decisions with that checksum is kept."""
        return self.path / "decisions" / f"{sha256}.csv"

    def quads(self, entry: Entry) -> bytes:
        """Return the lines of a source. Raises DamagedFile."""
        return _whole(self.quads_path(entry.sha256), entry.sha256)

    def is_whole(self, manifest: Manifest) -> bool:
        """Tell whether the lines of every graph, and the pairs, are those that were written."""
        files = [(self.quads_path(one.sha256), one.sha256) for one in manifest.graphs]
        if manifest.matches:
            files.append((self.matches_path(manifest.matches), manifest.matches))
        return all(self._is_file(path, sha256) for path, sha256 in files)

    @staticmethod
    def _is_file(path: Path, sha256: str) -> bool:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def matches(self, manifest: Manifest) -> list[Match]:
        """Return the pairs that are one or may be. Raises DamagedFile."""
        if not manifest.matches:
            return []
        path = self.matches_path(manifest.matches)
        return list(read_matches(_whole(path, manifest.matches)))

    def decisions(self, manifest: Manifest | None) -> Decisions:
        """Return what people decided about pairs. Raises DamagedFile."""
        if manifest is None or not manifest.decisions:
            return {}
        path = self.decisions_path(manifest.decisions)
        text = _whole(path, manifest.decisions).decode()
        return as_mapping(read_decisions(text, path.name))

    def refused_path(self, sha256: str) -> Path:
        """Return where the list of refused rows with that checksum is kept."""
        return self.path / "refused" / f"{sha256}.csv"

    def refused(self, entry: Entry) -> bytes:
        """Return the refused rows of a source as CSV, b"" where none is. Raises DamagedFile."""
        path = self.refused_path(entry.refused)
        return _whole(path, entry.refused) if entry.refused else b""

    @staticmethod
    def _read(path: Path) -> Manifest:
        try:
            return Manifest.model_validate_json(_bytes(path))
        except ValidationError:
            raise DamagedFile(path) from None


def _whole(path: Path, sha256: str) -> bytes:
    try:
        data = _bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        raise DamagedFile(path) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(path)
    return data


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from None
