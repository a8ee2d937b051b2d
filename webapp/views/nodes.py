"""Things as the graph has them: their properties, many things in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.namespaces import expand
from webapp.addresses import short_name
from webapp.labels import Labels, best_names, labels, most_specific, sort_key
from webapp.rows import Value, iri_terms, rows

DESCRIBED = """
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing ?property ?value
}}"""


class Link(NamedTuple):
    """A thing to link to, and what it is called."""

    iri: str
    label: str
    language: str = ""
    """Of the label, where it is not the reader's."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing and its values by property IRI; properties are asked for by short name."""

    iri: str
    properties: Mapping[str, list[Value]]

    def values(self, name: str) -> list[Value]:
        """Return all values of ``party`` or ``skos:prefLabel``."""
        return self.properties.get(expand(name), [])

    def iris(self, name: str) -> list[str]:
        """Return the things that the property leads to."""
        return [value.value for value in self.values(name) if value.is_iri]

    def first(self, name: str) -> Value | None:
        """Return one value, the same each time, None without one."""
        return next(iter(self.values(name)), None)

    def slug(self, name: str) -> str:
        """Return the last part of the concept that the property leads to, "" without one."""
        return next((iri.rpartition("/")[2] for iri in self.iris(name)), "")

    @property
    def class_(self) -> str:
        """The most specific class of the vocabulary, "" without one."""
        return most_specific(self.iris("rdf:type"))

    def mentioned(self) -> set[str]:
        """Return every thing that a property leads to, and the properties."""
        values = {value.value for own in self.properties.values() for value in own if value.is_iri}
        return values | set(self.properties)


def describe(iris: Iterable[str]) -> dict[str, Node]:
    """Return each thing with its properties; one that nothing is known of has none."""
    wanted = list(dict.fromkeys(iris))
    found: dict[str, dict[str, list[Value]]] = {iri: {} for iri in wanted}
    if wanted:
        for row in rows(DESCRIBED.format(things=iri_terms(wanted))):
            own = found[row["thing"].value]
            own.setdefault(row["property"].value, []).append(row["value"])
    for own in found.values():
        for values in own.values():
            values.sort()
    return {iri: Node(iri, own) for iri, own in found.items()}


def linked(iris: Iterable[str], named: Labels) -> list[Link]:
    """Return links in the order of their labels."""
    return sorted((Link(iri, named[iri]) for iri in iris), key=lambda link: sort_key(link.label))


def titled(iris: Iterable[str]) -> list[Link]:
    """Return links to sources, each under its title in its own language."""
    wanted = list(dict.fromkeys(iris))
    found = best_names(wanted)
    links = [Link(iri, found[iri].value, found[iri].language) if iri in found
             else Link(iri, short_name(iri)) for iri in wanted]  # fmt: skip
    return sorted(links, key=lambda link: sort_key(link.label))


def links(iris: Iterable[str]) -> list[Link]:
    """Return links to things, in the order of their labels."""
    wanted = list(dict.fromkeys(iris))
    return linked(wanted, labels(wanted))
