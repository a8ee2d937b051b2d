"""Who cooperates with whom: drawn, listed, to take away."""

import io
import json
from collections.abc import Mapping
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request

from graph.network import BadFilter, Filters, Network, Selection, full_iri, network, select
from graph.network.facets import Counts, facets
from graph.network.formats import MEDIA_TYPES, write_network
from ontology import vocabulary
from webapp.engine import app_settings, session
from webapp.labels import labels
from webapp.language import current_language
from webapp.problems import problem
from webapp.takeaway import takeaway
from webapp.turns import alone
from webapp.views.found import search
from webapp.views.network import drawing, nodes, tie
from webapp.views.networkform import form
from webapp.views.networkhints import (
    Elsewhere,
    bad_filter_sentence,
    elsewhere,
    everything,
    without_undated,
)
from webapp.views.networklegend import heading, legend

blueprint = Blueprint("network", __name__)

READABLE = 300
"""Above so many nodes a picture is a hairball (MEASURED, 6)."""

LARGEST = 1000
"""Nodes of a picture, whatever limit is asked for."""

HEAVY = 5000
"""Lines from which on a file takes seconds to make."""

KEPT = 8
"""Selections that a process remembers: everybody asks the same few questions."""

FOUND = 12
ROWS = 250
NOT_FILTERS = frozenset(("lang", "q"))


@blueprint.errorhandler(BadFilter)
def bad_filter(error: BadFilter) -> Response:
    """Say which filter is wrong, and what was expected."""
    return problem(HTTPStatus.BAD_REQUEST, bad_filter_sentence(error))


@blueprint.get("/network")
def page() -> str:
    """Show the network that the address asks for, as a list and, with scripts, as a picture."""
    filters = asked()
    graph = _readable(filters)
    ties = [tie(graph, info) for info in graph.graph["ties"].values()]
    ties.sort(key=lambda one: (one["earliest"] == "", one["earliest"], one["label"]))
    actor_classes = vocabulary().descendants("Actor")
    query, words = filters.to_query(), request.args.get("q", "").strip()[:200]
    found = search(words, FOUND * 4) if words else []
    return render_template(
        "network.html",
        graph=graph.graph,
        nodes=sorted(nodes(graph, filters.fold), key=_by_degree),
        edges=graph.number_of_edges(),
        ties=ties,
        sources=graph.graph["sources"],
        legend=legend(graph),
        filters=filters,
        form=form(filters, _facets()),
        heading=heading(filters),
        focus=(focus := labels(full_iri(app_settings().base, one) for one in filters.focus)),
        elsewhere=_elsewhere(filters, focus) if focus and not ties else None,
        undated=sum(one["undated"] for one in ties),
        without_undated=without_undated(filters),
        query=query,
        words=words,
        found=[one for one in found if one.class_ in actor_classes][:FOUND],
        actor_classes=actor_classes,
        limit=_limit(filters),
        of_files=app_settings().network_actors,
        rows=ROWS,
    )


@blueprint.get("/network/view.json")
def view() -> Response:
    """Return what the page's script draws: one language, placed."""
    filters = asked()
    key = ("view", filters, current_language(), session().version)
    body: str | None = _kept(key)
    if body is None:
        body = json.dumps(drawing(_readable(filters), filters.fold))
        _keep(key, body)
    return Response(body, mimetype="application/json")


@blueprint.get("/network.html")
def take_away() -> Response:
    """Return the picture as one file that works without this service."""
    filters = asked()
    body = takeaway(_readable(filters), filters)
    return _attachment(body, "html", "text/html; charset=utf-8")


@blueprint.get("/network.<name>")
def file(name: str) -> Response:
    """Return the whole selection for other tools."""
    if name not in MEDIA_TYPES:
        abort(404)
    buffer = io.BytesIO()
    filters = asked()
    selection = _selection(filters)
    with alone() if selection.size > HEAVY else nullcontext():
        graph = _network(_bounded(filters, selection))
        write_network(graph, name, buffer, current_language())
    return _attachment(buffer.getvalue(), name, MEDIA_TYPES[name], graph.graph["left_out"])


def asked() -> Filters:
    """Return the filters of the request's address. Raises BadFilter."""
    pairs = request.args.items(multi=True)
    return Filters.from_query((name, value) for name, value in pairs if name not in NOT_FILTERS)


def _readable(filters: Filters) -> Network:
    return _network(filters.model_copy(update={"limit": _limit(filters)}))


def _limit(filters: Filters) -> int:
    return min(filters.limit or READABLE, LARGEST)


def _bounded(filters: Filters, selection: Selection) -> Filters:
    """Return the filters of a file, which holds no more actors than the settings say."""
    most = app_settings().network_actors
    if len(selection.degrees) <= most:
        return filters
    return filters.model_copy(update={"limit": min(filters.limit or most, most)})


def _network(filters: Filters) -> Network:
    return network(session(), app_settings().base, filters, _selection(filters))


def _selection(filters: Filters) -> Selection:
    """Return the selection, kept as long as the graph stays as it is."""
    wanted = filters.selecting()
    found: Selection | None = _kept(wanted)
    if found is None:
        found = select(session(), app_settings().base, wanted)
        _keep(wanted, found)
    return found


def _elsewhere(filters: Filters, focus: Mapping[str, str]) -> Elsewhere | None:
    """Return the ties of the focus that the filters leave out."""
    return elsewhere(filters, focus, _selection(everything(filters)))


def _facets() -> Mapping[str, Counts]:
    found: Mapping[str, Counts] | None = _kept("facets")
    if found is None:
        found = facets(session(), app_settings().base)
        _keep("facets", found)
    return found


def _kept(key: Any) -> Any:
    return current_app.extensions.get("network", {}).get((session().digest, key))


def _keep(key: Any, found: Any) -> None:
    kept = current_app.extensions.setdefault("network", {})
    kept[session().digest, key] = found
    for old in list(kept)[:-KEPT]:
        kept.pop(old, None)


def _attachment(body: bytes, suffix: str, media_type: str, left_out: int = 0) -> Response:
    """Return a file; where actors are left out, its name says so."""
    name = f"accordia-network-without-{left_out}-actors" if left_out else "accordia-network"
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response


def _by_degree(node: dict[str, Any]) -> tuple[int, str]:
    return -node["degree"], node["name"]
