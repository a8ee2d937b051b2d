"""Actors as matching sees them: one node for each address, from all its sources."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.matching.codes import INSEE, Code, codes
from graph.matching.names import Forms, forms, variants
from graph.matching.read import Described

ISO_COUNTRY = re.compile(r"id/territory/([A-Z]{2})(?:-|$)")
KINDS = {"Territory": "territory", "Institution": "institution"}
SOVEREIGN = {
    part: whole
    for whole, parts in {
        "DK": ("FO", "GL"),
        "FI": ("AX",),
        "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
        "NL": ("AW", "BQ", "CW", "SX"),
        "NO": ("BV", "SJ"),
        "US": ("AS", "GU", "MP", "PR", "UM", "VI"),
    }.items()
    for part in parts
}
"""Territories with a code of their own that sources also place in the country they belong to."""
DEEPEST = 12
"""How many territories may lie within each other."""


@dataclass(slots=True, eq=False)
class Node:
    """One actor."""

    iri: str
    kind: str
    """``territory`` or ``institution``: never compared with each other."""
    sources: set[str] = field(default_factory=set)
    forms: set[Forms] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    """Full forms of names with all that they say in parentheses."""
    codes: set[Code] = field(default_factory=set)
    level: str = ""
    types: set[str] = field(default_factory=set)
    """Kinds of institution."""
    within: set[str] = field(default_factory=set)
    countries: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Territories that it lies in, below the country, by level."""
    point: tuple[float, float] | None = None

    def add(self, thing: Described, source: str) -> None:
        """Take in what one source says."""
        self.sources.add(source)
        for name, _ in (*thing.preferred, *thing.others):
            self.whole.add(forms(name).full)
            self.forms.update(form for text in variants(name) if (form := forms(text)).full)
        self.codes.update(codes(thing))
        self.level = self.level or thing.level
        self.types |= thing.kinds
        self.within.update(thing.within)
        if self.point is None:
            self.point = _point(thing.latitude, thing.longitude)

    def move(self, canonical: Mapping[str, str]) -> None:
        """Lie in the territories that stay, in place of those that gave way."""
        self.places = {
            level: frozenset(canonical.get(iri, iri) for iri in iris)
            for level, iris in self.places.items()
        }


class Nodes:
    """Collects the actors from what sources say."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def add(self, thing: Described, source: str) -> None:
        """Take in what one source says; an unnamed body is nobody's match."""
        kind = next((kind for name, kind in KINDS.items() if name in thing.types), None)
        if kind and "unnamed" not in thing.kinds:
            self._nodes.setdefault(thing.iri, Node(thing.iri, kind)).add(thing, source)

    def told(self) -> Iterator[tuple[str, set[str]]]:
        """Yield each address and the sources that describe it."""
        return ((node.iri, node.sources) for node in self._nodes.values())

    def placed(self) -> dict[str, Node]:
        """Return the actors by IRI, with country and containing territories found."""
        nodes = self._nodes
        _drop_shared_codes(nodes.values())
        for node in nodes.values():
            _place(node, nodes)
        return nodes


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return coordinates in degrees, None where these are none of a place on Earth."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None  # not so for NaN


def _drop_shared_codes(nodes: Iterable[Node]) -> None:
    """A code that one source gives to two things names neither."""
    holders: defaultdict[tuple[str, Code], list[Node]] = defaultdict(list)
    for node in nodes:
        for source in node.sources:
            for code in node.codes:
                holders[source, code].append(node)
    for (_, code), several in holders.items():
        for node in several if len(several) > 1 else ():
            node.codes.discard(code)


def _place(node: Node, nodes: Mapping[str, Node]) -> None:
    around = {node.iri} | _ancestors(node.iri, nodes)
    found = (ISO_COUNTRY.search(iri) for iri in around)
    codes_ = {match[1] for match in found if match}
    node.countries = frozenset(codes_ | {SOVEREIGN[code] for code in codes_ & SOVEREIGN.keys()})
    if "FR" not in node.countries:
        node.codes = {code for code in node.codes if code.register != INSEE}
    places: dict[str, set[str]] = {}
    for iri in around - {node.iri}:
        level = nodes[iri].level if iri in nodes else ""
        if level and level != "country":
            places.setdefault(level, set()).add(iri)
    node.places = {level: frozenset(iris) for level, iris in places.items()}


def _ancestors(iri: str, nodes: Mapping[str, Node]) -> set[str]:
    """Return all that a thing lies in, level by level; a loop ends where it closes."""
    found: set[str] = set()
    level = {iri}
    for _ in range(DEEPEST):
        level = {up for one in level if one in nodes for up in nodes[one].within} - found
        found |= level
    return found
