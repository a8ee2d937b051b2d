"""Which things of different sources are one: a person's say."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from graph.matching import Decision
from graph.matching.addresses import Addresses
from graph.matching.decisions import read_decisions, write_decisions
from graph.review import Candidates, Wanted, known, without_effect
from graph.review.table import COLUMNS, as_data, called, row
from graph.review.write import write
from graph.settings import Settings
from graph.spreadsheet import plain_cell, spreadsheet
from loaders.yamlfile import FileProblem
from webapp.commands.export import NoGraph
from webapp.commands.output import write_output
from webapp.commands.reviewwalk import ask_each
from webapp.commands.store import reader, with_store
from webapp.commands.tell import tell_version
from webapp.texttable import in_columns

MOST_BYTES = 20_000_000
"""How long a table of decisions may be."""

LANGUAGES = ("en", "fr", "mul", "")
LISTED = 50
LONGEST_CELL = 40
ON_TERMINAL = ("score", "one_name", "one", "other_name", "other", "reasons")


@click.group(invoke_without_command=True)
@click.option("--open", "shown", flag_value="open", default="open", help="What nobody decided yet.")
@click.option("--later", "shown", flag_value="later", help="What was put off.")
@click.option("--merged", "shown", flag_value="joined", help="What was joined, least sure first.")
@click.option("--apart", "shown", flag_value="apart", help="What people keep apart.")
@click.option("--kind", default="", help="territory, institution or tie.")
@click.option("--source", default="", metavar="SLUG", help="Pairs of that source only.")
@click.option("--search", "words", default="", metavar="WORDS", help="Names and codes to find.")
@click.option("--limit", type=click.IntRange(1), help=f"{LISTED} for a table, else all.")
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), default="table")
@with_store
def review(  # one argument for each option
    settings: Settings,
    shown: str,
    kind: str,
    source: str,
    words: str,
    limit: int | None,
    form: str,
) -> None:
    """List things that are possibly one, and say which are: same, different, later."""
    context = click.get_current_context()
    context.obj = settings.store
    if context.invoked_subcommand is None:
        wanted = Wanted(shown, kind, source, words)
        _list(candidates_of(settings), wanted, form, limit)


def candidates_of(settings: Settings) -> Candidates:
    """Return the pairs of the current version. Raises NoGraph."""
    folder = reader(settings)
    manifest = folder.latest()
    if manifest is None:
        raise NoGraph(settings.store)
    return Candidates(folder, manifest)


def _list(candidates: Candidates, wanted: Wanted, form: str, limit: int | None) -> None:
    found = candidates.select(wanted)
    originals = candidates.originals
    if form == "json":
        data = [as_data(match, originals, LANGUAGES) for match in found[:limit]]
        _out(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
    elif form == "csv":
        rows = (row(match, originals, LANGUAGES) for match in found[:limit])
        _out(spreadsheet([COLUMNS, *rows]))
    else:
        shown = found[: limit or LISTED]
        cells = [COLUMNS, *(row(one, originals, LANGUAGES) for one in shown)]
        if shown:
            _out(in_columns(list(map(_narrow, cells))).encode())
        click.echo(f"{len(shown)} of {len(found)} pairs.")


def _narrow(cells: Sequence[str]) -> list[str]:
    told = dict(zip(COLUMNS, cells, strict=True))
    return [told[name][:LONGEST_CELL] for name in ON_TERMINAL]


def _out(data: bytes) -> None:
    write_output(None, lambda file: file.write(data))


def _verdict(name: str, told: str) -> None:
    """Add the command that says one thing of one pair."""

    @review.command(name, help=told)
    @click.argument("one")
    @click.argument("other")
    @click.option("--by", default="", metavar="NAME", help="Who says so.")
    @click.option("--note", default="", metavar="TEXT", help="Why.")
    @with_store
    def verdict(settings: Settings, one: str, other: str, by: str, note: str) -> None:
        originals = candidates_of(settings).originals
        pair = known(originals, one), known(originals, other)
        said = "" if name == "undo" else name
        save(settings, [Decision(*pair, said, by, today(), note)], f"review: {name}")


for _name, _told in {
    "same": "Say that two things are one.",
    "different": "Say that two things are not one.",
    "later": "Put a pair off.",
    "undo": "Take back what was said of a pair.",
}.items():
    _verdict(_name, _told)


@review.command("export")
@click.argument("file", metavar="FILE|-")
@with_store
def export_decisions(settings: Settings, file: str) -> None:
    """Write all decisions as a table (CSV) that others can import."""
    candidates = candidates_of(settings)
    text = write_decisions(candidates.folder.decisions(candidates.manifest).values())
    write_output(None if file == "-" else Path(file), lambda out: out.write(text.encode()))


@review.command("import")
@click.argument("file", metavar="FILE|-")
@with_store
def import_decisions(settings: Settings, file: str) -> None:
    """Take in decisions that were exported elsewhere: all rows or none.

    Those on things that are not loaded are kept: they hold once their source is.
    """
    decisions = read_decisions(_text(file), file)
    short = Addresses(settings.base).short
    ours = [
        replace(
            one,
            one=short(one.one),
            other=short(one.other),
            by=plain_cell(one.by),
            note=plain_cell(one.note),
        )
        for one in decisions
    ]
    save(settings, ours, f"review: import {len(ours)} decisions")


@review.command("walk")
@click.option("--by", default="", metavar="NAME", help="Who decides.")
@click.option("--kind", default="", help="territory, institution or tie.")
@click.option("--source", default="", metavar="SLUG", help="Pairs of that source only.")
@with_store
def walk(settings: Settings, by: str, kind: str, source: str) -> None:
    """Go through the open pairs one by one; what was said is written at the end."""
    candidates = candidates_of(settings)
    pairs = candidates.select(Wanted("open", kind, source))
    said = ask_each(pairs, candidates.originals, LANGUAGES)
    decisions = [Decision(*pair, verdict, by, today()) for pair, verdict in said.items()]
    if decisions:
        save(settings, decisions, f"review: {len(decisions)} decisions")


def today() -> str:
    """Return the day, as decisions keep it."""
    return datetime.now(UTC).date().isoformat()


def save(settings: Settings, decisions: list[Decision], reason: str) -> None:
    """Write decisions and say what came of it. Raises Contradiction, NoGraph."""
    candidates = candidates_of(settings)
    before = candidates.manifest
    after = write(settings.store, settings.base, decisions, reason)
    tell_version(before, after)
    _tell_idle(Candidates(candidates.folder, after), decisions)


def _tell_idle(candidates: Candidates, decisions: list[Decision]) -> None:
    for one in without_effect(candidates, decisions):
        names = (called(address, candidates.originals, LANGUAGES) for address in one.pair)
        click.echo(
            f"{' and '.join(names)}: kept as {one.decision!r}, without effect for now "
            "(not both are loaded, or they are not of one kind)."
        )


def _text(file: str) -> str:
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        text = data.decode("utf-8-sig")  # spreadsheets put a mark before CSV
    except OSError as error:
        raise FileProblem(Path(file), None, f"cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FileProblem(Path(file), None, "this is not UTF-8 text.") from None
    if len(data) > MOST_BYTES:
        raise FileProblem(Path(file), None, f"the file has more than {MOST_BYTES} bytes.")
    return text
