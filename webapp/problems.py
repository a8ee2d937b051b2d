"""Errors as answers: a page for people, application/problem+json (RFC 9457) for programs."""

import json
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from graph.engine import (
    EngineUnavailable,
    QueryCrashed,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from graph.engine.errors import UnknownFormat
from graph.errors import AccordiaError
from graph.matching.decisions import BadDecision
from graph.review.deciding import Contradiction, ItselfAgain, UnknownThing
from graph.review.write import NotDecided
from webapp.protocol import BadRequest
from webapp.rows import BadIri
from webapp.sentences import fault, sentence, title
from webapp.turns import Busy

__all__ = ["RETRY_SECONDS", "STATUS", "init_app", "problem", "sentence"]

STATUS: dict[type[AccordiaError], HTTPStatus] = {
    BadIri: HTTPStatus.NOT_FOUND,
    QuerySyntaxError: HTTPStatus.BAD_REQUEST,
    QueryRefused: HTTPStatus.FORBIDDEN,
    QueryFailed: HTTPStatus.INTERNAL_SERVER_ERROR,
    ResultTooLarge: HTTPStatus.BAD_REQUEST,
    UnknownFormat: HTTPStatus.NOT_ACCEPTABLE,
    QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryCrashed: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    BadDecision: HTTPStatus.BAD_REQUEST,
    Contradiction: HTTPStatus.CONFLICT,
    ItselfAgain: HTTPStatus.BAD_REQUEST,
    NotDecided: HTTPStatus.SERVICE_UNAVAILABLE,
    UnknownThing: HTTPStatus.BAD_REQUEST,
}
"""How each error is answered. Any other says nothing of itself: it may hold a path."""

RETRY_SECONDS = "5"


def init_app(app: Flask) -> None:
    """Answer every error from here."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(AccordiaError, _ours)


def problem(status: HTTPStatus, detail: str, kind: str = "about:blank") -> Response:
    """Return the answer for an error, in the form that the client prefers."""
    if _is_for_people():
        page = render_template("error.html", status=status, title=title(status), detail=detail)
        response = make_response(page, status)
    else:
        body = {"type": kind, "title": status.phrase, "status": int(status), "detail": detail}
        response = Response(json.dumps(body, ensure_ascii=False), status)
        response.mimetype = "application/problem+json"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_SECONDS
    response.vary.add("Accept")
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    response = problem(status, _detail(error, status))
    for name, value in error.get_headers():
        if name in {"Allow", "Location", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _detail(error: HTTPException, status: HTTPStatus) -> str:
    """Return what was said with ``abort(404, ...)``; Werkzeug's own words are not for readers."""
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return fault()
    if error.description and error.description != type(error).description:
        return error.description
    if status == HTTPStatus.NOT_FOUND:
        return str(gettext("No page has this address, and no source names such a thing."))
    return str(
        gettext("The service expected something else here: %(phrase)s.", phrase=status.phrase)
    )


def _ours(error: AccordiaError) -> Response:
    status = status_of(error)
    if status is None:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, fault())
    return problem(status, sentence(error), f"urn:accordia:problem:{type(error).__name__}")


def status_of(error: AccordiaError) -> HTTPStatus | None:
    """Return the status that tells of an error; None for one that tells nothing of itself."""
    if isinstance(error, BadRequest):
        return error.status
    return next((STATUS[one] for one in type(error).__mro__ if one in STATUS), None)


def _is_for_people() -> bool:
    offered = ["application/problem+json", "application/json", "text/html"]
    return request.accept_mimetypes.best_match(offered, "") == "text/html"
