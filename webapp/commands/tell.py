"""What commands that change the graph say."""

import click

from graph.store import Entry, Manifest


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
