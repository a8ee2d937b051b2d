"""Bring sources in, take them out."""

from pathlib import Path

import click

from graph.settings import Settings
from graph.store import Entry
from loaders import load as loading
from loaders.rdf import SUFFIXES
from webapp.commands.store import with_store, writer
from webapp.commands.table import OneTable, load_table
from webapp.commands.tell import tell, tell_identity, tell_version


@click.command()
@click.argument("names", metavar="NAME|FILE ...", nargs=-1, required=True)
@click.option("--source", metavar="SLUG", help="Name of the source, for an RDF file.")
@click.option("--mapping", metavar="MAP", help="How a table becomes facts: a file, or a name.")
@click.option("--dry-run", is_flag=True, help="Show the first facts of a table; write nothing.")
@click.option("--refused", metavar="CSV", help="Write the refused rows of a table to this file.")
@with_store
def load(  # one argument for each option
    settings: Settings,
    names: tuple[str, ...],
    source: str | None,
    mapping: str | None,
    dry_run: bool,
    refused: str | None,
) -> None:
    """Load bundled sources by name, or files: .yaml fact files, RDF, a table with --mapping.

    All of them or none: on a fault nothing changes. A table may be CSV, TSV, XLSX, JSON, JSON Lines
    or Parquet, packed with gzip too, or - for standard input.
    """
    if mapping is not None:
        if len(names) != 1:
            raise OneTable("--mapping is for one table at a time.")
        load_table(settings, names[0], mapping, dry_run=dry_run, refused=refused)
        return
    if dry_run or refused:
        raise OneTable("--dry-run and --refused are for a table: say --mapping too.")
    if source is not None and (len(names) > 1 or Path(names[0]).suffix not in SUFFIXES):
        raise click.UsageError("--source names the source of one RDF file.")
    store = writer(settings)
    before = store.folder.latest()
    read: list[str] = []

    def on_read(entry: Entry) -> None:
        tell(entry)
        read.append(entry.slug)

    after = loading.load(store, names, slug=source, on_read=on_read)
    tell_version(before, after)
    tell_identity(after, read)


@click.command()
@click.argument("source")
@with_store
def remove(settings: Settings, source: str) -> None:
    """Take a source out of the graph."""
    store = writer(settings)
    before = store.folder.latest()
    after = store.remove(source)
    tell_version(before, after)
    tell_identity(after, (entry.slug for entry in after.sources))
