"""The write side: replace, remove, restore; each one switch of the manifest.

Files are written under a temporary name, flushed to the disk and renamed; the manifest is renamed
last. A process that is killed at any moment therefore leaves the last version whole.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from filelock import FileLock

from graph.errors import AccordiaError
from graph.store.manifest import Entry, Manifest
from graph.store.reader import DamagedFile, GraphFolder

TEMPORARY = ".writing-"
READABLE = 0o644


class NoSuchSource(AccordiaError):
    """A source that is not loaded."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"{slug!r} is not loaded: `accordia sources` lists what is.")


class UnwritableStore(AccordiaError):
    """A store that the disk, or its owner, does not let grow."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"The graph in {path} cannot be written: {reason}.")


class OtherBase(AccordiaError):
    """A store whose IRIs were made with another base address."""

    def __init__(self, stored: str, wanted: str) -> None:
        self.stored, self.wanted = stored, wanted
        super().__init__(
            f"This graph was built with the base {stored}, the setting says {wanted}: "
            "set ACCORDIA_BASE back, or choose another --store."
        )


class GraphWriter:
    """A graph on disk, for writing. Writers of one folder wait for each other."""

    def __init__(self, path: Path, base: str) -> None:
        self.folder = GraphFolder(path)
        self.base = base

    def replace(self, graphs: Iterable[tuple[Entry, bytes | Path]], reason: str) -> Manifest:
        """Put each source in place of the one of its slug, all of them or none.

        The lines are given as bytes, or as a file too large for memory. The entries' checksums and
        sizes are filled in here. Raises OtherBase, UnwritableStore.
        """
        with self._locked():
            entries = {entry.slug: entry for entry in self._current().sources}
            for entry, lines in graphs:
                entries[entry.slug] = self._write_lines(entry, lines)
            return self._switch(entries, reason)

    def keep_refused(self, entry: Entry, rows: Path) -> Entry:
        """Keep the list of what a load set aside; return the entry that names it.

        It is kept before the switch to the version that names it, and never taken away, as the
        lines of a source are. Raises UnwritableStore.
        """
        with self._locked():
            with rows.open("rb") as given:
                sha256 = hashlib.file_digest(given, "sha256").hexdigest()
            path = self.folder.refused_path(sha256)
            path.parent.mkdir(exist_ok=True)
            with self._temporary() as file:
                file.writelines(_chunks(rows))
            self._rename(file.name, path)
        return entry.model_copy(update={"refused": sha256})

    def remove(self, slug: str) -> Manifest:
        """Take a source out. Raises NoSuchSource."""
        with self._locked():
            entries = {entry.slug: entry for entry in self._current().sources}
            if slug not in entries:
                raise NoSuchSource(slug)
            del entries[slug]
            return self._switch(entries, f"remove {slug}")

    def restore(self, version: int) -> Manifest:
        """Make a new version with the content of an old one.

        Raises NoSuchVersion; DamagedFile where the old one is no longer whole.
        """
        with self._locked():
            old = self.folder.version(version)
            for entry in old.sources:
                self.folder.quads(entry)
            entries = {entry.slug: entry for entry in old.sources}
            return self._switch(entries, f"go back to version {version}")

    def _current(self) -> Manifest:
        current = self.folder.current()
        if current is None:
            return Manifest(version=0, base=self.base, created=datetime.now(UTC), reason="")
        if current.base != self.base:
            raise OtherBase(current.base, self.base)
        return current

    def _switch(self, entries: Mapping[str, Entry], reason: str) -> Manifest:
        current = self._current()
        sources = tuple(entries[slug] for slug in sorted(entries))
        if sources == current.sources and current.version:
            return current
        manifest = Manifest(
            version=current.version + 1,
            base=self.base,
            created=datetime.now(UTC).replace(microsecond=0),
            reason=reason,
            sources=sources,
        )
        data = _written_out(manifest)
        self._write(self.folder.version_path(manifest.version), data)
        self._write(self.folder.pointer, data)
        return manifest

    def _mend(self) -> None:
        """Put a damaged manifest back to the newest version that can be read."""
        try:
            self.folder.current()
        except DamagedFile:
            latest = self.folder.latest()
            assert latest is not None
            self._write(self.folder.pointer, _written_out(latest))

    def _write_lines(self, entry: Entry, lines: bytes | Path) -> Entry:
        if isinstance(lines, Path):
            return self._copy_lines(entry, lines)
        sha256 = hashlib.sha256(lines).hexdigest()
        path = self.folder.quads_path(sha256)
        if not path.is_file() or path.read_bytes() != lines:
            self._write(path, lines)
        return entry.model_copy(update={"sha256": sha256, "quads": lines.count(b"\n")})

    def _copy_lines(self, entry: Entry, lines: Path) -> Entry:
        with self._temporary() as file:
            quads, digest = 0, hashlib.sha256()
            for chunk in _chunks(lines):
                file.write(chunk)
                digest.update(chunk)
                quads += chunk.count(b"\n")
        sha256 = digest.hexdigest()
        self._rename(file.name, self.folder.quads_path(sha256))
        return entry.model_copy(update={"sha256": sha256, "quads": quads})

    def _write(self, path: Path, data: bytes) -> None:
        with self._temporary() as file:
            file.write(data)
        self._rename(file.name, path)

    @contextmanager
    def _temporary(self) -> Iterator[IO[bytes]]:
        """A file beside the others, on the disk when the block ends, gone when it fails."""
        with ExitStack() as undo:
            file = undo.enter_context(
                NamedTemporaryFile(dir=self.folder.path, prefix=TEMPORARY, delete=False)
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

    @contextmanager
    def _locked(self) -> Iterator[None]:
        root = self.folder.path
        try:
            for path in (root / "quads", root / "versions"):
                path.mkdir(parents=True, exist_ok=True)
            with FileLock(root / ".lock"):
                for leftover in root.glob(f"{TEMPORARY}*"):
                    leftover.unlink()
                self._mend()
                yield
        except OSError as error:
            raise UnwritableStore(root, error.strerror or str(error)) from None


def _written_out(manifest: Manifest) -> bytes:
    return manifest.model_dump_json(indent=1).encode() + b"\n"


def _chunks(path: Path) -> Iterator[bytes]:
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
