"""What is loaded and what is missing: as a page, as CSV, as JSON."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from graph.spreadsheet import MEDIA_TYPE, spreadsheet
from webapp.engine import session
from webapp.views.coverage import Coverage, coverage
from webapp.views.coveragejson import as_json
from webapp.views.coveragepage import (
    Line,
    cards,
    country_lines,
    level_lines,
    level_name,
    silent,
    totals,
    untold,
)
from webapp.views.coveragewords import levels_missing, missing
from webapp.views.shares import share
from webapp.views.sources import Source, sources

blueprint = Blueprint("coverage", __name__)

SHOWN = 40
"""Countries in the table, unless all are asked for."""


@blueprint.get("/coverage")
def page() -> Response:
    """Show what the sources cover, and what they leave open."""
    if _wants_json():
        return as_data()
    found, known = coverage(), sources()
    told = cards(found, known)
    graphs = [card.source.entry.graph for card in told]
    lines = country_lines(found, graphs)
    everything = request.args.get("countries") == "all"
    response = make_response(
        render_template(
            "coverage.html",
            cards=told,
            silent=silent(found, known),
            totals=totals(found),
            missing=list(missing(found)),
            countries=lines if everything else lines[:SHOWN],
            all_countries=len(lines),
            untold=untold(found),
            levels=level_lines(found, graphs),
            share=share,
            level_name=level_name,
            levels_missing=[level_name(level) for level in levels_missing(found)],
        )
    )
    response.vary.add("Accept")
    return response


@blueprint.get("/coverage.json")
def as_data() -> Response:
    """Return the same numbers for programs."""
    response = jsonify(as_json(coverage(), sources(), session().version))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


@blueprint.get("/coverage.csv")
def table() -> Response:
    """Send the countries and the levels by source, for a spreadsheet."""
    found = coverage()
    told = [card.source for card in cards(found, sources())]
    response = Response(spreadsheet(_lines(found, told)), content_type=MEDIA_TYPE)
    name = f"accordia-v{session().version}-coverage.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response


def _lines(found: Coverage, told: Sequence[Source]) -> Iterator[Sequence[object]]:
    graphs = [one.entry.graph for one in told]
    slugs = [f"source:{one.entry.slug}" for one in told]
    yield ("by", "iri", "name", "actors", "actors_with_tie", "ties", "sources", *slugs)
    for line in country_lines(found, graphs):
        yield ("country", *line.link[:2], line.actors, line.tied, line.ties, *_cells(line))
    none = [0] * (3 + len(told))
    for part in untold(found):
        yield ("country", *part.link[:2], part.number, *none)
    for line in level_lines(found, graphs):
        yield ("level: parties", *line.link[:2], line.actors, None, None, *_cells(line))


def _cells(line: Line) -> list[int]:
    return [line.sources, *(cell.number for cell in line.cells)]


def _wants_json() -> bool:
    if asked := request.args.get("format"):
        return asked == "json"
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"
