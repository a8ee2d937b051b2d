"""Two plain matchers, for comparison: equal names, and names that nearly spell alike."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from networkx import Graph, connected_components
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rapidfuzz import fuzz, process

from graph.namespaces import expand
from loaders.quotes import fold_name

NAMES = {expand("skos:prefLabel"), expand("skos:altLabel")}
PLACES = {expand("within"), expand("locatedIn")}
COUNTRY = re.compile(r"territory/([A-Z]{2})(?:-.*)?")
SUBDIVISION = re.compile(r"territory/([A-Z]{2})-.*")
LEAST = 90
"""Percent, of rapidfuzz's token_sort_ratio."""


@dataclass(frozen=True)
class Match:
    """What a matcher says of two nodes."""

    one: str
    other: str
    outcome: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass
class Matches:
    """What a matcher says of all."""

    pairs: list[Match]
    canonical: dict[str, str] = field(default_factory=dict)


@dataclass
class Node:
    """A territory or an institution, as far as the peers look."""

    path: str
    names: set[str] = field(default_factory=set)
    country: str = ""

    @property
    def block(self) -> tuple[str, str]:
        return self.path.partition("/")[0], self.country


Source = list[Node]
Best = dict[str, set[str]]
"""The candidates of a node that fit best, by its path."""


def equal_names(base: str, sources: Mapping[str, Iterable[bytes]]) -> Matches:
    """Merge where exactly one thing of the other source has an equal name in the country."""
    return _matched(base, sources, _equal)


def similar_names(base: str, sources: Mapping[str, Iterable[bytes]]) -> Matches:
    """Merge with the one thing of the other source whose name is most alike, from 90 % on."""
    return _matched(base, sources, _similar)


def _matched(
    base: str, sources: Mapping[str, Iterable[bytes]], best: Callable[[Source, Source], Best]
) -> Matches:
    read = {slug: list(_nodes(base, lines)) for slug, lines in sources.items()}
    pairs = []
    for one, other in combinations(sorted(read, key=lambda slug: len(read[slug])), 2):
        for path, found in best(read[one], read[other]).items():
            outcome = "same" if len(found) == 1 else "unsure"
            pairs += [Match(path, candidate, outcome) for candidate in sorted(found - {path})]
    return Matches(pairs, _canonical(pairs))


def _canonical(pairs: list[Match]) -> dict[str, str]:
    graph: Graph[str] = Graph((pair.one, pair.other) for pair in pairs if pair.outcome == "same")
    return {node: min(nodes) for nodes in connected_components(graph) for node in nodes}


def _nodes(base: str, lines: Iterable[bytes]) -> Iterator[Node]:
    nodes: dict[str, Node] = {}
    for quad in parse(input=b"".join(lines), format=RdfFormat.N_QUADS):
        path = quad.subject.value.removeprefix(f"{base}id/")
        if not path.startswith(("territory/", "institution/")):
            continue
        if path not in nodes:
            nodes[path] = Node(path, country=_country(path, SUBDIVISION))
        node = nodes[path]
        if quad.predicate.value in NAMES and isinstance(quad.object, Literal):
            node.names.add(fold_name(quad.object.value))
        elif quad.predicate.value in PLACES and isinstance(quad.object, NamedNode):
            node.country = _country(quad.object.value.removeprefix(f"{base}id/")) or node.country
    yield from nodes.values()


def _country(path: str, form: re.Pattern[str] = COUNTRY) -> str:
    match = form.fullmatch(path)
    return match[1] if match else ""


def _equal(small: Source, large: Source) -> Best:
    index: dict[tuple[object, str], set[str]] = defaultdict(set)
    for node in large:
        for name in node.names:
            index[node.block, name].add(node.path)
    found = {
        node.path: set().union(*(index.get((node.block, name), ()) for name in node.names))
        for node in small
    }
    return {path: candidates for path, candidates in found.items() if candidates}


def _similar(small: Source, large: Source) -> Best:
    index: dict[tuple[object, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node in large:
        for name in filter(None, map(_sorted, node.names)):
            index[node.block, name[0]][name].add(node.path)
    return {
        node.path: found
        for node in small
        if (
            found := _most_alike(
                node, {name[0]: index[node.block, name[0]] for name in _spelt(node)}
            )
        )
    }


def _spelt(node: Node) -> list[str]:
    return [name for name in map(_sorted, node.names) if name]


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))


def _most_alike(node: Node, blocks: Mapping[str, Mapping[str, set[str]]]) -> set[str]:
    best, found = float(LEAST), set[str]()
    for name in _spelt(node):
        block = blocks[name[0]]
        for other, score, _ in process.extract(
            name, block.keys(), scorer=fuzz.ratio, processor=None, score_cutoff=best, limit=5
        ):
            if score > best:
                best, found = score, set()
            if score >= best:
                found |= block[other]
    return found
