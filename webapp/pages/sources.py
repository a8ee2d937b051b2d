"""What is loaded, and one source with its facts."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.pages.things import answer
from webapp.views.citation import source_citation
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
def one(slug: str) -> str | Response:
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
    )  # fmt: skip
