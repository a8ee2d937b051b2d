"""What errors say to the reader, in the language of the request."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask_babel import gettext

from graph.engine import (
    EngineUnavailable,
    QueryCrashed,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from graph.errors import AccordiaError
from graph.review.deciding import Contradiction, ItselfAgain, UnknownThing
from graph.review.write import NotDecided
from webapp.rows import BadIri
from webapp.turns import BeingDecided, Busy

SENTENCES: Mapping[type[AccordiaError], Callable[[Any], str]] = {
    QueryTimeout: lambda error: gettext(
        "The query was stopped after %(seconds)s s, the time limit. "
        "Ask for less, or add conditions that narrow it.",
        seconds=f"{error.seconds:g}",
    ),
    ResultTooLarge: lambda error: gettext(
        "The result is larger than %(megabytes)s MB: add a LIMIT, page through.",
        megabytes=error.megabytes,
    ),
    QueryCrashed: lambda error: gettext(
        "The query needs more memory than the %(megabytes)s MB allowed, or nests too deeply.",
        megabytes=error.megabytes,
    ),
    QueryFailed: lambda error: gettext(
        "The query cannot be answered: %(reason)s.", reason=error.reason
    ),
    QueryRefused: lambda error: gettext(
        "%(what)s is refused: this service answers from its own data only.", what=error.what
    ),
    QuerySyntaxError: lambda error: gettext(
        "The query cannot be read: %(reason)s", reason=error.reason
    ),
    EngineUnavailable: lambda _: gettext(
        "The query engine does not answer. Please try again in a moment."
    ),
    BeingDecided: lambda _: gettext(
        "Other decisions are being written: please try again in a moment."
    ),
    Busy: lambda _: gettext("Another large file is being made: please try again in a moment."),
    UnknownThing: lambda error: gettext(
        "No source that is loaded describes %(address)s.", address=error.address
    ),
    ItselfAgain: lambda error: gettext(
        "%(address)s is named twice: a decision is about two things.", address=error.address
    ),
    Contradiction: lambda error: gettext(
        "%(one)s and %(other)s cannot be different: decisions make them the same, by way of "
        "%(through)s.",
        one=error.one,
        other=error.other,
        through=", ".join(error.through) or "–",
    ),
    NotDecided: lambda _: gettext(
        "The decisions could not be written, and nothing changed. The log of the service says why."
    ),
    BadIri: lambda _: gettext("This is no address that a thing could have."),
}


def sentence(error: AccordiaError) -> str:
    """Return what the error says; its own English words where it has no translation."""
    found = next((SENTENCES[one] for one in type(error).__mro__ if one in SENTENCES), str)
    return found(error)


def title(status: HTTPStatus) -> str:
    """Return the heading of an error page."""
    titles = {
        HTTPStatus.NOT_FOUND: gettext("Nothing is known under this address"),
        HTTPStatus.SERVICE_UNAVAILABLE: gettext("No answer for the moment"),
        HTTPStatus.INTERNAL_SERVER_ERROR: gettext("Something went wrong here"),
    }
    return str(titles.get(status, gettext("This request cannot be answered")))


def fault() -> str:
    """Return what is said of a fault of our own: nothing that an outsider could use."""
    return str(gettext("This is a fault of the service, not of your request."))
