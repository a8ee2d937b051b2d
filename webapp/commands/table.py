"""Load a table, or rehearse it."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from graph.errors import AccordiaError
from graph.settings import Settings
from loaders.table.files import find_mapping
from loaders.table.process import Outcome, Progress, read_table
from loaders.table.request import Request
from loaders.table.spool import keep
from webapp.commands.store import writer
from webapp.commands.tell import tell, tell_version

SHOWN_FACTS = 10
BAR = 1000
PLAIN_EVERY = 20_000
"""Rows between two lines of progress where there is no terminal."""


class OneTable(AccordiaError):
    """Several files for one mapping, or options that only a table has."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


def load_table(
    settings: Settings, name: str, mapping: str, *, dry_run: bool, refused: str | None
) -> None:
    """Load one table, or with dry_run show what it would become."""
    with tempfile.TemporaryDirectory(prefix="accordia-load-") as folder:
        target = Path(folder) / "sorted"
        request = Request(
            path=str(_file(name, Path(folder), settings.table_megabytes * 1_000_000)),
            shown=name,
            mapping=str(find_mapping(mapping)),
            base=settings.base,
            target=str(target),
            refused=refused or "",
            dry_run=SHOWN_FACTS if dry_run else 0,
            most=settings.table_megabytes * 1_000_000,
            megabytes=settings.table_memory,
        )
        with progress(name) as tell_progress:
            outcome = read_table(request, tell_progress)
        _store(settings, outcome, target)


def _store(settings: Settings, outcome: Outcome, target: Path) -> None:
    for line in outcome.shown:
        click.echo(line)
    if outcome.entry is None:
        _report(outcome)
        click.echo("Nothing was written.")
        return
    store = writer(settings)
    before = store.folder.latest()
    after = store.replace([(outcome.entry, target)], f"load {outcome.entry.slug}")
    tell(outcome.entry)
    _report(outcome)
    tell_version(before, after)


def _report(outcome: Outcome) -> None:
    for line in outcome.report.lines():
        click.echo(f"  {line}")


def _file(name: str, folder: Path, most: int) -> Path:
    if name != "-":
        return Path(name)
    kept = folder / "input"
    keep(sys.stdin.buffer, kept, most)
    return kept


@contextmanager
def progress(name: str) -> Iterator[Progress]:
    """Show how far the reading is: a bar on a terminal, a line now and then elsewhere."""
    began = time.monotonic()

    def pace(rows: int) -> str:
        return f"{rows:,} rows, {rows / max(time.monotonic() - began, 0.001):,.0f} a second"

    if sys.stderr.isatty():
        with click.progressbar(
            length=BAR,
            label=f"Reading {name}",
            file=sys.stderr,
            item_show_func=lambda shown: shown or "",
        ) as bar:
            yield lambda rows, done: bar.update(max(0, int(done * BAR) - bar.pos), pace(rows))
        return
    told = 0

    def plain(rows: int, done: float) -> None:
        nonlocal told
        if rows - told >= PLAIN_EVERY:
            told = rows
            left = (time.monotonic() - began) * (1 - done) / done if done else 0
            click.echo(f"{name}: {pace(rows)}, {done:.0%} of the file, {left:.0f} s left", err=True)

    yield plain
