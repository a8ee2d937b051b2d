"""What a search found, with enough beside each name to tell namesakes apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import ngettext

from graph.index.search import Finding
from webapp.addresses import local_path
from webapp.display import adds_to, class_label, upper_first
from webapp.engine import session
from webapp.labels import labels, sort_key
from webapp.rows import iri_terms, rows
from webapp.views.nodes import Link
from webapp.views.places import places_of

WORD = re.compile(r"\w+")
KINDS = """
SELECT DISTINCT ?thing ?kind WHERE {{
  VALUES ?thing {{ {things} }} ?thing acc:level|acc:kind ?kind
}} ORDER BY ?thing ?kind"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, and the name or code of it that matched."""

    iri: str
    label: str
    class_: str
    match: str
    degree: int
    kinds: list[Link]
    places: list[Link]
    """Where it lies, the nearest first."""

    @property
    def sort(self) -> str:
        """What it is in a few words: its level or kind, else its class."""
        return ", ".join(kind.label for kind in self.kinds) or class_label(self.class_)

    @property
    def place(self) -> str:
        """Where it lies, as in an address."""
        return ", ".join(place.label for place in self.places)

    @property
    def about(self) -> str:
        """What tells it from its namesakes, in one line."""
        ties = ngettext("%(num)d tie", "%(num)d ties", self.degree) if self.degree else ""
        return " · ".join(filter(None, [upper_first(self.sort), self.place, str(ties)]))

    def as_json(self) -> dict[str, Any]:
        """Return what programs get."""
        return {
            "iri": self.iri,
            "path": local_path(self.iri),
            "label": self.label,
            "match": self.match,
            "class": self.class_,
            "classLabel": class_label(self.class_),
            "kinds": [kind.label for kind in self.kinds],
            "places": [place.label for place in self.places],
            "ties": self.degree,
            "about": self.about,
        }


class Results(NamedTuple):
    """A part of what was found, and how much there is."""

    found: list[Found]
    finding: Finding


def search(words: str, limit: int) -> list[Found]:
    """Return things whose names or codes the words begin, best first."""
    return search_part(words, limit).found


def search_part(words: str, limit: int, start: int = 0, group: str = "") -> Results:
    """Return a part of what the words find, of one group of classes or of all."""
    finding = session().find(words, limit, start, group)
    hits = finding.hits
    iris = [hit.iri for hit in hits]
    kinds, places = _kinds(iris), places_of(iris)
    beside = (iri for group in (kinds, places) for iris in group.values() for iri in iris)
    named = labels([*iris, *beside])
    found = [
        Found(hit.iri, named[hit.iri], hit.class_, _match(words, hit.name, named[hit.iri]),
              hit.degree,
              [link for link in _links(kinds, hit.iri, named) if adds_to(hit.class_, link.label)],
              _links(places, hit.iri, named))
        for hit in hits
    ]  # fmt: skip
    return Results(found, finding)


def _links(others: Mapping[str, list[str]], iri: str, named: Mapping[str, str]) -> list[Link]:
    return [Link(one, named[one]) for one in others.get(iri, ())]


def _kinds(iris: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    if things := iri_terms(iris):
        for row in rows(KINDS.format(things=things)):
            found[row["thing"].value].append(row["kind"].value)
    return found


def _match(words: str, name: str, label: str) -> str:
    """Return the name to say that the words matched: the reader's own where it did too."""
    asked, told = (WORD.findall(sort_key(text)) for text in (words, label))
    *whole, begun = asked or [""]
    matches = set(whole) <= set(told) and any(one.startswith(begun) for one in told)
    return label if matches else name
