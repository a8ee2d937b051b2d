"""Pairs as data: for programs and for spreadsheets."""

from collections.abc import Sequence
from typing import Any

from graph.matching import Match
from graph.review.candidates import kind_of
from graph.review.originals import Originals, Told

COLUMNS = (
    "score", "outcome", "decision", "kind", "one", "one_name", "one_sources", "other",
    "other_name", "other_sources", "reasons",
)  # fmt: skip


def as_data(match: Match, originals: Originals, languages: Sequence[str]) -> dict[str, Any]:
    """Return a pair with what the sources say of both."""
    return {
        "one": _thing(originals.told(match.one), originals, languages),
        "other": _thing(originals.told(match.other), originals, languages),
        "kind": kind_of(match),
        "outcome": match.outcome,
        "score": match.score,
        "decision": match.decision,
        "reasons": [reason._asdict() for reason in match.reasons],
    }


def _thing(told: Told, originals: Originals, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "address": told.iri,
        "iri": originals.addresses.whole(told.iri),
        "name": called(told.iri, originals, languages),
        "class": told.term,
        "sources": list(told.sources),
    }


def called(address: str, originals: Originals, languages: Sequence[str]) -> str:
    """Return what the sources call a thing; a tie without a name by its parties."""
    told = originals.told(address)
    parties = (originals.told(party).name(languages) or party for party in told.parties[:4])
    return told.name(languages) or " – ".join(parties) or address.rpartition("/")[2]


def row(match: Match, originals: Originals, languages: Sequence[str]) -> list[str]:
    """Return a pair as cells under COLUMNS."""
    sides = [
        (address, called(address, originals, languages), " ".join(originals.sources(address)))
        for address in match.pair
    ]
    reasons = "; ".join(f"{reason.code} {reason.detail}".strip() for reason in match.reasons)
    start = (f"{match.score:.3f}", match.outcome, match.decision, kind_of(match))
    return [*start, *sides[0], *sides[1], reasons]
