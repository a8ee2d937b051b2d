"""What the loaded sources cover: counted once for each version of the graph.

Aggregates only, so that a graph of millions of triples sends a few hundred rows.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import current_app

from graph.identity import Namer
from graph.network.facets import own_counts
from ontology import ACC, vocabulary
from webapp.engine import app_settings, session
from webapp.rows import Row, rows

Counts = dict[str, int]

IN = "?actor (acc:unitOf|acc:locatedIn|acc:within)* ?country . ?country acc:level {country} ."
CLASSES = """SELECT ?g ?class (COUNT(DISTINCT ?tie) AS ?n) {
  GRAPH ?g { ?tie a acc:Tie ; a ?class } } GROUP BY ?g ?class"""
DATES = """
SELECT ?g (MIN(?earliest) AS ?first) (MAX(?latest) AS ?last) (COUNT(DISTINCT ?tie) AS ?n) {
  GRAPH ?g { ?tie a acc:Tie ; acc:earliest ?earliest ; acc:latest ?latest } } GROUP BY ?g"""
WITH_PARTY = """SELECT ?g (COUNT(DISTINCT ?tie) AS ?n) {
  GRAPH ?g { ?tie a acc:Tie ; acc:party ?party } } GROUP BY ?g"""
PARTIED = """SELECT ?g (COUNT(DISTINCT ?tie) AS ?n) {
  { SELECT DISTINCT ?tie { { ?tie acc:party ?party } UNION { ?member acc:of ?tie } } }
  GRAPH ?g { ?tie a acc:Tie } } GROUP BY ?g"""
ACTORS = "SELECT ?g (COUNT(DISTINCT ?actor) AS ?n) { GRAPH ?g { ?actor a acc:Actor } } GROUP BY ?g"
TIED = """SELECT ?g (COUNT(DISTINCT ?actor) AS ?n) {
  { SELECT DISTINCT ?actor { ?tie acc:party ?actor } }
  GRAPH ?g { ?actor a acc:Actor } } GROUP BY ?g"""
LEVELS = """SELECT ?g ?level (COUNT(DISTINCT ?actor) AS ?n) {
  GRAPH ?g { ?tie acc:party ?actor } ?actor acc:level ?level } GROUP BY ?g ?level"""
INSTITUTIONS = """SELECT ?g (COUNT(DISTINCT ?actor) AS ?n) {
  GRAPH ?g { ?tie acc:party ?actor } ?actor a acc:Institution } GROUP BY ?g"""
KNOWN_LEVELS = """SELECT ?level (COUNT(DISTINCT ?actor) AS ?n) {
  ?actor a acc:Actor ; acc:level ?level } GROUP BY ?level"""
KNOWN_INSTITUTIONS = "SELECT (COUNT(DISTINCT ?actor) AS ?n) { ?actor a acc:Institution }"
COUNTRIES = """SELECT ?g ?country (COUNT(DISTINCT ?tie) AS ?n) {{
  GRAPH ?g {{ ?tie acc:party ?actor }} {within} }} GROUP BY ?g ?country"""
PLACED = """SELECT ?g (COUNT(DISTINCT ?tie) AS ?n) {{
  GRAPH ?g {{ ?tie acc:party ?actor }} {within} }} GROUP BY ?g"""
KNOWN = """SELECT ?country (COUNT(DISTINCT ?actor) AS ?n) {{
  ?actor a acc:Actor . {within} }} GROUP BY ?country"""
KNOWN_TIED = """SELECT ?country (COUNT(DISTINCT ?actor) AS ?n) (COUNT(DISTINCT ?tie) AS ?ties) {{
  ?tie acc:party ?actor . {within} }} GROUP BY ?country"""
ALL_ACTORS = """SELECT (COUNT(DISTINCT ?actor) AS ?n) { ?actor a acc:Actor }"""
ALL_TIED = (
    """SELECT (COUNT(DISTINCT ?actor) AS ?n) { ?tie acc:party ?actor . ?actor a acc:Actor }"""
)
ALL_TIES = "SELECT (COUNT(DISTINCT ?tie) AS ?n) { ?tie a acc:Tie }"
ALL_DATED = "SELECT (COUNT(DISTINCT ?tie) AS ?n) { ?tie a acc:Tie ; acc:earliest ?day }"
YEAR = re.compile(r"-?\d{4,9}(?=-)")
INSTITUTION = "institution"
"""What institutions are called among the levels of territories."""


@dataclass(slots=True)
class Covered:
    """What one source covers."""

    classes: Counts = field(default_factory=dict)
    """Its ties, each in its most specific class."""
    ties: int = 0
    dated: int = 0
    first: int | None = None
    last: int | None = None
    """The years between which its ties are signed or begin."""
    with_party: int = 0
    partied: int = 0
    """Its ties of which it, or the memberships of any source, name a party."""
    placed: int = 0
    """Its ties with a party whose country is known."""
    actors: int = 0
    tied: int = 0
    """Its actors of which any source tells a tie."""
    levels: Counts = field(default_factory=dict)
    """Parties by level; institutions among them."""
    countries: Counts = field(default_factory=dict)
    """Ties by country of a party."""


@dataclass(slots=True)
class Country:
    """What all sources together cover of one country, in it and below it."""

    actors: int = 0
    tied: int = 0
    ties: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one version of the graph covers; sources by their graphs, countries by their IRIs."""

    sources: Mapping[str, Covered]
    countries: Mapping[str, Country]
    levels: Counts
    """Known actors by level."""
    actors: int
    tied: int
    ties: int
    dated: int


def coverage() -> Coverage:
    """Return what the graph of this request covers, counted once a version.

    Raises what Session.query raises.
    """
    digest = session().digest
    with cast(Lock, current_app.extensions.setdefault("coverage_lock", Lock())):
        kept, known = current_app.extensions.get("coverage", ("", None))
        if kept != digest:
            known = _counted()
            current_app.extensions["coverage"] = (digest, known)
    return cast(Coverage, known)


def _counted() -> Coverage:
    namer = Namer(app_settings().base)
    within = IN.format(country=f"<{namer.concept('level', 'country')}>")
    sources = _sources(namer, within)
    return Coverage(
        sources={iri: sources[iri] for iri in sorted(sources)},
        countries=_countries(within),
        levels=_levels(namer),
        actors=_one(ALL_ACTORS),
        tied=_one(ALL_TIED),
        ties=_one(ALL_TIES),
        dated=_one(ALL_DATED),
    )


def _sources(namer: Namer, within: str) -> dict[str, Covered]:
    found: dict[str, Covered] = defaultdict(Covered)
    for row in rows(ACTORS):
        found[row["g"].value].actors = _n(row)
    _add_ties(found)
    for name, query in (
        ("with_party", WITH_PARTY),
        ("partied", PARTIED),
        ("tied", TIED),
        ("placed", PLACED.format(within=within)),
    ):
        for row in rows(query):
            setattr(found[row["g"].value], name, _n(row))
    for row in rows(COUNTRIES.format(within=within)):
        found[row["g"].value].countries[row["country"].value] = _n(row)
    for row in rows(LEVELS):
        found[row["g"].value].levels[_level(namer, row)] = _n(row)
    for row in rows(INSTITUTIONS):
        found[row["g"].value].levels[INSTITUTION] = _n(row)
    return found


def _add_ties(found: dict[str, Covered]) -> None:
    classes: dict[str, Counts] = defaultdict(dict)
    known = set(vocabulary().descendants("Tie"))
    for row in rows(CLASSES):
        name = row["class"].value.removeprefix(ACC)
        if name in known:
            classes[row["g"].value][name] = _n(row)
    for graph, counts in classes.items():
        found[graph].ties = counts["Tie"]
        found[graph].classes = own_counts(counts)
    for row in rows(DATES):
        source = found[row["g"].value]
        source.dated, source.first, source.last = _n(row), _year(row, "first"), _year(row, "last")


def _countries(within: str) -> dict[str, Country]:
    found: dict[str, Country] = defaultdict(Country)
    for row in rows(KNOWN.format(within=within)):
        found[row["country"].value].actors = _n(row)
    for row in rows(KNOWN_TIED.format(within=within)):
        country = found[row["country"].value]
        country.tied, country.ties = _n(row), int(row["ties"].value)
    by_ties = sorted(found, key=lambda iri: (-found[iri].ties, -found[iri].actors, iri))
    return {iri: found[iri] for iri in by_ties}


def _levels(namer: Namer) -> Counts:
    found = {_level(namer, row): _n(row) for row in rows(KNOWN_LEVELS)}
    if institutions := _one(KNOWN_INSTITUTIONS):
        found[INSTITUTION] = institutions
    return {level: found[level] for level in sorted(found, key=lambda one: (-found[one], one))}


def _level(namer: Namer, row: Row) -> str:
    return row["level"].value.removeprefix(namer.concept("level", ""))


def _one(query: str) -> int:
    return _n(rows(query)[0])


def _n(row: Row) -> int:
    return int(row["n"].value)


def _year(row: Row, name: str) -> int | None:
    match = YEAR.match(row[name].value) if name in row else None
    return int(match[0]) if match else None
