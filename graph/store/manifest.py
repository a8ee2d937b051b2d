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
    authority: tuple[str, ...] = ()
    """Beginnings of keys, as regular expressions: the names that this source gives to things with
    such a key come before those of other sources."""
    original: str = ""
    """Names the lines as the loader wrote them, before things that are one got one address."""
    merged: int = 0
    """Things that other sources describe too, under another address."""
    unsure: int = 0
    """Things that are possibly those of other sources."""

    report: LoadReport | None = None
    """The figures of its load; None where it was loaded before reports were kept."""
    refused: str = ""
    """Names the file ``refused/<sha256>.csv``: the rows and values that were set aside."""

    @property
    def written(self) -> str:
        """Checksum of the lines as the loader wrote them."""
        return self.original or self.sha256


class Manifest(BaseModel):
    """One version: never changed once written."""

    model_config = ConfigDict(frozen=True)

    version: int
    base: str
    created: datetime
    reason: str
    sources: tuple[Entry, ...] = ()
    identity: Entry | None = None
    """The graph of addresses that gave way, and of what is possibly the same."""
    matches: str = ""
    """Names the file of pairs that are one or may be, with score and reasons."""
    decisions: str = ""
    """Names the table of what people decided about pairs."""
    matcher: int = 0
    """Which rules found the pairs: other rules may find others in the same sources."""

    @property
    def graphs(self) -> tuple[Entry, ...]:
        """Return all named graphs that are kept as files."""
        return (*self.sources, self.identity) if self.identity else self.sources

    def entry(self, slug: str) -> Entry | None:
        """Return the source of that slug, or None where it is not loaded."""
        return next((entry for entry in self.sources if entry.slug == slug), None)

    @property
    def quads(self) -> int:
        """Quads in all graphs that are kept as files."""
        return sum(entry.quads for entry in self.graphs)
