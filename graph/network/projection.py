"""The network as a networkx graph: actors, and every tie an edge of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeAlias

import networkx as nx

from graph.engine import Session
from graph.identity import Namer
from graph.network.describe import LANGUAGES
from graph.network.details import (
    ActorInfo,
    TieInfo,
    actor_infos,
    source_infos,
    tie_infos,
)
from graph.network.filters import BadFilter, Expected, Filters, Fold
from graph.network.neighbourhood import Shown, around, whole
from graph.network.selection import Selection, edge_style, select
from graph.terms import BadIri, iri_term
from ontology import vocabulary

Network: TypeAlias = "nx.MultiDiGraph[str]"
COLON = {"fr": " : ", "en": ": "}


def network(
    session: Session, base: str, filters: Filters, selection: Selection | None = None
) -> Network:
    """Return the network that the filters want.

    Nodes are actors, by IRI. Each tie is one edge whose key is its IRI; one of three or more
    parties is an edge for each pair, all with the same ``tie``. Unfolded (``Fold.TIES``), a tie
    is a node, and an edge leads from it to each of its actors. A tie of which the sources name
    one party only draws no line: it stands, as all do, in ``graph.graph["ties"]``.
    ``selection``: what ``select`` gave for the same filters, to save queries. Raises QueryError.
    """
    found = selection or select(session, base, filters)
    shown = _shown(found, base, filters)
    ties = [tie for tie in found.by_tie if _is_shown(found, shown, tie, filters)]
    people, infos = _told(session, Namer(base), found, shown, ties)
    graph: Network = nx.MultiDiGraph()
    graph.add_nodes_from((iri, _actor(people[iri], found, shown)) for iri in sorted(shown.actors))
    if filters.fold is Fold.TIES:
        graph.add_nodes_from((tie, _tie_node(infos[tie], found)) for tie in ties)
    for source, target, tie, attributes in _edges(found, shown, infos, filters.fold):
        graph.add_edge(source, target, key=tie, **attributes)
    graph.graph |= {
        "version": session.version,
        "query": filters.to_query(),
        "ties": infos,
        "parties": {tie: found.actors_of(tie) for tie in ties},
        "actors": people,
        "sources": source_infos(session, {s for info in infos.values() for s in info.sources}),
        "left_out": shown.left_out,
        "all_ties": len(found.by_tie),
        "all_actors": len(found.degrees),
    }
    return graph


def full_iri(base: str, address: str) -> str:
    """Return the IRI of a focus, which may be given as its path below the base address.

    Raises BadFilter.
    """
    iri = address if "://" in address else base + address.lstrip("/")
    try:
        iri_term(iri)
    except BadIri:
        raise BadFilter("focus", address, Expected.ADDRESS) from None
    return iri


def _shown(selection: Selection, base: str, filters: Filters) -> Shown:
    if not filters.focus:
        return whole(selection, filters.limit)
    focus = [full_iri(base, address) for address in filters.focus]
    return around(selection, focus, filters.depth, filters.limit)


def _is_shown(selection: Selection, shown: Shown, tie: str, filters: Filters) -> bool:
    """Ties between shown actors, and those of which a source names one party or none."""
    parties = selection.actors_of(tie)
    if not parties:
        return not filters.focus
    return len(shown.actors.intersection(parties)) >= min(2, len(parties))


def _told(
    session: Session, namer: Namer, selection: Selection, shown: Shown, ties: list[str]
) -> tuple[dict[str, ActorInfo], dict[str, TieInfo]]:
    """Return what is told of the actors and ties; a tie without a name is called by its parties."""
    parties = {actor for tie in ties for actor in selection.actors_of(tie)}
    people = actor_infos(session, namer, parties | shown.actors, selection.unnamed)
    infos = tie_infos(session, namer, selection, ties)
    for tie, info in infos.items():
        for language in LANGUAGES:
            names = [people[one].labels[language] for one in selection.actors_of(tie)]
            called = vocabulary().label(info.class_, language).capitalize()
            made = called + COLON[language] + " – ".join(names) if names else called
            info.labels.setdefault(language, made)
    return people, infos


def _actor(info: ActorInfo, selection: Selection, shown: Shown) -> dict[str, Any]:
    neighbours = selection.neighbours.get(info.iri, frozenset())
    return _attributes(info) | {
        "degree": selection.degrees[info.iri],
        "more": len(neighbours - shown.actors),
    }


def _tie_node(info: TieInfo, selection: Selection) -> dict[str, Any]:
    return _attributes(info) | {"degree": len(selection.actors_of(info.iri)), "more": 0}


def _edges(
    selection: Selection, shown: Shown, infos: Mapping[str, TieInfo], fold: Fold
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for tie, info in infos.items():
        attributes = _attributes(info) | {"tie": tie} | _drawing(info)
        if fold is Fold.TIES:
            for actor in sorted(shown.actors.intersection(selection.actors_of(tie))):
                yield tie, actor, tie, attributes
            continue
        for one, other in selection.pairs_of(tie):
            if one in shown.actors and other in shown.actors:
                yield one, other, tie, attributes


def _attributes(info: ActorInfo | TieInfo) -> dict[str, Any]:
    found = {field.name.removesuffix("_"): getattr(info, field.name) for field in fields(info)}
    del found["iri"]
    return found


def _drawing(info: TieInfo) -> dict[str, Any]:
    """How the ontology wants the tie drawn; with an arrow where the two ends differ."""
    style = edge_style(info.class_)
    directed = style.source_property != style.target_property or bool(info.leads)
    return {"color": style.color, "dashes": style.dashes, "directed": directed}
