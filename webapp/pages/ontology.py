"""The vocabulary, readable, and the colours that it gives to classes."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.views.terms import classes, properties, schemes, stylesheet

blueprint = Blueprint("ontology", __name__)


@blueprint.get("/ontology")
def readable() -> str | AnyResponse:
    """Show classes, properties and concepts; programs that prefer RDF are sent to the Turtle."""
    best = request.accept_mimetypes.best_match(["text/html", "text/turtle"], "text/html")
    if best == "text/turtle":
        return redirect("/ontology.ttl", 303)
    return render_template(
        "ontology.html", classes=classes(), properties=properties(), schemes=schemes()
    )


@blueprint.get("/ontology.css")
def colours() -> Response:
    """Give each class of ties the colour that the ontology states."""
    response = Response(stylesheet(), mimetype="text/css")
    response.headers["Cache-Control"] = "max-age=3600"
    return response
