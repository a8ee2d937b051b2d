"""Pairs one by one on a terminal: s, d, l or q."""

import sys
from collections.abc import Sequence

import click

from graph.matching import Match
from graph.review import Originals
from graph.review.table import called

KEYS = {"s": "same", "d": "different", "l": "later"}
QUESTION = "[s]ame, [d]ifferent, [l]ater, Enter to leave it, [q]uit"


def ask_each(
    pairs: Sequence[Match], originals: Originals, languages: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Show each pair and ask; return what was said until the end, q or the end of the input."""
    said: dict[tuple[str, str], str] = {}
    for number, match in enumerate(pairs, 1):
        click.echo(f"\n{number} of {len(pairs)}, score {match.score:.2f}")
        for address in match.pair:
            click.echo("  " + _line(address, originals, languages))
        for reason in match.reasons:
            click.echo(f"    {'+' if reason.weight >= 0 else '-'} {reason.code} {reason.detail}")
        key = _asked()
        if key == "q":
            break
        if key in KEYS:
            said[match.pair] = KEYS[key]
    return said


def _line(address: str, originals: Originals, languages: Sequence[str]) -> str:
    told = originals.told(address)
    places = ", ".join(one.name(languages) or one.iri for one in originals.chain(told))
    parts = (called(address, originals, languages), told.level or "/".join(told.kinds), places,
             " ".join(told.codes), f"{address} ({', '.join(told.sources)})")  # fmt: skip
    return " · ".join(filter(None, parts))


def _asked() -> str:
    """Return the letter that was typed; the end of the input ends the walk."""
    while True:
        click.echo(f"{QUESTION}: ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return "q"
        key = line.strip().lower()[:1]
        if key in {*KEYS, "q", ""}:
            return key
