"""A version of the graph: which sources, with which content."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from graph.store.report import LoadReport


class Entry(BaseModel):
    """One source in one version."""

    model_config = ConfigDict(frozen=True)

    slug: str
    graph: str
    """IRI of the named graph."""
    sha256: str
    """Names the file ``quads/<sha256>.nq`` and its content."""
    quads: int
    counts: dict[str, int] = {}
    """Nodes by class of the vocabulary, superclasses included."""
    title: str = ""
    licence: str = ""
    bundled: bool = False
    remarks: tuple[str, ...] = ()
    """What the loader left out or doubted, one sentence each."""
    report: LoadReport | None = None
    """The figures of its load; None where it was loaded before reports were kept."""
    refused: str = ""
    """Names the file ``refused/<sha256>.csv``: the rows and values that were set aside."""


class Manifest(BaseModel):
    """One version: never changed once written."""

    model_config = ConfigDict(frozen=True)

    version: int
    base: str
    created: datetime
    reason: str
    sources: tuple[Entry, ...] = ()

    def entry(self, slug: str) -> Entry | None:
        """Return the source of that slug, or None where it is not loaded."""
        return next((entry for entry in self.sources if entry.slug == slug), None)

    @property
    def quads(self) -> int:
        """Quads in all sources."""
        return sum(entry.quads for entry in self.sources)
