"""Pairs of things that are possibly one, with all that tells whether they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock

from flask import current_app

from graph.matching import Decision, Match
from graph.matching.addresses import rank
from graph.review import Candidates, kind_of
from graph.review.originals import Originals, Told
from graph.review.table import called
from webapp.display import class_label, concept_label, upper_first
from webapp.engine import graph_folder
from webapp.labels import welcome_languages
from webapp.rows import iri_terms, rows
from webapp.views.nodes import Link
from webapp.views.reasons import in_words, strength

SHOWN_NAMES = 6
READING = Lock()

TIES = """
SELECT ?thing (COUNT(DISTINCT ?tie) AS ?n) WHERE {{
  VALUES ?thing {{ {things} }}
  ?tie acc:party|acc:of ?thing
}} GROUP BY ?thing"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things, as the sources that use its address describe it."""

    address: str
    iri: str
    label: str
    class_: str
    kind: str
    """Its level, or what kind of institution it is, in words."""
    chain: Sequence[Link]
    names: Sequence[str]
    codes: Sequence[str]
    same_as: Sequence[str]
    parties: Sequence[Link]
    days: Sequence[str]
    sources: Sequence[Link]
    ties: int


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, in words."""

    words: str
    speaks_for: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that were compared."""

    match: Match
    sides: Sequence[Side]
    kind: str
    strength: str
    reasons: Sequence[Why]
    decision: Decision | None


def candidates() -> Candidates | None:
    """Return the pairs of the newest version, read once; None before the first load.

    A decision shows at once: the engine may still answer from the version before.
    """
    folder, kept = graph_folder(), current_app.extensions
    with READING:
        found: Candidates | None = kept.get("candidates")
        stamp = folder.stamp()
        if found is None or kept["candidates_stamp"] != stamp:
            manifest = folder.latest()
            found = Candidates(folder, manifest) if manifest else None
            kept["candidates"], kept["candidates_stamp"] = found, stamp
    return found


def pairs(found: Candidates, matches: Sequence[Match]) -> list[Pair]:
    """Return pairs ready to be shown."""
    ties = _ties(found, {address for match in matches for address in match.pair})
    return [
        Pair(
            match,
            [_side(found, address, ties.get(address, 0)) for address in match.pair],
            kind_of(match),
            strength(match.score),
            why(found.originals, [match]),
            found.decision(match),
        )
        for match in matches
    ]


def why(originals: Originals, matches: Iterable[Match]) -> list[Why]:
    """Return the reasons of pairs in words, what speaks for them first."""
    name = partial(called, originals=originals, languages=welcome_languages())
    reasons = dict.fromkeys(reason for match in matches for reason in match.reasons)
    told = [Why(in_words(reason, name), reason.weight >= 0) for reason in reasons]
    return sorted(told, key=lambda one: not one.speaks_for)


def _side(found: Candidates, address: str, ties: int) -> Side:
    originals, languages = found.originals, welcome_languages()
    told = originals.told(address)
    label = called(address, originals, languages)
    names = dict.fromkeys(words for words, _ in told.names if words != label)
    return Side(
        address=address,
        iri=originals.addresses.whole(address),
        label=label,
        class_=told.term,
        kind=_kind(told),
        chain=[_link(originals, one.iri) for one in originals.chain(told)],
        names=[*names][:SHOWN_NAMES],
        codes=told.codes,
        same_as=told.same_as,
        parties=[_link(originals, one) for one in told.parties],
        days=told.days,
        sources=[source_link(found, slug) for slug in told.sources],
        ties=ties,
    )


def _kind(told: Told) -> str:
    scheme = ("level", [told.level]) if told.level else ("kind", told.kinds)
    words = ", ".join(concept_label(scheme[0], slug) for slug in scheme[1])
    class_ = class_label(told.term)
    return upper_first(words if words else class_)


def _link(originals: Originals, address: str) -> Link:
    name = called(address, originals, welcome_languages())
    return Link(originals.addresses.whole(address), name)


def source_link(found: Candidates, slug: str) -> Link:
    """Return the way to a source, under its title."""
    entry = found.manifest.entry(slug)
    return Link(entry.graph, entry.title or slug) if entry else Link("", slug)


def stays(found: Candidates, address: str) -> str:
    """Return the address that a thing keeps, short."""
    whole = found.originals.addresses.whole
    return min(found.members(address), key=lambda one: rank(whole(one)))


def _ties(found: Candidates, addresses: Iterable[str]) -> dict[str, int]:
    """Return in how many ties each takes part; what is one has its ties in common."""
    whole = found.originals.addresses.whole
    kept = {address: whole(stays(found, address)) for address in addresses}
    if not kept:
        return {}
    counted = rows(TIES.format(things=iri_terms(sorted(set(kept.values())))))
    numbers = {row["thing"].value: int(row["n"].value) for row in counted}
    return {address: numbers.get(iri, 0) for address, iri in kept.items()}
