"""For monitors: does the service answer, and from which version."""

from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from graph.engine import EngineUnavailable
from webapp.engine import served, session

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> tuple[dict[str, Any], int, dict[str, str]]:
    """Tell whether the engine answers, and how large its version of the graph is."""
    fresh = {"Cache-Control": "no-store"}
    try:
        version, manifest = session().version, served()
    except EngineUnavailable:
        return {"status": "unavailable"}, 503, fresh
    quads = manifest.quads if manifest else 0
    return {"status": "ok", "version": version, "quads": quads}, 200, fresh


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Send those who ask for the old address to the icon."""
    return redirect(url_for("static", filename="favicon.svg"), 301)
