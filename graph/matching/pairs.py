"""Which actors are compared at all: those that share a code, a name, or a place."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from graph.matching.likeness import DIVISIONS
from graph.matching.names import SHORT, all_generic
from graph.matching.nodes import Node

LARGEST = 400
"""A name of more things than this is compared within one country only, and not at all above."""
RARE = 40
"""A word that more institutions of a country have in their names is not rare."""
CELL = 0.1
"""Degrees: the grid on which near places of nearly the same name are sought."""

Pair = tuple[Node, Node]


def pairs(nodes: Mapping[str, Node]) -> Iterator[Pair]:
    """Yield each pair once, the smaller address first. One source tells its own things apart."""
    seen: set[tuple[str, str]] = set()
    for blocks in (_by_code, _by_name, _by_cell, _by_word, _by_division):
        for block in blocks(nodes.values()):
            for pair in _across(block):
                key = pair[0].iri, pair[1].iri
                if key not in seen:
                    seen.add(key)
                    yield pair


def _across(block: list[Node]) -> Iterator[Pair]:
    for one, other in combinations(sorted(block, key=lambda node: node.iri), 2):
        if one.kind == other.kind and not one.sources & other.sources:
            yield one, other


def _blocks(entries: Iterable[tuple[Hashable, Node]]) -> list[list[Node]]:
    blocks: defaultdict[Hashable, list[Node]] = defaultdict(list)
    for key, node in entries:
        blocks[key].append(node)
    return [block for block in blocks.values() if _is_mixed(block)]


def _is_mixed(block: list[Node]) -> bool:
    """Tell whether two of a block are of different sources: else there is nothing to compare."""
    first = block[0].sources
    return any(node.sources != first for node in block)


def _by_code(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return the blocks of one code; a code that one source gives to two things is none."""
    blocks = _blocks((code, node) for node in nodes for code in node.codes)
    return [block for block in blocks if len(block) <= LARGEST]


def _by_name(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    told = (
        ((node.kind, text), node)
        for node in nodes
        for text in {text for form in node.forms for text in (form.full, form.words) if text}
    )
    for block in _blocks(told):
        if len(block) <= LARGEST:
            yield block
        else:
            yield from (part for part in _by_country(block) if len(part) <= LARGEST)


def _by_country(block: list[Node]) -> list[list[Node]]:
    return _blocks((country, node) for node in block for country in node.countries)


def _by_cell(nodes: Iterable[Node]) -> list[list[Node]]:
    cells = (
        ((*cell, country, node.level), node)
        for node in nodes
        if node.kind == "territory" and node.point
        for cell in _cells(node.point)
        for country in node.countries
    )
    return [block for block in _blocks(cells) if len(block) <= LARGEST]


def _by_word(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return institutions of one country that share a rare word: one of them may be misspelt."""
    words = (
        ((word, country), node)
        for node in nodes
        if node.kind == "institution"
        for word in {word for form in node.forms for word in form.words.split()}
        if len(word) > SHORT and not all_generic(word)
        for country in node.countries
    )
    return [block for block in _blocks(words) if len(block) <= RARE]


def _by_division(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return the regions, departments, provinces of each country: few enough to compare all."""
    found = (
        ((node.level, country), node)
        for node in nodes
        if node.level in DIVISIONS
        for country in node.countries
    )
    return [block for block in _blocks(found) if len(block) <= LARGEST]


def _cells(point: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """Yield the four cells nearest to a point, so that neighbours over a border share one."""
    north, east = point[0] / CELL - 0.5, point[1] / CELL - 0.5
    for row in (0, 1):
        for column in (0, 1):
            yield int(north // 1) + row, int(east // 1) + column
