"""What every loader yields: one source and its facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.facts import Fact, Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source that was read without fault, its facts still to be turned into triples."""

    source: Source
    facts: Iterable[Fact]
    authority: tuple[str, ...] = ()
    """Patterns of the keys whose names this source settles."""
