"""The page of one thing, and the same thing as RDF."""

from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_babel import gettext

from graph.engine import UnknownFormat
from graph.engine.formats import ALIASES, GRAPHS, SHORT
from graph.export.thing import thing_query
from graph.identity import Namer
from webapp.addresses import SAFE, local_path, spellings
from webapp.engine import app_settings, session
from webapp.rows import BadIri, iri_term, rows
from webapp.views.citation import citation
from webapp.views.identity import Identity
from webapp.views.identity import identity as identity_of
from webapp.views.sections import Wanted
from webapp.views.things import thing

blueprint = Blueprint("things", __name__)

HTML = "text/html"
SUFFIXES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
"""The formats of one thing, by the suffix of their address."""
FORMATS = {HTML: "html"} | {SHORT[suffix]: suffix for suffix in (*SUFFIXES, "trig", "nq")}

DESCRIBED = "SELECT ?p WHERE {{ {thing} ?p ?o }} LIMIT 1"
KNOWN = "SELECT ?p WHERE {{ {{ {thing} ?p ?o }} UNION {{ ?s ?p {thing} }} }} LIMIT 1"


REPLACED = "SELECT ?new WHERE {{ GRAPH {graph} {{ {thing} dct:isReplacedBy ?new }} }} LIMIT 2"
COUNTS = """
SELECT (COUNT(?new) AS ?joined) (COUNT(?other) AS ?unsure) WHERE {{
  GRAPH {graph} {{ {{ ?old dct:isReplacedBy ?new }} UNION {{ ?one acc:possiblySame ?other }} }}
}}"""


@blueprint.get("/id/<kind>/<path:key>")
def identified(kind: str, key: str) -> Response:
    """Show a territory, an institution, a tie ...; from an address that gave way, lead on."""
    path = f"id/{kind}/{key}"
    return _redirection(path) or answer(path)


@blueprint.get("/source/<slug>/<path:key>")
def within_source(slug: str, key: str) -> Response:
    """Show what has no address but the one that its source's load gave it (RDF 1.1, 3.5)."""
    return answer(f"source/{slug}/{key}")


@blueprint.get("/concept/<scheme>")
@blueprint.get("/concept/<scheme>/<path:slug>")
def concept(scheme: str, slug: str = "") -> Response:
    """Show a concept, or a scheme of concepts."""
    return answer("/".join(filter(None, ["concept", scheme, slug])))


@blueprint.get("/graph/derived")
def derived() -> Response:
    """Explain the graph of what is computed from the sources."""
    counted = rows("SELECT (COUNT(*) AS ?n) WHERE { ?a acc:cooperatesWith ?b }")
    page = render_template("derived.html", count=int(counted[0]["n"].value))
    return make_response(page)


@blueprint.get("/graph/identity")
def identity() -> Response:
    """Explain the graph of what was found to be one, and of what may be."""
    counted = rows(COUNTS.format(graph=iri_term(Namer(app_settings().base).identity)))
    joined, unsure = (int(counted[0][name].value) for name in ("joined", "unsure"))
    return make_response(render_template("identity.html", joined=joined, unsure=unsure // 2))


def _redirection(path: str) -> Response | None:
    """Return the way to the address that took the place of this one, None where none did."""
    for bare, suffix in dict.fromkeys([(path, ""), _split(path)]):
        if stays := _stays(bare):
            asked = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
            response = Response(status=HTTPStatus.SEE_OTHER)
            response.location = stays + (f".{suffix}" if suffix else "") + asked
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response
    return None


def _stays(path: str) -> str | None:
    """Return the path of the page of what an address gave way to; never another host's."""
    graph = iri_term(Namer(app_settings().base).identity)
    for iri in spellings(path):
        try:
            found = rows(REPLACED.format(graph=graph, thing=iri_term(iri)))
        except BadIri:
            continue
        paths = (local_path(row["new"].value) for row in found)
        if new := next((one for one in paths if one and one != _path(path)), None):
            return new
    return None


def answer(path: str) -> Response:
    """Answer for an address, in the format of its suffix or else of the Accept header.

    A key may itself end as a format does: where a source describes such a thing, that is meant.
    """
    bare, suffix = _split(path)
    if suffix and _known(path, DESCRIBED):
        bare, suffix = path, ""
    iri = _known(bare) or abort(
        HTTPStatus.NOT_FOUND, gettext("No source that is loaded says anything of this thing.")
    )
    media_type = SHORT.get(suffix, HTML) if suffix else _wanted()
    response = _page(iri, bare) if media_type == HTML else _rdf(iri, media_type)
    response.headers["Content-Location"] = f"{_path(bare)}.{FORMATS[media_type]}"
    response.vary.add("Accept")
    return response


def _split(path: str) -> tuple[str, str]:
    suffix = PurePosixPath(path).suffix.removeprefix(".")
    known = suffix in FORMATS.values()
    return (path.removesuffix(f".{suffix}"), suffix) if known else (path, "")


def _wanted() -> str:
    """Return the media type that the client prefers; the page where it does not say.

    Raises UnknownFormat.
    """
    accepted = request.accept_mimetypes
    wanted = accepted.best_match([*FORMATS, *ALIASES]) if accepted else HTML
    if wanted is None:
        raise UnknownFormat(str(accepted), (*FORMATS,))
    return wanted if wanted in FORMATS else next(one for one in ALIASES[wanted] if one in GRAPHS)


def _known(path: str, query: str = KNOWN) -> str | None:
    """Return the address under which the graph knows the thing, None where it does not."""
    for iri in spellings(path):
        try:
            if rows(query.format(thing=iri_term(iri))):
                return iri
        except BadIri:
            continue
    return None


def _page(iri: str, path: str) -> Response:
    page = max(request.args.get("page", 1, int), 1)
    wanted = Wanted(request.args.get("section", ""), page)
    found = thing(iri, wanted) or abort(HTTPStatus.NOT_FOUND)
    address = _path(path)
    formats = {name: f"{address}.{suffix}" for suffix, name in SUFFIXES.items()}
    cite = citation(found.label, iri, found.cited) if found.cited else None
    return make_response(
        render_template(
            "thing.html",
            thing=found,
            formats=formats,
            wanted=wanted,
            address=address,
            cite=cite,
            identity=_identity(iri),
        )
    )


def _identity(iri: str) -> Identity | None:
    return identity_of(iri) if iri.startswith(f"{app_settings().base}id/") else None


def _rdf(iri: str, media_type: str) -> Response:
    query = thing_query(iri)
    answer = session().query(query, [media_type], in_order=True)
    response = Response(answer.body, mimetype=media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _path(path: str) -> str:
    return "/" + quote(path, safe=SAFE)
