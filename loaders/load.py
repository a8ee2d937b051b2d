"""From files to a new version of the graph: all sources of one call, or none."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad

from graph.errors import AccordiaError
from graph.store import Entry, GraphWriter, Manifest
from graph.store.lines import canonical, count_classes
from graph.triples import TripleMaker
from loaders.bundled import bundled
from loaders.factfile import load_fact_file
from loaders.rdf import SUFFIXES, load_rdf
from loaders.source import Loaded


class UnknownSource(AccordiaError):
    """Neither the name of a bundled source nor a file of a known kind."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = ", ".join(bundled())
        super().__init__(
            f"{name!r} is neither a bundled source ({known}) nor a file "
            f"ending in .yaml, .yml or {', '.join(SUFFIXES)}."
        )


Prepared = tuple[Entry, bytes]


def prepare(name: str, base: str, slug: str | None = None) -> Prepared:
    """Read one source, by bundled name or from a file.

    Raises UnknownSource, and what its loader raises on a fault.
    """
    if name in bundled():
        return _facts(bundled()[name](), base, is_bundled=True)
    path = Path(name)
    if path.suffix in {".yaml", ".yml"}:
        return _facts(load_fact_file(path), base)
    if path.suffix in SUFFIXES:
        return _entry(*load_rdf(path, base, slug))
    raise UnknownSource(name)


def load(
    writer: GraphWriter,
    names: Iterable[str],
    *,
    slug: str | None = None,
    on_read: Callable[[Entry], None] = lambda entry: None,
) -> Manifest:
    """Load sources; the graph is unchanged unless all of them are without fault."""
    prepared: list[Prepared] = []
    for name in names:
        prepared.append(prepare(name, writer.base, slug))
        on_read(prepared[-1][0])
    reason = "load " + ", ".join(entry.slug for entry, _ in prepared)
    return writer.replace(prepared, reason)


def load_missing(writer: GraphWriter, on_read: Callable[[Entry], None]) -> Manifest | None:
    """Load the bundled sources that were never loaded; None where the graph has a version."""
    if writer.folder.exists():
        return None
    return load(writer, bundled(), on_read=on_read)


def _facts(loaded: Loaded, base: str, *, is_bundled: bool = False) -> Prepared:
    source = loaded.source
    quads = list(_quads(loaded, base))
    title = next((text.words for text in source.titles), source.slug)
    entry = _named(source.slug, quads, title, source.licence or "")
    return entry.model_copy(update={"bundled": is_bundled}), canonical(quads)


def _quads(loaded: Loaded, base: str) -> Iterator[Quad]:
    maker = TripleMaker(base, loaded.source.slug)
    yield from maker.source(loaded.source)
    for fact in loaded.facts:
        yield from maker.fact(fact)


def _entry(slug: str, title: str, quads: list[Quad]) -> Prepared:
    return _named(slug, quads, title, ""), canonical(quads)


def _named(slug: str, quads: list[Quad], title: str, licence: str) -> Entry:
    graph = quads[0].graph_name.value  # type: ignore[union-attr]
    return Entry(
        slug=slug,
        graph=graph,
        sha256="",
        quads=len(quads),
        counts=count_classes(quads),
        title=title,
        licence=licence,
    )
