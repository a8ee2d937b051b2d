"""Which ties are wanted and whom they link: the skeleton of the network, without words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product

from graph.engine import Session
from graph.identity import Namer
from graph.index.derive import VOUCHES
from graph.network.filters import Filters, is_foreign
from graph.network.rows import texts, values
from ontology import ACC, EdgeStyle, vocabulary

Pair = tuple[str, str]
LEAD = "lead"
MOMENT = "Event"
"""A visit lasts no longer than its date; every other tie may last until an end is known."""

LAST_YEAR = 9999
YEAR = re.compile(r"(-?[0-9]{4,})-[0-9]{2}-[0-9]{2}")
"""What begins a date (XML Schema, 3.3.9); other people's RDF may hold what is none."""

EVIDENCE = f"?evidence acc:supports ?tie ; acc:stance ?stance {VOUCHES}"
"""Who vouches for a tie, and how: within one graph."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A tie as one source states it: its class there and whom it links there."""

    tie: str
    graph: str
    class_: str
    pairs: tuple[Pair, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    """The wanted ties, and who is tied to whom by them."""

    statements: tuple[Statement, ...]
    unnamed: frozenset[str]
    """Bodies that a source does not name: never taken for each other, never walked through."""

    @cached_property
    def by_tie(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of each tie, ties sorted."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.tie].append(statement)
        return {tie: tuple(found[tie]) for tie in sorted(found)}

    @cached_property
    def degrees(self) -> Counter[str]:
        """How many ties each actor has."""
        return Counter(actor for tie in self.by_tie for actor in self.actors_of(tie))

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Whom each actor is linked with."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self.statements:
            for one, other in statement.pairs:
                found[one].add(other)
                found[other].add(one)
        return {actor: frozenset(others) for actor, others in found.items()}

    @property
    def size(self) -> int:
        """How many lines and ties without a line there may be."""
        return sum(max(len(statement.pairs), 1) for statement in self.statements)

    def pairs_of(self, tie: str) -> tuple[Pair, ...]:
        """Return the pairs that a tie links, each once, sorted.

        Only within one source: two parties that no source names together are not linked.
        """
        pairs = sorted({pair for statement in self.by_tie[tie] for pair in statement.pairs})
        return tuple(pair for pair in pairs if pair[0] <= pair[1] or pair[::-1] not in pairs)

    def actors_of(self, tie: str) -> tuple[str, ...]:
        """Return whom a tie concerns, sorted."""
        return tuple(sorted({a for statement in self.by_tie[tie] for a in statement.actors}))

    def class_of(self, tie: str) -> str:
        """Return the class of a tie, the most specific that a source gives it."""
        return deepest(statement.class_ for statement in self.by_tie[tie])


def deepest(names: Iterable[str]) -> str:
    """Return the class that lies deepest in the vocabulary, the first of equals."""
    return min(names, key=lambda name: (-_depth(name), name))


@cache
def _depth(name: str) -> int:
    return len(vocabulary().ancestors(name))


@cache
def edge_style(name: str) -> EdgeStyle:
    """Return how ties of a class draw; kept, as it is asked for every tie. Raises UnknownTerm."""
    return vocabulary().edge_style(name)


def select(session: Session, base: str, filters: Filters) -> Selection:
    """Return the ties that the filters want, whatever their focus."""
    namer = Namer(base)
    pattern = _wanted(namer, filters)
    classes: dict[Pair, set[str]] = defaultdict(set)
    for tie, graph, class_ in texts(session, f"SELECT DISTINCT ?tie ?g ?class {{ {pattern} }}"):
        classes[tie, graph].add(class_.removeprefix(ACC))
    ends = _ends(session, pattern)
    asked = frozenset(filters.wanted_classes)
    named = ((key, deepest(names)) for key, names in classes.items())
    wanted = [(key, name) for key, name in named if name in asked]
    if filters.first_year is not None or filters.last_year is not None:
        bounds = _bounds(session, pattern)
        wanted = [(key, name) for key, name in wanted if _within(bounds.get(key), name, filters)]
    statements = [_statement(*key, name, ends.get(key, {})) for key, name in sorted(wanted)]
    return Selection(tuple(statements), _unnamed(session, namer))


def _wanted(namer: Namer, filters: Filters) -> str:
    """Return the pattern that binds ?tie, ?g and ?class; evidence vouches in its own ?g only."""
    classes = {c for name in filters.wanted_classes for c in vocabulary().descendants(name)}
    parts = [
        values("class", [ACC + name for name in sorted(classes)]),
        values("stance", _concepts(namer, "stance", filters.wanted_stances)),
        f"GRAPH ?g {{ ?tie a ?class . {EVIDENCE} }}",
    ]
    if filters.sources:
        parts.insert(0, values("g", map(namer.source, filters.sources)))
    for scheme, slugs in (
        ("kind", filters.kinds),
        ("status", filters.statuses),
        ("theme", filters.themes),
    ):
        if slugs:
            narrower = _concepts(namer, scheme, _narrower(scheme, slugs))
            parts += [values(scheme, narrower), f"GRAPH ?g {{ ?tie acc:{scheme} ?{scheme} }}"]
    return " ".join(parts)


def _narrower(scheme: str, slugs: Iterable[str]) -> list[str]:
    """Return the concepts and all that lie below them; those of others as they are."""
    wanted = set(slugs)
    known = vocabulary()
    narrower = [
        slug
        for slug in known.concepts[scheme]
        if wanted.intersection(known.broader_concepts(scheme, slug))
    ]
    return [*narrower, *sorted(filter(is_foreign, wanted))]


def _concepts(namer: Namer, scheme: str, words: Iterable[str]) -> list[str]:
    """Return the addresses of concepts, of which those of others are given whole."""
    return [word if is_foreign(word) else namer.concept(scheme, word) for word in words]


def _ends(session: Session, pattern: str) -> Mapping[Pair, Mapping[str, list[str]]]:
    """Return, for each tie and graph, whom each property leads to."""
    ties = vocabulary().descendants("Tie")
    styles = [vocabulary().edge_style(name) for name in ties]
    properties = {LEAD, *(p for s in styles for p in (s.source_property, s.target_property))}
    query = (
        f"SELECT ?tie ?g ?p ?end {{ {{ SELECT DISTINCT ?tie ?g {{ {pattern} }} }} "
        f"{values('p', sorted(ACC + name for name in properties))} GRAPH ?g {{ ?tie ?p ?end }} }}"
    )
    found: dict[Pair, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for tie, graph, prop, end in texts(session, query):
        found[tie, graph][prop.removeprefix(ACC)].append(end)
    return found


def _statement(tie: str, graph: str, name: str, ends: Mapping[str, list[str]]) -> Statement:
    style = edge_style(name)
    sources = sorted(set(ends.get(style.source_property, ())))
    targets = sorted(set(ends.get(style.target_property, ())))
    if style.source_property == style.target_property:
        leads = ends.get(LEAD, [])
        pairs = combinations(sorted(sources, key=lambda actor: (actor not in leads, actor)), 2)
        return Statement(tie, graph, name, tuple(pairs), tuple(sources))
    linked = tuple((one, other) for one, other in product(sources, targets) if one != other)
    return Statement(tie, graph, name, linked, tuple(sorted({*sources, *targets})))


def _bounds(session: Session, pattern: str) -> Mapping[Pair, Mapping[str, int]]:
    """Return the years that bound each dated tie, for each graph."""
    names = ("earliest", "latest", "endLatest")
    query = (
        f"SELECT ?tie ?g ?p ?day {{ {{ SELECT DISTINCT ?tie ?g {{ {pattern} }} }} "
        f"{values('p', [ACC + name for name in names])} GRAPH ?g {{ ?tie ?p ?day }} "
        "FILTER(DATATYPE(?day) = xsd:date) }"
    )
    found: dict[Pair, dict[str, int]] = defaultdict(dict)
    for tie, graph, prop, day in texts(session, query):
        if year := YEAR.match(day):
            found[tie, graph][prop.removeprefix(ACC)] = int(year[1])
    return found


def _within(years: Mapping[str, int] | None, name: str, filters: Filters) -> bool:
    """Tell whether a tie may have lasted in the years asked for."""
    if not years:
        return filters.undated
    begin = years.get("earliest", -LAST_YEAR)
    last = years.get("latest", LAST_YEAR) if _is_moment(name) else LAST_YEAR
    end = years.get("endLatest", last)
    return begin <= (filters.last_year or LAST_YEAR) and (filters.first_year or -LAST_YEAR) <= end


@cache
def _is_moment(name: str) -> bool:
    return MOMENT in vocabulary().ancestors(name)


def _unnamed(session: Session, namer: Namer) -> frozenset[str]:
    query = f"SELECT ?actor {{ ?actor acc:kind <{namer.concept('kind', 'unnamed')}> }}"
    return frozenset(actor for (actor,) in texts(session, query))


def actors(selection: Selection) -> Iterator[str]:
    """Yield every actor that a wanted tie concerns, the most tied first."""
    yield from sorted(selection.degrees, key=lambda one: (-selection.degrees[one], one))
