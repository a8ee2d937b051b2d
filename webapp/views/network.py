"""The network as pages and scripts want it: in one language, placed, ready to draw."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext

from graph.network import ActorInfo, Evidence, Fold, Network, SourceInfo, TieInfo
from graph.network.captions import caption, radius
from graph.network.layout import TIE_RADIUS, is_tie, positions
from ontology import vocabulary
from webapp.addresses import external_url, local_path
from webapp.display import (
    adds_to,
    class_label,
    concept_label,
    property_label,
    quotation_marks,
    quoted,
    shortened,
    upper_first,
)
from webapp.language import current_language
from webapp.views.colours import on_dark
from webapp.views.when import edtf_text

SHAPES: Mapping[str, str] = {"Territory": "dot", "Institution": "square", "Programme": "diamond"}
TIE_SHAPE, OTHER_SHAPE = "triangle", "hexagon"
"""How classes of nodes are drawn: by shape, so that nobody needs to see the colour."""

UNNAMED = re.compile(r"\bnon nommée?s?\b|\bnot named\b", re.IGNORECASE)
UNSETTLED = frozenset(("planned", "pending", "never-done"))
Json = dict[str, Any]


def drawing(graph: Network, fold: Fold = Fold.ACTORS) -> Json:
    """Return nodes, edges and ties, with all words in the language of the request."""
    places = positions(graph)
    placed = [
        node | {"x": places[node["id"]][0], "y": places[node["id"]][1]}
        for node in nodes(graph, fold)
    ]
    return {
        "version": graph.graph["version"],
        "nodes": placed,
        "edges": [_edge(*edge) for edge in graph.edges(keys=True, data=True)],
        "ties": {iri: tie(graph, info) for iri, info in graph.graph["ties"].items()},
        "sources": {iri: _source(one) for iri, one in graph.graph["sources"].items()},
        "leftOut": graph.graph["left_out"],
        "words": words(),
    }


def nodes(graph: Network, fold: Fold) -> list[Json]:
    """Return what is told of each node, in the language of the request."""
    return [_node(iri, data, graph, fold) for iri, data in graph.nodes(data=True)]


def tie(graph: Network, info: TieInfo) -> Json:
    """Return all that a panel or a table row tells of a tie."""
    style = vocabulary().edge_style(info.class_)
    parties: Iterable[str] = graph.graph["parties"][info.iri]
    return {
        "iri": info.iri,
        "path": local_path(info.iri),
        "label": info.labels[current_language()],
        "class": info.class_,
        "classLabel": upper_first(class_label(info.class_)),
        "color": style.color,
        "darkColor": on_dark(style.color),
        "dashes": is_dashed(info),
        "kinds": _kinds(info),
        "statuses": _badges("status", info.statuses),
        "stances": _badges("stance", info.stances),
        "themes": [concept_label("theme", slug) for slug in info.themes],
        "date": _dates(info),
        "dateWords": _date_words(info),
        "undated": not info.earliest and not info.latest,
        "earliest": info.earliest,
        "parties": [_party(graph, iri, info) for iri in parties],
        "evidence": [_proof(one) for one in info.evidence],
    }


def is_dashed(info: TieInfo) -> bool:
    """Tell whether the line is dashed: not cooperation, not settled, or not asserted."""
    unsettled = UNSETTLED.intersection(info.statuses) or "asserted" not in info.stances
    return vocabulary().edge_style(info.class_).dashes or bool(unsettled)


def words() -> dict[str, str]:
    """Return the words that the scripts put on the page."""
    return {
        "actors": gettext("Actors"),
        "ties": gettext("Ties: %(number)s", number="{number}"),
        "more": gettext("Show those not drawn (%(number)s)", number="{number}"),
        "focus": gettext("Centre the network here"),
        "page": gettext("Full page"),
        "close": gettext("Close"),
        "between": gettext("Between %(one)s and %(other)s", one="{one}", other="{other}"),
        "undated": gettext("undated"),
        "row": gettext("row %(number)s", number="{number}"),
        "failed": gettext("The service did not answer: try again."),
        "added": gettext("Actors added: %(number)s", number="{number}"),
        "unnamed": gettext("not named by the source"),
    }


def _node(iri: str, data: Json, graph: Network, fold: Fold) -> Json:
    label = data["labels"][current_language()]
    of_tie = is_tie(data)
    sorts = [concept_label("level", data["level"])] if data.get("level") else []
    sorts += _kinds(graph.graph["ties" if of_tie else "actors"][iri])
    return {
        "id": iri,
        "path": local_path(iri),
        "name": shortened(label),
        "label": "" if of_tie else caption(label),
        "class": data["class"],
        "classLabel": upper_first(class_label(data["class"])),
        "sorts": sorts,
        "shape": TIE_SHAPE if of_tie else SHAPES.get(data["class"], OTHER_SHAPE),
        "isTie": of_tie,
        "unnamed": data.get("unnamed", False),
        "unnamedNote": data.get("unnamed", False) and not says_unnamed(label),
        "degree": data["degree"],
        "reach": data["degree"] if fold is Fold.TIES else _reach(graph, iri, data),
        "size": TIE_RADIUS if of_tie else radius(data["degree"]),
    }


def _reach(graph: Network, iri: str, data: Json) -> int:
    """Return how many actors the whole selection links with this one."""
    around = {*graph.successors(iri), *graph.predecessors(iri)}
    return len(around) + int(data["more"])


def _edge(source: str, target: str, key: str, data: Json) -> Json:
    return {
        "id": f"{key} {source} {target}",
        "from": source,
        "to": target,
        "tie": key,
        "arrows": "to" if data["directed"] else "",
    }


def _party(graph: Network, iri: str, info: TieInfo) -> Json:
    actor = graph.graph["actors"][iri]
    label = actor.labels[current_language()]
    return {
        "iri": iri,
        "path": local_path(iri),
        "label": label,
        "role": upper_first(property_label("lead")) if iri in info.leads else "",
        "unnamedNote": actor.unnamed and not says_unnamed(label),
    }


def says_unnamed(label: str) -> bool:
    """Tell whether a name says itself that the source gives none."""
    return bool(UNNAMED.search(label))


def _kinds(info: ActorInfo | TieInfo) -> list[str]:
    """Return the kinds that say more than the class and the outline do."""
    named = (concept_label("kind", slug) for slug in info.kinds if slug != "unnamed")
    return [name for name in named if adds_to(info.class_, name)]


def _badges(scheme: str, slugs: Iterable[str]) -> list[dict[str, str]]:
    shown = (slug for slug in slugs if slug not in ("unknown", "asserted"))
    return [{"slug": slug, "label": concept_label(scheme, slug)} for slug in shown]


def _dates(info: TieInfo) -> str:
    begin = ", ".join(map(edtf_text, info.dates))
    end = ", ".join(map(edtf_text, info.end_dates))
    return f"{begin} – {end}" if begin and end else begin or end


def _date_words(info: TieInfo) -> Json | None:
    """Return the source's own words for the date, where they are not what is shown anyway."""
    texts = [quoted(text) for text in info.date_texts if text != _dates(info)]
    languages = {one.language for one in info.evidence if one.quote}
    language = languages.pop() if len(languages) == 1 else ""
    return {
        "texts": texts,
        "language": language,
        "marks": quotation_marks(language),
    } if texts else None  # fmt: skip


def _proof(one: Evidence) -> Json:
    stance = _badges("stance", [one.stance])
    proven = ", ".join(map(property_label, one.proves))
    return {
        "quote": quoted(one.quote),
        "proves": gettext("proves: %(properties)s", properties=proven) if proven else "",
        "marks": quotation_marks(one.language),
        "language": one.language,
        "row": one.row,
        "stance": stance[0] if stance else None,
        "source": one.source,
    }


def _source(one: SourceInfo) -> Json:
    return {
        "label": one.labels[current_language()],
        "language": one.language,
        "path": local_path(one.iri),
        "licence": one.licence if external_url(one.licence) else "",
    }
