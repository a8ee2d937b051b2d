"""What is loaded, and one source with its facts and the report of its load."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from graph.spreadsheet import MEDIA_TYPE
from graph.store import Entry
from webapp.engine import graph_folder, session
from webapp.pages.things import answer
from webapp.views.citation import source_citation
from webapp.views.reports import as_json, refused_csv, told
from webapp.views.sections import Wanted
from webapp.views.sources import class_counts, facts, served, source, sources

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources")
def listed() -> str:
    """List what is loaded."""
    return render_template(
        "sources.html", sources=sources(), version=served(), class_counts=class_counts
    )


@blueprint.get("/source/<slug>")
def one(slug: str) -> str | AnyResponse:
    """Show a source; programs that prefer RDF are sent to its Turtle.

    One that others only speak of is a thing like any other.
    """
    found = source(slug)
    if found is None:
        return answer(f"source/{slug}")
    best = request.accept_mimetypes.best_match(["text/html", "text/turtle"], "text/html")
    if best == "text/turtle":
        return redirect(f"{url_for('.one', slug=slug)}.ttl", HTTPStatus.SEE_OTHER)
    page = max(request.args.get("page", 1, int), 1)
    wanted = Wanted(request.args.get("section", ""), page)
    return render_template(
        "source.html", source=found, sections=facts(found.entry.graph, wanted), wanted=wanted,
        counts=class_counts(found.entry), cite=source_citation(found),
        address=url_for(".one", slug=slug),
        told=None if wanted.section else told(graph_folder(), found.entry),
    )  # fmt: skip


@blueprint.get("/source/<slug>/report.json")
def report(slug: str) -> Response:
    """Return the report of a load for programs."""
    entry = _entry(slug)
    refused = url_for(".refused", slug=slug) if entry.refused else None
    response = jsonify(as_json(entry, session().version, refused))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/source/<slug>/refused.csv")
def refused(slug: str) -> Response:
    """Send the rows and values that a load set aside."""
    entry = _entry(slug)
    if not entry.refused:
        abort(HTTPStatus.NOT_FOUND, gettext("No row of “%(slug)s” was set aside.", slug=slug))
    response = Response(refused_csv(graph_folder(), entry), content_type=MEDIA_TYPE)
    name = f"accordia-v{session().version}-{slug}-refused.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(entry.refused)
    response.make_conditional(request)
    return response


def _entry(slug: str) -> Entry:
    manifest = served()
    entry = manifest.entry(slug) if manifest else None
    return entry or abort(
        HTTPStatus.NOT_FOUND, gettext("No source “%(slug)s” is loaded.", slug=slug)
    )
