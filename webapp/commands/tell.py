"""What commands that change the graph say."""

from collections.abc import Sequence

import click

from graph.store import Entry, Manifest


def tell(entry: Entry) -> None:
    """Say what was read."""
    counts = ", ".join(f"{name} {count}" for name, count in entry.counts.items())
    click.echo(f"{entry.slug}: {counts or f'{entry.quads} triples'}")
    for remark in entry.remarks:
        click.echo(f"{entry.slug}: {remark}")


def tell_version(before: Manifest | None, after: Manifest) -> None:
    """Say which version the graph is at now, and what of its new sources others know too."""
    if before is not None and before.version == after.version:
        click.echo(f"Nothing changed: the graph stays at version {after.version}.")
    else:
        click.echo(f"The graph is at version {after.version}: {after.quads} triples.")
        _tell_identity(_new(before, after))


def _new(before: Manifest | None, after: Manifest) -> Sequence[Entry]:
    """Return the sources that were loaded; all that stay where one was taken out."""
    was = {entry.slug: entry.written for entry in before.sources} if before else {}
    new = [entry for entry in after.sources if was.get(entry.slug) != entry.written]
    return after.sources if was.keys() - {entry.slug for entry in after.sources} else new


def _tell_identity(entries: Sequence[Entry]) -> None:
    merged, unsure = (sum(getattr(one, name) for one in entries) for name in ("merged", "unsure"))
    if merged or unsure:
        things = "thing is" if merged == 1 else "things are"
        click.echo(
            f"{merged} {things} one with those of other sources, "
            f"{unsure} {'is' if unsure == 1 else 'are'} unsure: `accordia review` lists them."
        )
