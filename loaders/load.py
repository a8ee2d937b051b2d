"""From files to a new version of the graph: all sources of one call, or none."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from graph.errors import AccordiaError
from graph.nquads import quads as parsed
from graph.store import Entry, GraphWriter, Manifest
from graph.store.lines import canonical, count_classes
from graph.triples import TripleMaker
from loaders.bundled import bundled
from loaders.factfile import load_fact_file
from loaders.published import published
from loaders.rdf import SUFFIXES, LoadedRdf, load_rdf
from loaders.report import counted
from loaders.source import Loaded


class UnknownSource(AccordiaError):
    """Neither the name of a bundled source nor a file of a known kind."""

    def __init__(self, name: str) -> None:
        self.name = name
        known, offered = ", ".join(bundled()), ", ".join(published())
        super().__init__(
            f"{name!r} is neither a bundled source ({known}), nor one that its publisher offers "
            f"({offered}), nor a file ending in .yaml, .yml or {', '.join(SUFFIXES)}; "
            "any other file is a table, and needs --mapping."
        )


class SameSlug(AccordiaError):
    """Two inputs of one call that would fill the same graph."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(
            f"Two of the inputs are the source {slug!r}: give one of them another name."
        )


Prepared = tuple[Entry, bytes | Path]


def prepare(
    name: str, base: str, slug: str | None = None, vocabularies: Iterable[str] = ()
) -> Prepared:
    """Read one source, by bundled name or from a file.

    Raises UnknownSource, and what its loader raises on a fault.
    """
    if name in bundled():
        return _facts(bundled()[name](), base, is_bundled=True)
    path = Path(name)
    if path.suffix in {".yaml", ".yml"}:
        return _facts(load_fact_file(path), base)
    if path.suffix in SUFFIXES:
        return _rdf(load_rdf(path, base, slug, vocabularies))
    raise UnknownSource(name)


def load(
    writer: GraphWriter,
    names: Iterable[str],
    *,
    slug: str | None = None,
    on_read: Callable[[Entry], None] = lambda entry: None,
) -> Manifest:
    """Load sources; the graph is unchanged unless all of them are without fault.

    Raises SameSlug, and what ``prepare`` raises.
    """

    def read() -> Iterator[Prepared]:
        for name in names:
            prepared = prepare(name, writer.base, slug)
            yield prepared
            on_read(prepared[0])

    return replace_all(writer, read())


def replace_all(writer: GraphWriter, sources: Iterable[Prepared]) -> Manifest:
    """Put all sources in at once, when the last of them is read. Raises SameSlug."""
    prepared: list[Prepared] = []
    for entry, lines in sources:
        if any(entry.slug == other.slug for other, _ in prepared):
            raise SameSlug(entry.slug)
        prepared.append((entry, lines))
    reason = "load " + ", ".join(entry.slug for entry, _ in prepared)
    return writer.replace(prepared, reason)


def load_missing(writer: GraphWriter, on_read: Callable[[Entry], None]) -> Manifest | None:
    """Load all bundled sources into an empty store; None where the graph has a version.

    What a user took out stays out.
    """
    if writer.folder.exists():
        return None
    return load(writer, bundled(), on_read=on_read)


def _facts(loaded: Loaded, base: str, *, is_bundled: bool = False) -> Prepared:
    source, facts = loaded.source, tuple(loaded.facts)
    maker = TripleMaker(base, source.slug)
    quads = list(parsed(chain(maker.source(source), *map(maker.fact, facts))))
    title = next((text.words for text in source.titles), source.slug)
    entry = _named(source.slug, quads, title, source.licence or "")
    report = counted("facts", quads, rows=len(facts))
    told = {"bundled": is_bundled, "authority": loaded.authority, "report": report}
    return entry.model_copy(update=told), canonical(quads)


def _rdf(loaded: LoadedRdf) -> Prepared:
    entry = _named(loaded.slug, loaded.quads, loaded.title, "")
    report = counted("rdf", loaded.quads, left_out=loaded.left_out)
    known = {"remarks": loaded.remarks, "report": report}
    return entry.model_copy(update=known), canonical(loaded.quads)


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
