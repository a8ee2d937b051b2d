"""The SPARQL endpoint: for programs the protocol, for people a page to ask and read."""

import json
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext

from graph.engine import (
    EngineUnavailable,
    QueryCrashed,
    QueryError,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
)
from graph.engine.formats import SHORT
from graph.errors import AccordiaError
from graph.identity import digest
from graph.index.derive import PROLOGUE
from webapp import problems
from webapp.engine import app_settings, session
from webapp.examples import examples
from webapp.language import current_language
from webapp.negotiation import data_types, prefers_page, wants_page
from webapp.protocol import Asked, BadRequest, asked
from webapp.servicedescription import GRAPH_TYPES, description
from webapp.views.results import SHOWN, Shown, shown

blueprint = Blueprint("sparql", __name__)

STATUS = {
    QueryCrashed: HTTPStatus.BAD_REQUEST,
    QueryFailed: HTTPStatus.BAD_REQUEST,
    QueryRefused: HTTPStatus.BAD_REQUEST,
}
"""Here the query is the client's, so what it does to the engine is the client's too."""

FOR_PAGE = (SHORT["json"], SHORT["turtle"])
DOWNLOADS = {
    False: {"CSV": "csv", "TSV": "tsv", "JSON": "json", "XML": "xml"},
    True: {"Turtle": "ttl", "JSON-LD": "jsonld", "N-Triples": "nt", "RDF/XML": "rdf"},
}
BEGINNING = """
SELECT ?agreement ?partner WHERE {
  ?agreement a acc:Agreement ; acc:party ?partner .
}
LIMIT 100
"""
VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
"""Functions that answer differently each time."""

READING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Accordia-Version",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is made of."""

    asked: Asked
    result: Shown | None = None
    milliseconds: int = 0
    error: AccordiaError | None = None
    version: int = 0
    downloads: dict[str, str] = field(default_factory=dict)

    @property
    def link(self) -> str:
        """The address of this query."""
        return "/sparql?" + urlencode(self.asked.parameters)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, in the form that the client prefers."""
    try:
        question = asked()
    except BadRequest as error:
        return _failed_page(Asked(""), error) if prefers_page() else _problem(error)
    page = wants_page()
    try:
        return _page(question) if page else _data(question)
    except (QueryError, EngineUnavailable, BadRequest) as error:
        return _failed_page(question, error) if page else _problem(error)


@blueprint.after_request
def _readable_from_anywhere(response: Response) -> Response:
    response.headers.update(READING)
    response.vary.add("Accept")
    return response


def _data(question: Asked) -> Response:
    if not question.query.strip():
        return _description()
    types, current = data_types(), session()
    tag = _tag(question, types, current.digest)
    if tag and request.if_none_match.contains_weak(tag):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = current.query(
            question.query,
            types,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            in_order=True,
        )
        response = Response(answer.body, mimetype=answer.media_type)
        _name(response, answer.media_type, answer.version)
    if tag:
        response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    response.headers["X-Accordia-Version"] = str(current.version)
    return response


def _tag(question: Asked, types: list[str], content: str) -> str:
    """Return what stands for the answer, before it is known; nothing where it changes each time."""
    if VOLATILE.search(question.query):
        return ""
    parameters = ["=".join(pair) for pair in question.parameters]
    return digest([content, *types, *parameters])


def _name(response: Response, media_type: str, version: int) -> None:
    if request.values.get("format"):
        suffix = next(short for short, known in SHORT.items() if known == media_type)
        name = f'inline; filename="accordia-v{version}.{suffix}"'
        response.headers["Content-Disposition"] = name


def _description() -> Response:
    """Describe the service to a program that asks nothing (SPARQL 1.1 Service Description, 2)."""
    wanted = next((one for one in data_types() if one in GRAPH_TYPES), None)
    if wanted is None or request.values or request.method == "POST":
        raise BadRequest(HTTPStatus.BAD_REQUEST, gettext("The request holds no query."))
    body = description(request.base_url, wanted)
    return Response(body, mimetype=wanted)


def _page(question: Asked) -> Response:
    if not question.query.strip():
        return make_response(_rendered(Page(Asked(_beginning()))))
    started, current = time.monotonic(), session()
    answer = current.query(
        question.query,
        FOR_PAGE,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
        in_order=True,
        rows=SHOWN,
    )
    milliseconds = round((time.monotonic() - started) * 1000)
    link = Page(question).link
    downloads = {
        name: f"{link}&format={short}" for name, short in DOWNLOADS[answer.is_graph].items()
    }
    page = Page(
        question, shown(answer, question.query), milliseconds, None, current.version, downloads
    )
    response = make_response(_rendered(page))
    response.headers["X-Accordia-Version"] = str(current.version)
    return response


def _beginning() -> str:
    return PROLOGUE + BEGINNING


def _failed_page(question: Asked, error: AccordiaError) -> Response:
    response = make_response(_rendered(Page(question, error=error)), _status(error))
    return _retried(response)


def _rendered(page: Page) -> str:
    return render_template(
        "sparql.html",
        page=page,
        error=_sentence(page.error) if page.error else "",
        examples=examples(app_settings().base, current_language()),
    )


def _problem(error: AccordiaError) -> Response:
    """Return the error for programs (RFC 9457), with its place where it has one."""
    status = _status(error)
    body = {
        "type": f"urn:accordia:problem:{type(error).__name__}",
        "title": status.phrase,
        "status": int(status),
        "detail": _sentence(error),
    }
    if isinstance(error, QuerySyntaxError) and error.line:
        body |= {"line": error.line, "column": error.column}
    text = json.dumps(body, ensure_ascii=False)
    return _retried(Response(text, status, mimetype="application/problem+json"))


def _retried(response: Response) -> Response:
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = problems.RETRY_SECONDS
    response.cache_control.no_store = True
    return response


def _status(error: AccordiaError) -> HTTPStatus:
    own = next((STATUS[one] for one in type(error).__mro__ if one in STATUS), None)
    return own or problems.status_of(error) or HTTPStatus.INTERNAL_SERVER_ERROR


def _sentence(error: AccordiaError) -> str:
    match error:
        case QuerySyntaxError(line=None):
            return str(gettext("The query cannot be read: %(reason)s.", reason=_reason(error)))
        case QuerySyntaxError(line=line, column=column):
            sentence = "The query cannot be read at line %(line)s, column %(column)s: %(reason)s."
            return str(gettext(sentence, line=line, column=column, reason=_reason(error)))
    return problems.sentence(error)


def _reason(error: QuerySyntaxError) -> str:
    return str(gettext(error.template, **error.values))
