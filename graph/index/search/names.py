"""What there is to find: every name and code in the graph, the most wanted things first."""

import csv
import io
import re
from collections.abc import Iterator
from math import log2
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from graph.index.derive import PROLOGUE
from ontology import vocabulary

NAME, OTHER_NAME, CODE = range(3)
"""Kinds of names, the best first."""
NAMING = {"skos:prefLabel": NAME, "skos:altLabel": OTHER_NAME, "skos:notation": CODE}
NAMES = "SELECT ?thing ?name WHERE {{ ?thing {property} ?name FILTER(isLITERAL(?name)) }}"
SAME = "SELECT ?thing ?same WHERE { ?thing schema:sameAs ?same FILTER(isIRI(?same)) }"
KEY = re.compile(r"/id/(?:territory|institution)/((?:[A-Z]{2}-(?:[A-Z]+-)?|wd-|ror-|uai-)?(\w+))$")
"""The key of an actor, and the code in it without the prefix that says whose code it is."""
CLASS = "SELECT ?thing WHERE {{ ?thing a acc:{name} }}"
DEGREE = "SELECT ?thing (COUNT(?tie) AS ?n) WHERE { ?tie acc:party ?thing } GROUP BY ?thing"
LEVEL = "SELECT ?thing ?level WHERE { ?thing acc:level ?level }"

ACTOR = 1.0
"""What an actor is worth beside a tie, a person or a concept; a factor of two in ties is 2."""
LEVELS = {
    "country": 3.0, "supranational": 2.5, "region": 2.0, "world-region": 2.0, "province": 1.0,
    "department": 1.0, "municipality": 0.5, "district": -0.5,
}  # fmt: skip
"""What is added for the level of a territory; of the same name the larger is meant more often."""


class Thing(NamedTuple):
    """A thing and all its names."""

    iri: str
    class_: str
    degree: int
    score: float
    """How likely it is meant, whatever was typed."""
    names: dict[str, int]
    """Each name and its kind."""


def things(store: Store, base: str) -> Iterator[Thing]:
    """Yield everything below the base that has a name, what is most likely meant first."""
    named = _names(store, base)
    _add_codes(store, named)
    classes = _classes(store, named)
    degrees = {iri: int(number) for iri, number in _select(store, DEGREE) if iri in named}
    scores = dict.fromkeys(named, 0.0)
    for iri, class_ in classes.items():
        scores[iri] = ACTOR * ("Actor" in vocabulary().ancestors(class_))
    for iri, level in _select(store, LEVEL):
        if iri in named:
            scores[iri] = ACTOR + LEVELS.get(level.rpartition("/")[2], 0.0)
    for iri, degree in degrees.items():
        scores[iri] += 2 * log2(1 + degree)
    for iri in sorted(named, key=lambda one: (-scores[one], one)):
        yield Thing(iri, classes.get(iri, ""), degrees.get(iri, 0), scores[iri], named.pop(iri))


def _names(store: Store, base: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for property_, kind in NAMING.items():
        for iri, name in _select(store, NAMES.format(property=property_)):
            if iri.startswith(base):
                found.setdefault(iri, {}).setdefault(name, kind)
    return found


def _add_codes(store: Store, named: dict[str, dict[str, int]]) -> None:
    """Add the codes by which a thing is known: in its own address, and in other registers."""
    for iri, names in named.items():
        if key := KEY.search(iri):
            for code in key.groups():
                names.setdefault(code, CODE)
    for iri, same in _select(store, SAME):
        if iri in named:
            named[iri].setdefault(last_part(same), CODE)


def last_part(address: str) -> str:
    """Return the end of an address, which in registers is the code."""
    return re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").rpartition("/")[2]


def _classes(store: Store, named: dict[str, dict[str, int]]) -> dict[str, str]:
    """Return the class of each thing that lies deepest in the vocabulary."""
    found: dict[str, str] = {}
    known = vocabulary()
    for name in sorted(known.classes, key=lambda one: len(known.ancestors(one))):
        own = (row[0] for row in _select(store, CLASS.format(name=name)))
        found.update((iri, name) for iri in own if iri in named)
    return found


def _select(store: Store, query: str) -> Iterator[list[str]]:
    """Yield rows of text. As CSV, ten times quicker than one object for each term."""
    solutions = store.query(PROLOGUE + query)
    assert isinstance(solutions, QuerySolutions)
    lines = solutions.serialize(format=QueryResultsFormat.CSV)
    assert lines is not None
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(lines), "utf-8", newline=""))
    next(rows)
    yield from rows
