"""What a search found, with enough beside each name to tell namesakes apart."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from webapp.addresses import local_path
from webapp.display import adds_to, class_label
from webapp.engine import session
from webapp.labels import labels, sort_key
from webapp.rows import iri_terms, rows
from webapp.views.nodes import Link

WORD = re.compile(r"\w+")
CONTEXT = """
SELECT DISTINCT ?thing ?kind ?place WHERE {{
  VALUES ?thing {{ {things} }}
  {{ ?thing acc:level|acc:kind ?kind }} UNION {{ ?thing acc:within|acc:locatedIn ?place }}
}} ORDER BY ?thing ?kind ?place"""


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
        }


def search(words: str, limit: int) -> list[Found]:
    """Return things whose names or codes the words begin, best first."""
    hits = session().search(words, limit)
    kinds: dict[str, list[str]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    if hits:
        for row in rows(CONTEXT.format(things=iri_terms(hit.iri for hit in hits))):
            for name, into in (("kind", kinds), ("place", places)):
                if name in row:
                    into[row["thing"].value].append(row[name].value)
    beside = (iri for group in (kinds, places) for iris in group.values() for iri in iris)
    named = labels([*(hit.iri for hit in hits), *beside])
    return [
        Found(hit.iri, named[hit.iri], hit.class_, _match(words, hit.name, named[hit.iri]),
              hit.degree,
              [Link(iri, named[iri]) for iri in kinds[hit.iri] if adds_to(hit.class_, named[iri])],
              [Link(iri, named[iri]) for iri in places[hit.iri]])
        for hit in hits
    ]  # fmt: skip


def _match(words: str, name: str, label: str) -> str:
    """Return the name to say that the words matched: the reader's own where it did too."""
    asked, told = (WORD.findall(sort_key(text)) for text in (words, label))
    *whole, begun = asked or [""]
    matches = set(whole) <= set(told) and any(one.startswith(begun) for one in told)
    return label if matches else name
