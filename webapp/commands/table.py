"""Load a table, or rehearse it."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table to be read, and how."""

    shown: str
    """The file as the user named it."""
    mapping: str
    slug: str = ""
    """The name of the source; empty: that of the mapping."""
    path: Path | None = None
    """Where the file is, if not where its name says."""
    download: str = ""
    """Address that it was fetched from."""
    dry_run: bool = False
    refused: str | None = None


def load_table(settings: Settings, wanted: Wanted) -> None:
    """Load one table, or with dry_run show what it would become."""
    with tempfile.TemporaryDirectory(prefix="accordia-load-") as folder:
        target = Path(folder) / "sorted"
        outcome = read(settings, wanted, target)
        if outcome.entry is None:
            show(outcome)
            return
        store = writer(settings)
        before = store.folder.latest()
        after = store.replace([(outcome.entry, target)], f"load {outcome.entry.slug}")
        show(outcome)
        tell_version(before, after)


def read(settings: Settings, wanted: Wanted, target: Path) -> Outcome:
    """Read one table; its sorted lines are in the target. Raises TableProblem, ReaderDied."""
    most = settings.table_megabytes * 1_000_000
    request = Request(
        path=str(wanted.path or _file(wanted.shown, target.with_suffix(".input"), most)),
        shown=wanted.shown,
        mapping=str(find_mapping(wanted.mapping)),
        base=settings.base,
        slug=wanted.slug,
        download=wanted.download,
        target=str(target),
        refused=wanted.refused or "",
        dry_run=SHOWN_FACTS if wanted.dry_run else 0,
        most=most,
        megabytes=settings.table_memory,
    )
    with progress(wanted.shown) as tell_progress:
        outcome = read_table(request, tell_progress)
    if outcome.entry is None or not outcome.report.told:
        return outcome
    entry = writer(settings).keep_refused(outcome.entry, Path(request.kept))
    return replace(outcome, entry=entry)


def show(outcome: Outcome) -> None:
    """Say what became of a table."""
    for line in outcome.shown:
        click.echo(line)
    if outcome.entry is not None:
        tell(outcome.entry)
    for line in outcome.report.lines():
        click.echo(f"  {line}")
    if outcome.entry is None:
        click.echo("Nothing was written.")


def _file(name: str, kept: Path, most: int) -> Path:
    if name != "-":
        return Path(name)
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
