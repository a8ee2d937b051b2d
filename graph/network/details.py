"""What is told of the actors and ties that are shown: names, dates, themes, proof."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.engine import Session
from graph.identity import Namer
from graph.network.describe import (
    Described,
    describe,
    describe_in_graphs,
    labels_of,
    plain,
    slugs,
)
from graph.network.rows import Value, rows_about
from graph.network.selection import Selection, deepest
from ontology import ACC, vocabulary

ACTOR_PROPERTIES = ("skos:prefLabel", "level", "kind")
TIE_PROPERTIES = (
    "skos:prefLabel", "kind", "status", "theme", "themeText", "lead",
    "date", "endDate", "dateText", "earliest", "latest", "endEarliest", "endLatest",
)  # fmt: skip
SOURCE_PROPERTIES = ("dct:title", "dct:language", "dct:license", "dct:rights", "dcat:landingPage")


class Evidence(NamedTuple):
    """The words or the row of one source that support a tie."""

    source: str
    stance: str
    quote: str = ""
    language: str = ""
    row: str = ""
    proves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorInfo:
    """Who a node is."""

    iri: str
    class_: str
    labels: Mapping[str, str]
    level: str
    kinds: tuple[str, ...]
    country: str
    unnamed: bool


@dataclass(frozen=True, slots=True)
class TieInfo:
    """What an edge stands for, over all sources that were asked."""

    iri: str
    class_: str
    labels: dict[str, str]
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    stances: tuple[str, ...]
    themes: tuple[str, ...]
    dates: tuple[str, ...]
    """EDTF; several where sources differ."""
    end_dates: tuple[str, ...]
    date_texts: tuple[str, ...]
    earliest: str
    latest: str
    leads: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a citation of a source needs."""

    iri: str
    labels: Mapping[str, str]
    language: str
    """Its own, in which it is called the same whatever the reader's."""
    rights: Mapping[str, str]
    """What the source says of its use, where it says so in words."""
    licence: str
    address: str


def actor_infos(
    session: Session, namer: Namer, iris: Iterable[str], unnamed: frozenset[str]
) -> dict[str, ActorInfo]:
    """Return what the graph tells of each actor."""
    wanted = frozenset(iris)
    told = describe(session, wanted, ("rdf:type", *ACTOR_PROPERTIES))
    countries = _countries(session, namer, wanted)
    return {
        iri: ActorInfo(
            iri=iri,
            class_=_class(told[iri]["rdf:type"]),
            labels=labels_of(told[iri]["skos:prefLabel"], iri),
            level=next(iter(slugs(namer, "level", told[iri]["level"])), ""),
            kinds=slugs(namer, "kind", told[iri]["kind"]),
            country=countries.get(iri, ""),
            unnamed=iri in unnamed,
        )
        for iri in sorted(wanted)
    }


def tie_infos(
    session: Session, namer: Namer, selection: Selection, ties: Iterable[str]
) -> dict[str, TieInfo]:
    """Return what the selected statements tell of each tie, and all evidence about it."""
    wanted = frozenset(ties)
    stated = frozenset((one.tie, one.graph) for tie in wanted for one in selection.by_tie[tie])
    told = describe_in_graphs(session, stated, TIE_PROPERTIES)
    proof = _evidence(session, namer, wanted)
    return {
        iri: _tie(namer, selection, iri, told[iri], tuple(proof.get(iri, ())))
        for iri in sorted(wanted)
    }


def source_infos(session: Session, iris: Iterable[str]) -> dict[str, SourceInfo]:
    """Return the titles and licences of sources."""
    wanted = frozenset(iris)
    told = describe(session, wanted, SOURCE_PROPERTIES)
    return {
        iri: SourceInfo(
            iri=iri,
            labels=labels_of(_original(told[iri]), iri),
            language=_only(title.language for title in _original(told[iri])),
            rights=labels_of(told[iri]["dct:rights"], "") if told[iri]["dct:rights"] else {},
            licence=next((value.text for value in told[iri]["dct:license"]), ""),
            address=next((value.text for value in told[iri]["dcat:landingPage"]), ""),
        )
        for iri in sorted(wanted)
    }


def _original(told: Described) -> Sequence[Value]:
    """Return the title in the source's own language; all titles where that is not known."""
    own = {value.text for value in told["dct:language"]}
    return [title for title in told["dct:title"] if title.language in own] or told["dct:title"]


def _only(languages: Iterable[str]) -> str:
    """Return the one language that there is, "" where there are several."""
    found = set(languages)
    return found.pop() if len(found) == 1 else ""


def _tie(
    namer: Namer, selection: Selection, iri: str, told: Described, evidence: tuple[Evidence, ...]
) -> TieInfo:
    days = sorted(value.text for value in told["earliest"])
    last = sorted(value.text for name in ("latest", "endLatest") for value in told[name])
    return TieInfo(
        iri=iri,
        class_=selection.class_of(iri),
        labels=labels_of(told["skos:prefLabel"], "") if told["skos:prefLabel"] else {},
        kinds=slugs(namer, "kind", told["kind"]),
        statuses=slugs(namer, "status", told["status"]),
        stances=_stances(evidence),
        themes=slugs(namer, "theme", told["theme"]),
        dates=plain(told["date"]),
        end_dates=plain(told["endDate"]),
        date_texts=plain(told["dateText"]),
        earliest=days[0] if days else "",
        latest=last[-1] if last else "",
        leads=plain(told["lead"]),
        sources=tuple(sorted({one.source for one in evidence})),
        evidence=evidence,
    )


def _stances(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return how the sources mean the tie: what proves one property of it decides only alone."""
    whole = [one for one in evidence if not one.proves] or evidence
    return tuple(sorted({one.stance for one in whole}))


def _evidence(
    session: Session, namer: Namer, ties: frozenset[str]
) -> Mapping[str, Sequence[Evidence]]:
    """Return all evidence about each tie: what a source denies is told too."""
    pattern = """GRAPH ?g { ?e acc:supports ?s ; acc:stance ?stance .
        OPTIONAL { ?e acc:quote ?quote } OPTIONAL { ?e acc:row ?row }
        OPTIONAL { ?e acc:proves ?proves } }"""
    stances = namer.concept("stance", "")
    found: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for row in rows_about(session, "s", ties, pattern):
        quote = row.get("quote", Value(""))
        one = Evidence(
            source=row["g"].text,
            stance=row["stance"].text.removeprefix(stances),
            quote=quote.text,
            language=quote.language,
            row=row.get("row", Value("")).text,
        )
        known = found[row["s"].text].setdefault(row["e"].text, one)
        if "proves" in row:
            proves = tuple(sorted({*known.proves, row["proves"].text.removeprefix(ACC)}))
            found[row["s"].text][row["e"].text] = known._replace(proves=proves)
    return {tie: sorted(one.values(), key=_reading_order) for tie, one in found.items()}


def _reading_order(one: Evidence) -> tuple[bool, Evidence]:
    """What proves the whole tie comes before what proves one property of it."""
    return bool(one.proves), one


def _countries(session: Session, namer: Namer, actors: frozenset[str]) -> Mapping[str, str]:
    """Return the country of each actor that lies in one."""
    country = f"<{namer.concept('level', 'country')}>"
    pattern = f"?s acc:locatedIn?/acc:within* ?place . ?place acc:level {country}"
    found = rows_about(session, "s", actors, pattern)
    return dict(sorted({(row["s"].text, row["place"].text) for row in found}, reverse=True))


def _class(types: Sequence[Value]) -> str:
    known = vocabulary().classes
    names = (value.text.removeprefix(ACC) for value in types if value.text.startswith(ACC))
    ours = [name for name in names if name in known]
    return deepest(ours) if ours else ""
