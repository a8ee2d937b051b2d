"""Search over names and codes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from ontology import vocabulary
from webapp.views.found import Results, search_part

blueprint = Blueprint("search", __name__)

LIMIT = 50
SHOWN = 20
"""Results of one page; programs may ask for LIMIT."""
LONGEST = 200
FARTHEST = 1000


@dataclass(frozen=True, slots=True)
class Request:
    """What is searched for, and which part of it is wanted."""

    words: str
    group: str
    start: int
    limit: int

    def address(self, group: str, start: int = 0) -> str:
        """Return the address of another part of the same search."""
        values = {"q": self.words, "class": group, "start": start or ""}
        return "/search?" + urlencode({name: value for name, value in values.items() if value})


@blueprint.get("/search")
def results() -> Response:
    """Show what the words name, as a page or as JSON."""
    is_json = _wants_json()
    asked = _asked(LIMIT if is_json else SHOWN)
    part = search_part(asked.words, asked.limit, asked.start, asked.group) if asked.words else None
    if is_json:
        return _json(asked, part)
    return make_response(
        render_template(
            "search.html", words=asked.words, asked=asked, part=part, more=_more(asked, part)
        )
    )


def _asked(limit: int) -> Request:
    def number(name: str, default: int, least: int, most: int) -> int:
        return min(max(request.args.get(name, default, int), least), most)

    group = request.args.get("class", "")
    return Request(
        words=request.args.get("q", "").strip()[:LONGEST],
        group=group if group in vocabulary().classes else "",
        start=number("start", 0, 0, FARTHEST),
        limit=number("limit", limit, 1, LIMIT),
    )


def _more(asked: Request, part: Results | None) -> str | None:
    """Return the address of the next part, None where nothing follows."""
    end = asked.start + asked.limit
    return asked.address(asked.group, end) if part and end < part.finding.total else None


def _wants_json() -> bool:
    if asked := request.args.get("format"):
        return asked == "json"
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _json(asked: Request, part: Results | None) -> Response:
    more = _more(asked, part)
    response = jsonify(
        {
            "query": asked.words,
            "results": [one.as_json() for one in part.found] if part else [],
            "total": part.finding.total if part else 0,
            "totalIsAll": part.finding.is_all if part else True,
            "near": bool(part and part.finding.is_near),
            "classes": {name: n for name, n in part.finding.groups.items() if name} if part else {},
            "more": f"{more}&limit={asked.limit}&format=json" if more else None,
        }
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response
