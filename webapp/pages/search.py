"""Search over names and codes."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from webapp.views.found import Found, search

blueprint = Blueprint("search", __name__)

LIMIT = 50
LONGEST = 200


@blueprint.get("/search")
def results() -> Response:
    """Show what the words name, as a page or as JSON."""
    words = request.args.get("q", "").strip()[:LONGEST]
    limit = min(max(request.args.get("limit", LIMIT, int), 1), LIMIT)
    found = search(words, limit) if words else []
    if _wants_json():
        return _json(words, found)
    return make_response(render_template("search.html", words=words, found=found, limit=limit))


def _wants_json() -> bool:
    if asked := request.args.get("format"):
        return asked == "json"
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _json(words: str, found: list[Found]) -> Response:
    response = jsonify({"query": words, "results": [one.as_json() for one in found]})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response
