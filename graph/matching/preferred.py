"""One preferred name in each language, whatever the number of sources that give one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.matching.read import Described

Authorities = Mapping[str, Sequence[str]]
"""By source, beginnings of keys as regular expressions: it names the things that have them."""


class Name(NamedTuple):
    """A preferred name as one source gives it."""

    source: str
    iri: str
    words: str
    language: str


class Preferred:
    """Collects the preferred names of everything that has one."""

    def __init__(self, authorities: Authorities) -> None:
        self._authorities = {
            slug: re.compile("|".join(f"(?:{key})" for key in keys))
            for slug, keys in authorities.items()
            if keys
        }
        self._names: defaultdict[str, list[Name]] = defaultdict(list)

    def add(self, thing: Described, source: str) -> None:
        """Take in the names that one source prefers."""
        for words, language in thing.preferred:
            self._names[thing.iri].append(Name(source, thing.iri, words, language))

    def second(self, canonical: Mapping[str, str]) -> dict[str, set[Name]]:
        """Return by source the names that come second: the thing has a better one in the language.

        First comes the source that gives the thing its key, then one that uses the address which
        stays, then the first in alphabetical order.
        """
        merged: defaultdict[str, list[Name]] = defaultdict(list)
        for iri, names in self._names.items():
            merged[canonical.get(iri, iri)] += names
        found: defaultdict[str, set[Name]] = defaultdict(set)
        for iri, names in merged.items():
            for name in self._losers(iri, names) if len(names) > 1 else ():
                found[name.source].add(name)
        return dict(found)

    def _losers(self, iri: str, names: list[Name]) -> Iterator[Name]:
        best: dict[str, Name] = {}
        for name in sorted(names, key=lambda name: self._place(iri, name)):
            first = best.setdefault(name.language, name)
            if first.words != name.words:
                yield name

    def _place(self, iri: str, name: Name) -> tuple[bool, bool, Name]:
        authority = self._authorities.get(name.source)
        gives_key = authority is not None and authority.match(iri.rpartition("/")[2])
        return not gives_key, name.iri != iri, name
