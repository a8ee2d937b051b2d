"""What a page says of other addresses of its thing, and of things that are possibly the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.identity import Namer
from graph.matching import Decision, Match
from graph.review import Candidates
from webapp.engine import app_settings
from webapp.labels import labels
from webapp.rows import iri_term, rows
from webapp.views.nodes import Link
from webapp.views.reasons import strength
from webapp.views.review import Why, candidates, source_link, why

OTHERS = """
SELECT DISTINCT ?old ?other WHERE {{ GRAPH {graph} {{
  {{ ?old dct:isReplacedBy {thing} }} UNION {{ {thing} acc:possiblySame ?other }}
}} }} ORDER BY ?old ?other LIMIT 60"""


@dataclass(frozen=True, slots=True)
class Former:
    """An address that gave way to that of the page."""

    iri: str
    sources: Sequence[Link]
    """Those that use it."""
    reasons: Sequence[Why]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Possible:
    """A thing that is possibly that of the page."""

    link: Link
    score: float
    strength: str
    reasons: Sequence[Why]


@dataclass(frozen=True, slots=True)
class Identity:
    """What was found about one thing."""

    address: str
    """Short."""
    former: Sequence[Former]
    possible: Sequence[Possible]


def identity(iri: str) -> Identity | None:
    """Return what was found about a thing; None where nothing was."""
    graph = iri_term(Namer(app_settings().base).identity)
    told = rows(OTHERS.format(graph=graph, thing=iri_term(iri)))
    found = candidates() if told else None
    if found is None:
        return None
    short = found.originals.addresses.short
    former = [_former(found, short(row["old"].value)) for row in told if "old" in row]
    others = [row["other"].value for row in told if "other" in row]
    named = labels(others)
    possible = [_possible(found, short(iri), Link(one, named[one])) for one in others]
    return Identity(short(iri), former, sorted(possible, key=lambda one: -one.score))


def _former(found: Candidates, old: str) -> Former:
    same = [match for match in found.of(old) if match.outcome == "same"]
    decisions = (found.decision(match) for match in same)
    originals = found.originals
    return Former(
        iri=originals.addresses.whole(old),
        sources=[source_link(found, slug) for slug in originals.sources(old)],
        reasons=why(originals, same),
        decision=next((one for one in decisions if one and one.decision == "same"), None),
    )


def _possible(found: Candidates, address: str, link: Link) -> Possible:
    here = found.members(address)
    there = found.members(found.originals.addresses.short(link.iri))
    best = max(_between(found, here, there), key=lambda match: match.score, default=None)
    if best is None:
        return Possible(link, 0, "", ())
    return Possible(link, best.score, strength(best.score), why(found.originals, [best]))


def _between(found: Candidates, here: Iterable[str], there: frozenset[str]) -> list[Match]:
    pairs = (match for address in here for match in found.of(address))
    return [one for one in pairs if one.outcome == "unsure" and not there.isdisjoint(one.pair)]
