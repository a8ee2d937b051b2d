"""Take the graph away."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

import click
from pyoxigraph import RdfFormat

from graph.engine import start_engine
from graph.errors import AccordiaError
from graph.export import export_format, write_all, write_source
from graph.export.thing import thing_query
from graph.settings import Settings
from graph.store import Entry, Manifest, NoSuchSource
from graph.terms import iri_term
from webapp.commands.output import write_output
from webapp.commands.store import reader, with_store

SUFFIXES = {
    "turtle": "ttl",
    "trig": "trig",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
}
MEDIA_TYPES = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}


class NoGraph(AccordiaError):
    """Nothing was loaded yet."""

    def __init__(self, store: str) -> None:
        self.store = store
        super().__init__(f"There is no graph in {store} yet: `accordia load` makes one.")


class NoSuchEntity(AccordiaError):
    """An address of which the graph says nothing."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        super().__init__(f"The graph says nothing of {iri}.")


@click.command()
@click.option("--format", "form", type=click.Choice(tuple(SUFFIXES)), default="turtle")
@click.option("--source", metavar="SLUG", help="One source only.")
@click.option("--entity", metavar="IRI", help="One thing only, with its evidence.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@with_store
def export(
    settings: Settings, form: str, source: str | None, entity: str | None, output: Path | None
) -> None:
    """Write the graph, one source or one thing as RDF."""
    if entity is not None:
        if form not in MEDIA_TYPES:
            raise click.UsageError(f"--entity goes with {', '.join(MEDIA_TYPES)}.")
        body = _described(settings, entity, MEDIA_TYPES[form])
        write_output(output, lambda file: file.write(body))
    else:
        write_output(output, _writer(settings, source, export_format(SUFFIXES[form])))


def _writer(settings: Settings, slug: str | None, form: RdfFormat) -> Callable[[IO[bytes]], object]:
    folder = reader(settings)
    manifest = folder.current()
    if manifest is None:
        raise NoGraph(settings.store)
    if slug is None:
        return lambda file: write_all(folder, manifest, form, file)
    return lambda file: write_source(folder, _entry(manifest, slug), form, file)


def _entry(manifest: Manifest, slug: str) -> Entry:
    entry = manifest.entry(slug)
    if entry is None:
        raise NoSuchSource(slug)
    return entry


def _described(settings: Settings, iri: str, media_type: str) -> bytes:
    query = thing_query(iri)
    with start_engine(settings) as engine, engine.session() as session:
        answer = session.query(query, [media_type], in_order=True)
        if session.query(f"ASK {{ {iri_term(iri)} ?p ?o }}").body.count(b"true") == 0:
            raise NoSuchEntity(iri)
    return answer.body
