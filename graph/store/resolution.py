"""From the lines that loaders wrote to those that everybody reads: each thing has one address."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from graph.identity import Namer
from graph.matching import Decisions, Identities, Rewriter, identify, identity_quads
from graph.matching.decisions import write_decisions
from graph.matching.record import write_matches
from graph.nquads import regrouped
from graph.store.files import FileWriter, chunks
from graph.store.lines import canonical, count_class_lines
from graph.store.manifest import Entry
from graph.store.reader import DamagedFile, GraphFolder
from graph.store.sorting import LineSorter

MATCHER = 2
"""Raise it when other rules would find other pairs in the same sources."""
TITLE = "What is one over all sources, and what may be"


class Resolver:
    """Finds what is one over all sources of a version, and writes the files that say so."""

    def __init__(self, folder: GraphFolder, files: FileWriter, base: str) -> None:
        self.folder, self.files, self.base = folder, files, base

    def resolved(self, entries: Sequence[Entry], decisions: Decisions) -> dict[str, Any]:
        """Return the fields of a manifest for these sources. Raises DamagedFile."""
        found = self._found(entries, decisions)
        rewriter = Rewriter(self.base, found)
        table = write_decisions(decisions.values()).encode() if decisions else b""
        return {
            "sources": tuple(self._rewritten(entry, rewriter, found) for entry in entries),
            "identity": self._identity(found),
            "matches": self._kept(self.folder.matches_path, write_matches(found.pairs)),
            "decisions": self._kept(self.folder.decisions_path, table),
            "matcher": MATCHER,
        }

    def _found(self, entries: Sequence[Entry], decisions: Decisions) -> Identities:
        with ExitStack() as stack:
            lines = {entry.slug: stack.enter_context(self._open(entry)) for entry in entries}
            keys = {entry.slug: entry.authority for entry in entries}
            return identify(self.base, lines, decisions, keys)

    def _open(self, entry: Entry) -> IO[bytes]:
        """Open the lines that the loader wrote. Raises DamagedFile."""
        path = self.folder.quads_path(entry.written)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise DamagedFile(path) from None
        if hashlib.file_digest(file, "sha256").hexdigest() != entry.written:
            file.close()
            raise DamagedFile(path)
        file.seek(0)
        return file

    def _rewritten(self, entry: Entry, rewriter: Rewriter, found: Identities) -> Entry:
        """Return the entry with the lines that everybody reads: the loader's own, or new ones."""
        update = {"merged": found.merged[entry.slug], "unsure": found.unsure[entry.slug]}
        with self._open(entry) as lines:
            is_changed = rewriter.changes(lines, entry.slug)
            lines.seek(0)
            if is_changed:
                update |= self._sorted(rewriter.lines(lines, entry.slug))
            elif entry.sha256 != entry.written:
                update |= self._counted(entry.written)
        return entry.model_copy(update=update)

    def _sorted(self, lines: Iterator[bytes]) -> dict[str, Any]:
        with TemporaryDirectory(prefix="accordia-identity-") as folder, LineSorter() as sorter:
            sorter.add(regrouped(lines))
            target = Path(folder) / "sorted"
            sorter.write(target)
            sha256, _ = self.files.write_named(self.folder.quads_path, chunks(target))
        return self._counted(sha256)

    def _counted(self, sha256: str) -> dict[str, Any]:
        path = self.folder.quads_path(sha256)
        with path.open("rb") as lines:
            quads = sum(1 for _ in lines)
        return {"sha256": sha256, "quads": quads, "counts": count_class_lines(path)}

    def _identity(self, found: Identities) -> Entry | None:
        lines = canonical(identity_quads(self.base, found))
        if not lines:
            return None
        sha256, quads = self.files.write_named(self.folder.quads_path, [lines])
        graph = Namer(self.base).identity
        return Entry(slug="identity", graph=graph, sha256=sha256, quads=quads, title=TITLE)

    def _kept(self, path: Callable[[str], Path], data: bytes) -> str:
        return self.files.write_named(path, [data])[0] if data else ""
