"""Who may decide on the web: whoever knows the token of the service."""

import hmac
import secrets
from datetime import timedelta
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import NoReturn, cast

from flask import Flask, abort, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_babel import gettext
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from webapp.engine import app_settings

SIGNED_IN = timedelta(hours=12)
WRONG_TRIES = 5
WINDOW = 60.0
"""Seconds in which one address may be wrong so often."""
REMEMBERED = 1000
"""Addresses whose wrong tries are remembered."""
LONGEST_NAME = 100


class Sessions(SecureCookieSessionInterface):
    """Keeps the cookie to HTTPS where the reader came that way, also to a proxy before us."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the browser may send the cookie over HTTPS only."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"


class Tries:
    """Wrong tokens of late, by the address that they came from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wrong: dict[str, list[float]] = {}

    def are_too_many(self, address: str) -> bool:
        """Tell whether an address has to wait."""
        with self._lock:
            return len(self._recent(address)) >= WRONG_TRIES

    def add(self, address: str) -> None:
        """Remember a wrong token."""
        with self._lock:
            recent = self._recent(address)
            self._wrong.pop(address, None)
            self._wrong[address] = [*recent, monotonic()]
            for oldest in list(self._wrong)[:-REMEMBERED]:
                del self._wrong[oldest]

    def _recent(self, address: str) -> list[float]:
        since = monotonic() - WINDOW
        return [when for when in self._wrong.get(address, []) if when > since]


def init_app(app: Flask) -> None:
    """Sign sessions with a key that follows from the token: another token ends them all."""
    token = app.config["SETTINGS"].token.get_secret_value()
    if token:
        app.secret_key = hmac.digest(token.encode(), b"accordia session", "sha256")
    app.session_interface = Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="accordia",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN,
    )
    app.extensions["tries"] = Tries()


def is_open() -> bool:
    """Tell whether anybody can decide on the web."""
    return bool(app_settings().token.get_secret_value())


def who() -> str | None:
    """Return the name of who is signed in, None where nobody is."""
    name = session.get("by") if is_open() else None
    return name if isinstance(name, str) else None


def form_key() -> str:
    """Return what a form of this session sends along: other sites cannot know it."""
    return str(session.get("form", ""))


def sign_in(token: str, name: str) -> None:
    """Begin a session; a clear refusal where the token is wrong."""
    _check(token)
    session.clear()
    session.permanent = True
    session["by"] = " ".join(name.split())[:LONGEST_NAME]
    session["form"] = secrets.token_urlsafe(24)


def sign_out() -> None:
    """End the session."""
    session.clear()


def may_decide() -> str:
    """Return the name of who sends this request; a clear refusal where nobody may.

    A program sends the token itself, a form what only this session's pages hold.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        _check(token.strip())
        return " ".join(request.form.get("by", "").split())[:LONGEST_NAME]
    name = who()
    if name is None:
        _refuse()
    if not hmac.compare_digest(form_key().encode(), request.form.get("form", "").encode()):
        abort(
            HTTPStatus.FORBIDDEN,
            gettext("This form is not of your session: load the page again, then decide."),
        )
    return name


def _refuse() -> NoReturn:
    if not is_open():
        abort(
            HTTPStatus.FORBIDDEN,
            gettext(
                "Nobody can decide on these pages: the service has no token (ACCORDIA_TOKEN). "
                "The command accordia review decides."
            ),
        )
    raise Unauthorized(
        gettext("Who decides signs in first, or sends the token of the service."),
        www_authenticate=WWWAuthenticate("bearer"),
    )


def _check(token: str) -> None:
    """Let the token pass. The right one always does: behind a proxy all share one address, and
    nobody may lock the others out by wrong ones. It is too long to be guessed at any rate.
    """
    tries, address = cast(Tries, current_app.extensions["tries"]), request.remote_addr or ""
    if not is_open():
        _refuse()
    expected = app_settings().token.get_secret_value()
    if not hmac.compare_digest(token.encode(), expected.encode()):
        if tries.are_too_many(address):
            raise TooManyRequests(
                gettext("Too many wrong tokens: please wait a minute."), retry_after=int(WINDOW)
            )
        tries.add(address)
        raise Unauthorized(
            gettext("This is not the token of this service."),
            www_authenticate=WWWAuthenticate("bearer"),
        )
