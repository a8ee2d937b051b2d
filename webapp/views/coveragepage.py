"""Coverage as its page shows it: source by source, country by country, level by level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from flask_babel import gettext, ngettext

from webapp.display import class_noun, concept_label, upper_first
from webapp.labels import labels, sort_key
from webapp.views.coverage import INSTITUTION, Coverage, Covered
from webapp.views.coveragewords import said_of_source
from webapp.views.nodes import Link
from webapp.views.sources import Source

SHADES = 5
"""How many tints tell few from many."""
TOP = 6
"""Countries that the part of a source names."""


class Part(NamedTuple):
    """A number under its name, and how long its bar is in hundredths."""

    link: Link
    number: int
    width: float


class Cell(NamedTuple):
    """A number in a table, and its tint: 0 where there is none."""

    number: int
    shade: int


class Line(NamedTuple):
    """A country or a level: what is known of it, then a cell for each source."""

    link: Link
    actors: int
    tied: int
    ties: int
    cells: Sequence[Cell]

    @property
    def sources(self) -> int:
        """How many sources tell of it."""
        return sum(bool(cell.number) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Card:
    """One source on the page."""

    source: Source
    covered: Covered
    kinds: Sequence[tuple[str, int]]
    years: str
    span: tuple[float, float] | None
    """Where its years begin on the line of all years, and how long they last, in hundredths."""
    countries: Sequence[Part]
    more: int
    """Countries that are not named."""
    sentences: Sequence[str]


def cards(found: Coverage, sources: Iterable[Source]) -> list[Card]:
    """Return the sources that tell of ties, those with most ties first."""
    telling = [(one, found.sources[one.entry.graph]) for one in sources if _tells(found, one)]
    telling.sort(key=lambda pair: -pair[1].ties)
    named = labels({iri for _, covered in telling for iri in _top(covered)})
    line = _all_years(covered for _, covered in telling)
    return [_card(source, covered, named, line) for source, covered in telling]


def silent(found: Coverage, sources: Iterable[Source]) -> list[tuple[Source, Covered]]:
    """Return the sources that tell of no tie, those with most actors first."""
    rest = [
        (one, found.sources.get(one.entry.graph, Covered()))
        for one in sources
        if not _tells(found, one)
    ]
    return sorted(rest, key=lambda pair: -pair[1].actors)


def _tells(found: Coverage, source: Source) -> bool:
    return source.entry.graph in found.sources and found.sources[source.entry.graph].ties > 0


def _card(
    source: Source, covered: Covered, named: Mapping[str, str], line: tuple[int, int]
) -> Card:
    top = _top(covered)
    return Card(
        source=source,
        covered=covered,
        kinds=sorted(covered.classes.items(), key=lambda pair: -pair[1]),
        years=years(covered),
        span=_span(covered, line),
        countries=[
            Part(Link(iri, named[iri]), n, round(100 * n / covered.ties, 1))
            for iri, n in top.items()
        ],
        more=len(covered.countries) - len(top),
        sentences=list(said_of_source(covered, named)),
    )


def _top(covered: Covered) -> dict[str, int]:
    ranked = sorted(covered.countries.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:TOP])


def years(covered: Covered) -> str:
    """Return the years that a source spans, in words."""
    if covered.first is None or covered.last is None:
        return ""
    if covered.first == covered.last:
        return str(covered.first)
    return f"{covered.first}\u202f–\u202f{covered.last}"


def _all_years(found: Iterable[Covered]) -> tuple[int, int]:
    known = [(c.first, c.last) for c in found if c.first is not None and c.last is not None]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else (0, 0)


def _span(covered: Covered, line: tuple[int, int]) -> tuple[float, float] | None:
    begin, end = line
    if covered.first is None or covered.last is None or begin == end:
        return None
    scale = 100 / (end + 1 - begin)
    length = (covered.last + 1 - covered.first) * scale
    return round((covered.first - begin) * scale, 2), round(max(length, 0.6), 2)


def country_lines(found: Coverage, graphs: Sequence[str]) -> list[Line]:
    """Return the countries of which some source tells a tie, those with most ties first."""
    told = {iri: country for iri, country in found.countries.items() if country.ties}
    named = labels(told)
    cells = _cells(told, [found.sources[graph].countries for graph in graphs])
    return [
        Line(Link(iri, named[iri]), one.actors, one.tied, one.ties, cells[iri])
        for iri, one in told.items()
    ]


def untold(found: Coverage) -> list[Part]:
    """Return the countries without any tie, with their known actors, by name."""
    rest = {iri: country for iri, country in found.countries.items() if not country.ties}
    named = labels(rest)
    parts = [Part(Link(iri, named[iri]), country.actors, 0) for iri, country in rest.items()]
    return sorted(parts, key=lambda part: sort_key(part.link.label))


def level_lines(found: Coverage, graphs: Sequence[str]) -> list[Line]:
    """Return the levels of territories, and institutions: how many are parties, by source."""
    cells = _cells(found.levels, [found.sources[graph].levels for graph in graphs])
    return [
        Line(Link("", level_name(level)), known, 0, 0, cells[level])
        for level, known in found.levels.items()
    ]


def level_name(level: str) -> str:
    """Return what a level is called, institutions among them."""
    if level == INSTITUTION:
        return upper_first(class_noun("Institution", 2))
    return upper_first(concept_label("level", level))


def _cells(names: Iterable[str], columns: Sequence[Mapping[str, int]]) -> dict[str, list[Cell]]:
    most = max((n for column in columns for n in column.values()), default=1)
    return {
        name: [Cell(n := column.get(name, 0), _shade(n, most)) for column in columns]
        for name in names
    }


def _shade(number: int, most: int) -> int:
    """Return the tint of a number: each tint stands for several times as much as the last."""
    if not number:
        return 0
    return 1 + min(SHADES - 1, int(SHADES * log(number) / log(most + 1)))


def totals(found: Coverage) -> list[tuple[int, str]]:
    """Return the numbers of the whole graph, each with its name."""
    told = sum(bool(country.ties) for country in found.countries.values())
    return [
        (found.ties, ngettext("tie of any kind", "ties of any kind", found.ties)),
        (found.actors, ngettext("actor known", "actors known", found.actors)),
        (found.tied, gettext("of them with a tie")),
        (told, ngettext("country with a tie", "countries with a tie", told)),
    ]
