"""Which things of different sources are one: for everybody to see, with their reasons."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask_babel import gettext

from graph.matching import Match
from graph.matching.decisions import COLUMNS as DECIDED_COLUMNS
from graph.review import Candidates, Wanted
from graph.review.candidates import KINDS, SHOWN
from graph.review.table import COLUMNS, as_data, called, row
from graph.spreadsheet import MEDIA_TYPE, spreadsheet
from webapp.access import form_key, is_open, who
from webapp.labels import welcome_languages
from webapp.views.reasons import in_words
from webapp.views.review import candidates, pairs

blueprint = Blueprint("review", __name__)

PER_PAGE = 30
LONGEST = 200


@blueprint.get("/review")
def listed() -> Response | str:
    """List pairs with what tells whether they are one, as a page or as JSON."""
    found, wanted = newest(), _wanted()
    matches = found.select(wanted)
    page = max(request.args.get("page", 1, int), 1)
    shown = matches[(page - 1) * PER_PAGE : page * PER_PAGE]
    if _wants_json():
        return _json(found, shown, len(matches), page)
    return render_template(
        "review.html", pairs=pairs(found, shown), wanted=wanted, page=page, count=len(matches),
        pages=-(-len(matches) // PER_PAGE), totals={name: len(found.lists[name]) for name in SHOWN},
        kinds=KINDS, sources=found.manifest.sources, link=_link, by=who(), form_key=form_key(),
        is_open=is_open(), asked=urlencode(_parameters()), version=found.manifest.version,
        about=called(wanted.thing, found.originals, welcome_languages()) if wanted.thing else "",
    )  # fmt: skip


@blueprint.get("/review.csv")
def table() -> Response:
    """Send all pairs that are asked for as a table."""
    found = newest()
    matches, languages = found.select(_wanted()), welcome_languages()
    return _csv("review", COLUMNS, [row(match, found.originals, languages) for match in matches])


@blueprint.get("/review/decisions.csv")
def decisions() -> Response:
    """Send what people decided: it is data, and ``accordia review import`` reads it."""
    kept = sorted(newest().decisions.values(), key=lambda one: one.pair)
    rows = [[getattr(one, name) for name in DECIDED_COLUMNS] for one in kept]
    return _csv("decisions", DECIDED_COLUMNS, rows)


def newest() -> Candidates:
    """Return the pairs of the newest version; a 404 before the first load."""
    return candidates() or abort(HTTPStatus.NOT_FOUND, gettext("No source is loaded yet."))


def _wanted() -> Wanted:
    def value(name: str) -> str:
        return request.args.get(name, "").strip()[:LONGEST]

    shown, kind = value("shown"), value("kind")
    return Wanted(
        shown if shown in SHOWN else SHOWN[0], kind if kind in KINDS else "", value("source"),
        value("q"), value("thing"), value("decided") == "yes",
    )  # fmt: skip


def _parameters() -> dict[str, str]:
    names = ("shown", "kind", "source", "q", "thing", "decided", "page")
    return {name: told for name in names if (told := request.args.get(name, "")[:LONGEST])}


def _link(**changed: str | int) -> str:
    """Return the address of this list with something changed; page 1 unless a page is said."""
    kept = {name: told for name, told in _parameters().items() if name != "page"}
    asked = {name: told for name, told in (kept | changed).items() if told}
    return f"/review?{urlencode(asked)}" if asked else "/review"


def _wants_json() -> bool:
    if asked := request.args.get("format"):
        return asked == "json"
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _json(found: Candidates, matches: list[Match], count: int, page: int) -> Response:
    originals, languages = found.originals, welcome_languages()

    def name(address: str) -> str:
        return called(address, originals, languages)

    results = [as_data(match, originals, languages) for match in matches]
    for result, match in zip(results, matches, strict=True):
        for told, reason in zip(result["reasons"], match.reasons, strict=True):
            told["words"] = in_words(reason, name)
    response = jsonify(version=found.manifest.version, count=count, page=page, results=results)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    response = Response(spreadsheet([header, *rows]), content_type=MEDIA_TYPE)
    version = newest().manifest.version
    filename = f"accordia-v{version}-{name}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
