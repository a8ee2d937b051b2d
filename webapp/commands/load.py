"""Bring sources in, take them out."""

from pathlib import Path

import click

from graph.settings import Settings
from graph.store import Entry, Manifest
from loaders import load as loading
from loaders.rdf import SUFFIXES
from webapp.commands.store import with_store, writer


@click.command()
@click.argument("names", metavar="NAME|FILE ...", nargs=-1, required=True)
@click.option("--source", metavar="SLUG", help="Name of the source, for an RDF file.")
@with_store
def load(settings: Settings, names: tuple[str, ...], source: str | None) -> None:
    """Load bundled sources by name, or files: .yaml fact files, any RDF file.

    All of them or none: on a fault nothing changes.
    """
    if source is not None and (len(names) > 1 or Path(names[0]).suffix not in SUFFIXES):
        raise click.UsageError("--source names the source of one RDF file.")
    store = writer(settings)
    before = store.folder.latest()
    after = loading.load(store, names, slug=source, on_read=tell)
    tell_version(before, after)


@click.command()
@click.argument("source")
@with_store
def remove(settings: Settings, source: str) -> None:
    """Take a source out of the graph."""
    store = writer(settings)
    tell_version(store.folder.latest(), store.remove(source))


def tell(entry: Entry) -> None:
    """Say what was read."""
    counts = ", ".join(f"{name} {count}" for name, count in entry.counts.items())
    click.echo(f"{entry.slug}: {counts or f'{entry.quads} triples'}")
    for remark in entry.remarks:
        click.echo(f"{entry.slug}: {remark}")


def tell_version(before: Manifest | None, after: Manifest) -> None:
    """Say which version the graph is at now."""
    if before is not None and before.version == after.version:
        click.echo(f"Nothing changed: the graph stays at version {after.version}.")
    else:
        click.echo(f"The graph is at version {after.version}: {after.quads} triples.")
