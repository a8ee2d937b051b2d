"""French or English: by ``?lang=``, then the cookie, then the browser."""

from typing import Any

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

LANGUAGES = ("fr", "en")
COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Choose the language of each request; give templates ``lang``."""
    Babel(app, locale_selector=_choose, default_locale="fr")
    app.context_processor(_context)
    app.after_request(_remember)


def current_language() -> str:
    """Return the language of this request, ``fr`` or ``en``."""
    return str(get_locale() or LANGUAGES[0])


def _choose() -> str:
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return str(wanted)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _context() -> dict[str, Any]:
    return {"lang": current_language(), "languages": LANGUAGES}


def _remember(response: Response) -> Response:
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, str(wanted), max_age=31_536_000, samesite="Lax", httponly=True)
    response.vary.update(("Accept-Language", "Cookie"))
    return response
