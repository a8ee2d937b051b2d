"""Small graphs for the tests of the network: facts to a store, no file between."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from graph.dates import read_span
from graph.engine import Session, start_engine
from graph.facts import Evidence, Fact, Institution, Source, Territory, Text, Tie
from graph.identity import Ref
from graph.network import Filters, Network, network
from graph.nquads import quads as parsed
from graph.settings import Settings
from graph.store import Entry, GraphWriter
from graph.store.lines import canonical, count_classes
from graph.triples import TripleMaker

BASE = Settings().base


def actor(key: str, name: str = "") -> Fact:
    """Return a town."""
    return Territory(ref=Ref("territory", key), names=(Text(name or key, "fr"),), level="region")


def unnamed(key: str) -> Fact:
    """Return a body that its source does not name."""
    return Institution(
        ref=Ref("institution", key), names=(Text("une école", "fr"),), kinds=("unnamed",)
    )


def iri(key: str, kind: str = "territory") -> str:
    """Return the IRI of an actor of these graphs."""
    return f"{BASE}id/{kind}/{key}"


def tie(key: str, parties: Sequence[str], **more: Any) -> Tie:
    """Return a tie between territories, asserted unless ``stance`` says otherwise."""
    type_, stance, date = more.pop("type", "Agreement"), more.pop("stance", "asserted"), ""
    quote, date = more.pop("quote", f"les mots de {key}"), more.pop("date", "")
    kinds = dict.fromkeys(more.pop("institutions", ()), "institution")
    return Tie(
        ref=Ref(type_.lower(), key),
        type=type_,
        parties=tuple(Ref(kinds.get(one, "territory"), one) for one in parties),
        span=read_span(date, "fr") if date else None,
        evidence=(Evidence(stance=stance, quote=Text(quote, "fr")),),
        **more,
    )


def store(path: Path, **sources: Iterable[Fact]) -> Settings:
    """Write a graph of sources, by slug, and return the settings of a service over it."""
    GraphWriter(path, BASE).replace([_source(*one) for one in sources.items()], "test")
    return Settings(store=str(path))


@contextmanager
def asking(settings: Settings) -> Iterator[Session]:
    """Run an engine over a graph for the length of the block."""
    with start_engine(settings) as engine, engine.session() as session:
        yield session


def drawn(session: Session, query: str = "") -> Network:
    """Return the network that an address asks for."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    filters = Filters.from_query((name, value) for name, _, value in pairs)
    return network(session, BASE, filters)


def ties(graph: Network) -> set[str]:
    """Return the keys of the ties that the network holds, drawn or not."""
    return {tie.rpartition("/")[2] for tie in graph.graph["ties"]}


def pairs(graph: Network) -> set[frozenset[str]]:
    """Return the keys of the actors that a line links."""
    return {frozenset(end.rpartition("/")[2] for end in edge) for edge in graph.edges()}


def _source(slug: str, facts: Iterable[Fact]) -> tuple[Entry, bytes]:
    maker = TripleMaker(BASE, slug)
    titles = (Text(f"Source {slug}", "fr"),)
    source = maker.source(Source(slug=slug, titles=titles, publisher="Quelqu'un"))
    blocks = chain(source, *map(maker.fact, facts))
    quads = list(parsed(blocks))
    entry = Entry(
        slug=slug,
        graph=maker.graph,
        sha256="",
        quads=len(quads),
        counts=count_classes(quads),
        title=slug,
        licence="",
    )
    return entry, canonical(quads)
