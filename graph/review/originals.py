"""What each source said of a thing, under the address that it used itself.

In the graph things that are one have one address; here each still has its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from graph.matching.addresses import Addresses
from graph.matching.read import Described, described
from graph.review.sortedlines import SortedLines
from graph.store import DamagedFile, GraphFolder, Manifest
from ontology import vocabulary

T = TypeVar("T")

REMEMBERED = 20_000
HIGHEST = 6
"""Territories of a chain of places."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing, from all the sources that use its address; addresses are short."""

    iri: str
    sources: tuple[str, ...]
    term: str
    """The deepest of its classes, "" where none is known."""
    names: tuple[tuple[str, str], ...]
    """Names and their languages, preferred ones first."""
    codes: tuple[str, ...]
    same_as: tuple[str, ...]
    level: str
    kinds: tuple[str, ...]
    within: tuple[str, ...]
    parties: tuple[str, ...]
    days: tuple[str, ...]

    def name(self, languages: Iterable[str] = ()) -> str:
        """Return its name in the first of the languages that it has one in, "" without a name."""
        for language in languages:
            for words, told in self.names:
                if told == language:
                    return words
        return self.names[0][0] if self.names else ""


class Originals:
    """The lines of one version as the loaders wrote them."""

    def __init__(self, folder: GraphFolder, manifest: Manifest) -> None:
        self.addresses = Addresses(manifest.base)
        self.base = manifest.base
        self._files = {
            entry.slug: _opened(folder, entry.written)
            for entry in sorted(manifest.sources, key=lambda entry: entry.slug)
        }
        self.told = lru_cache(REMEMBERED)(self._told)

    def sources(self, short: str) -> tuple[str, ...]:
        """Return the sources that describe a thing under that address."""
        iri = self.addresses.whole(short)
        return tuple(slug for slug, lines in self._files.items() if lines.has(iri))

    def is_of(self, short: str, source: str) -> bool:
        """Tell whether a source describes a thing under that address."""
        lines = self._files.get(source)
        return lines is not None and lines.has(self.addresses.whole(short))

    def chain(self, told: Told) -> list[Told]:
        """Return what a thing lies in, outermost first: one way up where there are several."""
        chain: list[Told] = []
        known = {told.iri}
        while told.within and len(chain) < HIGHEST:
            above = next((iri for iri in told.within if iri not in known), None)
            if above is None:
                break
            known.add(above)
            told = self.told(above)
            chain.insert(0, told)
        return chain

    def _told(self, short: str) -> Told:
        iri, by_source = self.addresses.whole(short), {}
        for slug, lines in self._files.items():
            if found := lines.of(iri):
                by_source[slug] = list(described(found.splitlines(keepends=True), self.base))
        things = [thing for told in by_source.values() for thing in told]
        return Told(
            iri=short,
            sources=tuple(by_source),
            term=_deepest(things),
            names=_distinct(
                (*(name for thing in things for name in thing.preferred),
                 *(name for thing in things for name in thing.others))
            ),
            codes=_distinct(code for thing in things for code in thing.notations),
            same_as=_distinct(iri for thing in things for iri in thing.same_as),
            level=next((thing.level for thing in things if thing.level), ""),
            kinds=_distinct(kind for thing in things for kind in sorted(thing.kinds)),
            within=self._short(iri for thing in things for iri in thing.within),
            parties=self._short(
                iri for thing in things for iri in sorted(thing.parties | thing.of)
            ),
            days=_distinct(day for thing in things for day in sorted(thing.days.values())),
        )  # fmt: skip

    def _short(self, iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.addresses.short, dict.fromkeys(iris)))


def _opened(folder: GraphFolder, sha256: str) -> SortedLines:
    path = folder.quads_path(sha256)
    try:
        return SortedLines(path)
    except FileNotFoundError:
        raise DamagedFile(path) from None


def _deepest(things: Iterable[Described]) -> str:
    terms = sorted({term for thing in things for term in thing.types} & set(vocabulary().classes))
    return max(terms, key=lambda term: len(vocabulary().ancestors(term)), default="")


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
