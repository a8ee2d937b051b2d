"""Run a matcher on a trap."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

from graph.facts import Fact
from graph.nquads import quads
from graph.settings import Settings
from graph.store.lines import canonical
from graph.triples import TripleMaker
from tests.traps.making import CONTEXT, Trap

BASE = Settings().base
Matcher = Callable[[str, Mapping[str, list[bytes]]], Any]


def told(trap: Trap, matcher: Matcher) -> tuple[str, bool]:
    """Return what is said of the two things, and whether they became one."""
    sources = {"a": _lines("a", trap.one), "b": _lines("b", trap.other), "reference": _reference()}
    matches = matcher(BASE, sources)
    one, other = trap.nodes
    pairs = {frozenset((match.one, match.other)): match.outcome for match in matches.pairs}
    merged = matches.canonical.get(one, one) == matches.canonical.get(other, other)
    return pairs.get(frozenset((one, other)), "same" if merged else "different"), merged


@cache
def _reference() -> list[bytes]:
    return _lines("reference", CONTEXT)


def _lines(slug: str, facts: Iterable[Fact]) -> list[bytes]:
    maker = TripleMaker(BASE, slug)
    return canonical(quads(chain(*map(maker.fact, facts)))).splitlines(keepends=True)
