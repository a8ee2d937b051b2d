"""A scenario: whole sources as the store writes them; beside them, what is true of their nodes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from graph.facts import Fact, Text
from graph.identity import Ref, digest
from graph.settings import Settings
from graph.store.sorting import LineSorter
from graph.triples import TripleMaker
from loaders.quotes import fold_name

BASE = Settings().base
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one node; what the matcher sees of it is noted where it decides a pair."""

    source: str
    identifiers: frozenset[str]
    """``scheme:value``; hidden from the matcher."""
    names: tuple[str, ...]
    """The first is the main one."""
    country: str = ""
    """ISO 3166; visible."""
    area: str = ""
    """The subdivision that the source states; visible."""
    point: Point | None = None
    shows_point: bool = False
    level: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(fold_name, self.names))))


@dataclass(frozen=True)
class Lines:
    """The lines of one source: a file, so that they can be read more than once."""

    path: Path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            yield from file


@dataclass
class Scenario:
    """One run of the matcher."""

    name: str
    anchor: str = ""
    """Where many sources name one thing, the one whose pairs are counted: each name once."""
    sources: dict[str, Lines] = field(default_factory=dict)
    truths: dict[str, Truth] = field(default_factory=dict)
    related: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a whole and its part: near in name, never the same."""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes that bear each folded name."""
        index: dict[str, list[str]] = {}
        for path, truth in self.truths.items():
            for name in truth.folded:
                index.setdefault(name, []).append(path)
        return {name: tuple(paths) for name, paths in index.items()}

    def add_facts(self, folder: Path, slug: str, entries: Iterable[tuple[Fact, Truth]]) -> None:
        """Write facts as a source, and remember the truth about them."""
        maker = TripleMaker(BASE, slug)
        known = dict(entries)
        path = folder / f"{self.name}-{slug}.nq".replace(" ", "-")
        with LineSorter() as sorter:
            for fact in known:
                sorter.add(maker.fact(fact))
            sorter.write(path)
        self.sources[slug] = Lines(path)
        self.truths |= {f"{fact.ref.kind}/{fact.ref.key}": truth for fact, truth in known.items()}


def opaque(kind: str, source: str, *identity: object) -> Ref:
    """Return a key that tells nothing, the same at every run."""
    return Ref(kind, f"{source}-{digest(map(str, (source, *identity)))[:12]}")


def texts(names: Iterable[str], language: str) -> tuple[Text, ...]:
    """Return distinct names in a language."""
    return tuple(Text(name, language) for name in dict.fromkeys(names) if name)
