"""Decisions made on the web, by who knows the token of the service."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from graph.matching import Decision
from graph.matching.decisions import LONGEST, VERDICTS
from graph.review import Candidates, checked, known, without_effect
from graph.review.write import NotDecided, write_apart
from webapp.access import may_decide, sign_in, sign_out
from webapp.engine import app_settings
from webapp.pages.review import newest
from webapp.turns import deciding

blueprint = Blueprint("decide", __name__)

LARGEST_FORM = 1 << 18
UNDO = "undo"
WAITING = 60.0
"""Seconds that a decision waits for another to be written."""


@blueprint.before_request
def limit() -> None:
    """Read no large body."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM


@blueprint.post("/review/sign-in")
def begin() -> Response:
    """Begin a session for who knows the token."""
    sign_in(request.form.get("token", ""), request.form.get("name", ""))
    return _back()


@blueprint.post("/review/sign-out")
def end() -> Response:
    """End the session."""
    sign_out()
    return _back()


@blueprint.post("/review/decide")
def decide() -> Response:
    """Write what was decided, of one pair or of many, and go back to the list."""
    by = may_decide()
    said = list(_said(newest(), by))
    if not said:
        abort(HTTPStatus.BAD_REQUEST, gettext("Nothing was decided: choose an answer first."))
    version = _written(said)
    idle = without_effect(newest(), said)
    if "text/html" not in request.accept_mimetypes.values():
        return jsonify(version=version, decisions=len(said), without_effect=len(idle))
    for sentence in _sentences(len(said), len(idle), version):
        flash(sentence)
    return _back()


def _sentences(said: int, idle: int, version: int) -> Iterator[str]:
    yield ngettext(
        "%(num)d decision is kept: the graph is at version %(version)s.",
        "%(num)d decisions are kept: the graph is at version %(version)s.",
        said,
        version=version,
    )
    if idle:
        yield ngettext(
            "%(num)d of them has no effect for now: the two are not of one kind, or other "
            "decisions stand against it.",
            "%(num)d of them have no effect for now: the two are not of one kind, or other "
            "decisions stand against it.",
            idle,
        )


def _written(said: list[Decision]) -> int:
    """Write decisions, one request at a time, in a process of its own.

    Raises Contradiction, ItselfAgain, BadDecision, BeingDecided, NotDecided.
    """
    settings = app_settings()
    with deciding(WAITING):
        ready = checked(said, newest().decisions)
        try:
            return write_apart(settings, ready, f"review: {len(ready)} on the web")
        except NotDecided as error:
            current_app.logger.error("%s", error)
            raise


def _said(found: Candidates, by: str) -> Iterator[Decision]:
    """Yield the decisions of a form: ``one``, ``other``, ``decision``, ``note``, or ``one-0`` ...

    Raises UnknownThing.
    """
    today = datetime.now(UTC).date().isoformat()
    for name, verdict in request.form.items():
        field, mark, number = name.partition("-")
        if field == "decision" and verdict:
            ending = mark + number
            one, other, note = (_field(name + ending) for name in ("one", "other", "note"))
            pair = _pair(found, one, other, _checked(verdict))
            yield Decision(*pair, "" if verdict == UNDO else verdict, by, today, note)


def _pair(found: Candidates, one: str, other: str, verdict: str) -> tuple[str, str]:
    if verdict == UNDO and (min(one, other), max(one, other)) in found.decisions:
        return one, other  # which may be about what is no longer loaded
    return known(found.originals, one), known(found.originals, other)


def _checked(verdict: str) -> str:
    if verdict not in {*VERDICTS, UNDO}:
        expected = ", ".join((*VERDICTS, UNDO))
        abort(
            HTTPStatus.BAD_REQUEST,
            gettext("A decision is one of: %(expected)s.", expected=expected),
        )
    return verdict


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:LONGEST]


def _back() -> Response:
    """Go back to the list: its address is ours, only what it asks for is sent along."""
    asked = urlencode(parse_qsl(request.form.get("asked", "")[:LONGEST]))
    return redirect(f"/review?{asked}" if asked else "/review", HTTPStatus.SEE_OTHER)
