"""What is there: sources and versions."""

from collections.abc import Iterator

import click

from graph.settings import Settings
from graph.store import Entry, GraphFolder, Manifest, NoSuchSource
from loaders.bundled import bundled
from loaders.published import published
from loaders.table.mapping import TableSource
from webapp.commands.store import reader, with_store, writer
from webapp.commands.tell import tell_version


@click.command()
@click.argument("name", required=False)
@with_store
def sources(settings: Settings, name: str | None) -> None:
    """List what is loaded, with counts, what is bundled, what publishers offer;
    or the load report of one source.
    """
    folder = reader(settings)
    manifest = folder.current()
    loaded = {entry.slug: entry for entry in manifest.sources} if manifest else {}
    if name is not None:
        if name not in loaded:
            raise NoSuchSource(name)
        for line in report_lines(folder, loaded[name]):
            click.echo(line)
        return
    for entry in loaded.values():
        click.echo(f"{entry.slug}\tloaded\t{entry.quads}\t{entry.title}")
    for slug in bundled():
        if slug not in loaded:
            click.echo(f"{slug}\tbundled\t0\t")
    for slug, source in published().items():
        if slug not in loaded:
            click.echo("\t".join((slug, "available", "0", *_described(source))))


def _described(source: TableSource) -> tuple[str, ...]:
    title = source.title
    words = title if isinstance(title, str) else next(iter(title.values()))
    assert source.download is not None
    return words, source.publisher, source.licence or "", source.download.address


@click.command()
@click.option("--compare", nargs=2, type=int, metavar="A B", help="What changed from A to B.")
@click.option("--restore", type=int, metavar="N", help="Go back to version N.")
@with_store
def versions(settings: Settings, compare: tuple[int, int] | None, restore: int | None) -> None:
    """List the versions of the graph, compare two of them, or go back to one."""
    folder = reader(settings)
    if restore is not None:
        before = folder.latest()
        tell_version(before, writer(settings).restore(restore))
    elif compare is not None:
        for line in difference(*map(folder.version, compare)):
            click.echo(line)
    else:
        for manifest in folder.versions():
            click.echo(
                f"{manifest.version}\t{manifest.created:%Y-%m-%d %H:%M} UTC\t"
                f"{len(manifest.sources)} sources\t{manifest.quads} triples\t{manifest.reason}"
            )


def report_lines(folder: GraphFolder, entry: Entry) -> Iterator[str]:
    """Yield what is known of the load of a source."""
    yield f"{entry.slug}: {entry.title}"
    yield f"licence: {entry.licence or 'none is stated'}"
    yield f"statements: {entry.quads}, SHA-256 {entry.sha256}"
    yield ", ".join(f"{name} {count}" for name, count in entry.counts.items())
    yield from entry.remarks
    if entry.report is None:
        yield "no report: the source was loaded before reports were kept"
        return
    yield from entry.report.lines()
    if entry.refused:
        kept, told = entry.report.listed, entry.report.told
        which = f"the first {kept} of {told}" if kept < told else str(told)
        yield f"set aside, row by row: {which}, in {folder.refused_path(entry.refused)}"


def difference(old: Manifest, new: Manifest) -> list[str]:
    """Return one line for each source that the versions do not share."""
    before = {entry.slug: entry for entry in old.sources}
    after = {entry.slug: entry for entry in new.sources}
    lines = []
    for slug in sorted(before.keys() | after.keys()):
        was, now = before.get(slug), after.get(slug)
        if was == now:
            continue
        sign = "-" if now is None else "+" if was is None else "~"
        counts = f"{was.quads if was else 0} -> {now.quads if now else 0} triples"
        lines.append(f"{sign} {slug}\t{counts}")
    return lines or ["The two versions hold the same."]
