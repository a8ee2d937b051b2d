"""The write side: replace, remove, restore; each one switch of the manifest.

Files are written under a temporary name, flushed to the disk and renamed; the manifest is renamed
last. A process that is killed at any moment therefore leaves the last version whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from graph.errors import AccordiaError
from graph.matching import Decision, Decisions, as_mapping
from graph.store.files import FileWriter, chunks
from graph.store.manifest import Entry, Manifest
from graph.store.reader import DamagedFile, GraphFolder
from graph.store.resolution import MATCHER, Resolver

RESOLVED = {"sha256", "quads", "counts", "merged", "unsure", "original"}
"""What of an entry the other sources of a version have a say in."""


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
        self.files = FileWriter(path)
        self.base = base

    def replace(self, graphs: Iterable[tuple[Entry, bytes | Path]], reason: str) -> Manifest:
        """Put each source in place of the one of its slug, all of them or none.

        The lines are given as bytes, or as a file too large for memory. The entries' checksums and
        sizes are filled in here. Raises OtherBase, UnwritableStore.
        """
        with self._locked():
            entries = _by_slug(self._current())
            for entry, lines in graphs:
                entries[entry.slug] = self._write_lines(entry, lines)
            return self._switch(entries, reason)

    def keep_refused(self, entry: Entry, rows: Path) -> Entry:
        """Keep the list of what a load set aside; return the entry that names it.

        It is kept before the switch to the version that names it, and never taken away, as the
        lines of a source are. Raises UnwritableStore.
        """
        with self._locked():
            sha256, _ = self.files.write_named(self.folder.refused_path, chunks(rows))
        return entry.model_copy(update={"refused": sha256})

    def remove(self, slug: str) -> Manifest:
        """Take a source out. Raises NoSuchSource."""
        with self._locked():
            entries = _by_slug(self._current())
            if slug not in entries:
                raise NoSuchSource(slug)
            del entries[slug]
            return self._switch(entries, f"remove {slug}")

    def decide(self, decisions: Iterable[Decision], reason: str) -> Manifest:
        """Put decisions beside those that stand, each in place of an older one of its pair.

        A decision with an empty verdict takes the older one back.
        """
        with self._locked():
            current = self._current()
            stands = {**self.folder.decisions(current), **as_mapping(decisions)}
            kept = {pair: one for pair, one in stands.items() if one.decision}
            return self._switch(_by_slug(current), reason, kept)

    def restore(self, version: int) -> Manifest:
        """Make a new version with the content of an old one.

        Raises NoSuchVersion; DamagedFile where the old one is no longer whole.
        """
        with self._locked():
            old = self.folder.version(version)
            for entry in old.graphs:
                self.folder.quads(entry)
            self.folder.matches(old)
            self.folder.decisions(old)
            return self._next(old, f"go back to version {version}")

    def _current(self) -> Manifest:
        current = self.folder.current()
        if current is None:
            return Manifest(version=0, base=self.base, created=datetime.now(UTC), reason="")
        if current.base != self.base:
            raise OtherBase(current.base, self.base)
        return current

    def _switch(
        self, entries: Mapping[str, Entry], reason: str, decisions: Decisions | None = None
    ) -> Manifest:
        current = self._current()
        stands = self.folder.decisions(current)
        wanted = stands if decisions is None else decisions
        sources = [entries[slug] for slug in sorted(entries)]
        is_same = _given(sources) == _given(current.sources) and wanted == stands
        if is_same and _is_new(current) and self.folder.is_whole(current):
            return current
        fields = Resolver(self.folder, self.files, self.base).resolved(sources, wanted)
        return self._next(current.model_copy(update=fields), reason)

    def _next(self, content: Manifest, reason: str) -> Manifest:
        """Make the content the next version, unless the current one has it."""
        current = self._current()
        numbered = {
            "version": current.version,
            "created": current.created,
            "reason": current.reason,
        }
        if content.model_copy(update=numbered) == current and current.version:
            return current
        new = {"version": current.version + 1, "created": _now(), "reason": reason}
        manifest = content.model_copy(update=new)
        data = _written_out(manifest)
        self.files.write(self.folder.version_path(manifest.version), data)
        self.files.write(self.folder.pointer, data)
        return manifest

    def _mend(self) -> None:
        """Put a damaged manifest back to the newest version that can be read."""
        try:
            self.folder.current()
        except DamagedFile:
            latest = self.folder.latest()
            assert latest is not None
            self.files.write(self.folder.pointer, _written_out(latest))

    def _write_lines(self, entry: Entry, lines: bytes | Path) -> Entry:
        pieces = chunks(lines) if isinstance(lines, Path) else [lines]
        sha256, quads = self.files.write_named(self.folder.quads_path, pieces)
        return entry.model_copy(update={"sha256": sha256, "original": sha256, "quads": quads})

    @contextmanager
    def _locked(self) -> Iterator[None]:
        root = self.folder.path
        try:
            for path in (root / "quads", root / "versions"):
                path.mkdir(parents=True, exist_ok=True)
            with FileLock(root / ".lock"):
                self.files.sweep()
                self._mend()
                yield
        except OSError as error:
            raise UnwritableStore(root, error.strerror or str(error)) from None


def _by_slug(manifest: Manifest) -> dict[str, Entry]:
    return {entry.slug: entry for entry in manifest.sources}


def _given(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what loaders gave: with the same, and the same decisions, nothing is to be done."""
    return [{"written": one.written, **one.model_dump(exclude=RESOLVED)} for one in entries]


def _is_new(manifest: Manifest) -> bool:
    """Tell whether a version was made, and by the rules of today."""
    return manifest.version > 0 and manifest.matcher == MATCHER


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _written_out(manifest: Manifest) -> bytes:
    return manifest.model_dump_json(indent=1).encode() + b"\n"
