"""Bring sources in, take them out."""

from pathlib import Path

import click

from graph.identity import KEY
from graph.settings import Settings
from loaders.published import has_parts, published
from loaders.rdf import SUFFIXES
from loaders.table.files import bundled_mappings
from webapp.commands.named import fetcher, load_names, rehearse
from webapp.commands.store import with_store, writer
from webapp.commands.table import OneTable, Wanted, load_table
from webapp.commands.tell import tell_version


@click.command()
@click.argument("names", metavar="NAME|FILE ...", nargs=-1, required=True)
@click.option("--source", metavar="SLUG", help="Name of the source, for one RDF file or table.")
@click.option("--mapping", metavar="MAP", help="How a table becomes facts: a file, or a name.")
@click.option("--file", "own", metavar="PATH", help="The file of NAME, fetched by yourself.")
@click.option("--dry-run", is_flag=True, help="Show the first facts of a table; write nothing.")
@click.option("--refused", metavar="CSV", help="Write the refused rows of a table to this file.")
@click.option("--vocabularies", metavar="LIST", help="Read RDF in these: org,schema,wikidata,skos.")
@with_store
def load(  # noqa: PLR0913, PLR0917  # one argument for each option
    settings: Settings,
    names: tuple[str, ...],
    source: str | None,
    mapping: str | None,
    own: str | None,
    dry_run: bool,
    refused: str | None,
    vocabularies: str | None,
) -> None:
    """Load sources by name, or files: .yaml fact files, RDF, a table with --mapping.

    A name is one that `accordia sources` lists: bundled, or available, and then fetched from its
    publisher. All of them or none: on a fault nothing changes. A table may be CSV, TSV, XLSX, JSON,
    JSON Lines, YAML or Parquet, packed with gzip too, or - for standard input.
    """
    if source is not None and not KEY.fullmatch(source):
        raise click.UsageError("--source expects letters, digits, '-', '_' and '.'.")
    if vocabularies is not None and not any(Path(name).suffix in SUFFIXES for name in names):
        raise click.UsageError("--vocabularies is for RDF files.")
    table = _table(names, mapping, own)
    if table is not None:
        name, mapping = table
        load_table(settings, Wanted(name, mapping, source or "", None, "", dry_run, refused))
    elif dry_run or refused:
        if len(names) > 1 or names[0] not in published() or (refused and has_parts(names[0])):
            raise OneTable("--dry-run and --refused are for one table: say --mapping too.")
        wanted = Wanted(names[0], names[0], source or "", None, "", dry_run, refused)
        rehearse(settings, wanted, fetcher(settings))
    else:
        if source is not None and (len(names) > 1 or Path(names[0]).suffix not in SUFFIXES):
            raise click.UsageError("--source names the source of one RDF file or table.")
        read_in = tuple(filter(None, (vocabularies or "").split(",")))
        load_names(settings, names, source, fetcher(settings), read_in)


def _table(names: tuple[str, ...], mapping: str | None, own: str | None) -> tuple[str, str] | None:
    """Return the file and the mapping where one table is asked for. Raises OneTable."""
    if mapping is None and own is None:
        return None
    if len(names) != 1 or (mapping and own):
        raise OneTable("--mapping and --file are for one table at a time.")
    if own is None:
        return names[0], mapping or ""
    if names[0] not in bundled_mappings():
        raise OneTable(f"--file is for a data set that `accordia sources` lists, not {names[0]!r}.")
    return own, names[0]


@click.command()
@click.argument("source")
@with_store
def remove(settings: Settings, source: str) -> None:
    """Take a source out of the graph."""
    store = writer(settings)
    tell_version(store.folder.latest(), store.remove(source))
