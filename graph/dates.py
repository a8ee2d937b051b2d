"""Read the dates of sources, and tell what was in force on a day.

Nothing is filled in from the publication date: what only that date would tell ("il y a 2 ans",
"ce vendredi", "le 9 juillet" without a year) is a span with neither begin nor end.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph.date_bounds import LONGEST, PartialDate, UnreadableDate, find_moment, read_edtf
from graph.date_english import ENGLISH
from graph.date_french import FRENCH
from graph.date_words import Words, fold, moment

__all__ = [
    "Certainty",
    "PartialDate",
    "Span",
    "UnreadableDate",
    "in_force",
    "read_edtf",
    "read_span",
]

_LANGUAGES = {"fr": FRENCH, "en": ENGLISH}
_SCHOOL_YEAR = re.compile("[0-9]{2}([0-9]{2})-([0-9]{2})")
_OPEN = ("", "..")


class Certainty(Enum):
    """How sure it is that something is in force on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Span:
    """A begin and an end, each None where the text tells none."""

    begin: PartialDate | None
    end: PartialDate | None


def read_span(text: str, language: str) -> Span:
    """Read a date or period that a source in French ("fr") or English ("en") states, or EDTF.

    A single date is a begin without end. "entre 2007 et 2013" is one moment, `[2007..2013]`.
    Part of a month ("fin juillet 2021") has the bounds of the month. "2008-09" is refused: a month
    in EDTF, two years in many texts. Raises UnreadableDate.
    """
    words = _LANGUAGES.get(language)
    span = _span(fold(text), words) if words and len(text) <= LONGEST else None
    if span is None or _backwards(span):
        raise UnreadableDate(text, language)
    return span


def in_force(span: Span, day: date, *, open_ended: bool = True) -> Certainty:
    """Tell whether something that lasted a span was in force on a day.

    DESIGN, "Dates", has three answers where it may have been: certain, possible, unknown (no begin
    is known); outside the bounds the answer is no. The first and the last day count as in force.
    open_ended: whether a span without end is still in force; if not, it is only possible.
    """
    begin, end = span.begin, span.end
    if (end and day > end.latest) or (begin and day < begin.earliest):
        return Certainty.NO
    if begin is None:
        return Certainty.UNKNOWN
    lasts = day <= end.earliest if end else open_ended
    return Certainty.CERTAIN if lasts and begin.latest <= day else Certainty.POSSIBLE


def _span(text: str, words: Words) -> Span | None:
    if words.undated.fullmatch(text):
        return Span(None, None)
    readers = (_single, _interval, _between, _range, _since, _until)
    spans = (reader(text, words) for reader in readers)
    return next((span for span in spans if span), None)


def _backwards(span: Span) -> bool:
    return bool(span.begin and span.end and span.end.latest < span.begin.earliest)


def _moment(text: str, words: Words) -> PartialDate | None:
    if _is_school_year(text):
        return None
    return find_moment(text.upper()) or find_moment(moment(text, words) or "")


def _is_school_year(text: str) -> bool:
    """Tell whether "2023-24" or "2008-09" may be meant as two years.

    EDTF takes the one for a winter and the other for a month; the doubt is not ours to settle.
    """
    years = _SCHOOL_YEAR.fullmatch(text)
    return years is not None and int(years[2]) == int(years[1]) + 1


def _single(text: str, words: Words) -> Span | None:
    begin = _moment(text, words)
    return Span(begin, None) if begin else None


def _interval(text: str, _: Words) -> Span | None:
    """Read an EDTF interval, whose ends may be open (..) or unknown (nothing): both are None."""
    first, slash, last = text.upper().partition("/")
    begin, end = find_moment(first), find_moment(last)
    known = (begin or first in _OPEN) and (end or last in _OPEN)
    return Span(begin, end) if slash and known and (begin or end) else None


def _between(text: str, words: Words) -> Span | None:
    match = words.between.fullmatch(text)
    if not match:
        return None
    last = _moment(match["end"], words)
    first = last and _first(match["begin"], match["end"], words)
    one = find_moment(f"[{first.edtf}..{last.edtf}]") if first and last else None
    return Span(one, None) if one else None


def _range(text: str, words: Words) -> Span | None:
    for pattern in words.ranges:
        if match := pattern.fullmatch(text):
            begin, end = _first(match["begin"], match["end"], words), _moment(match["end"], words)
            if begin and (end or words.now.fullmatch(match["end"])):
                return Span(begin, end)
    return None


def _first(text: str, last: str, words: Words) -> PartialDate | None:
    """Read the first moment of two, which may borrow from the last: du 9 au 12 juillet 2021."""
    rest = last.split()
    borrowed = (f"{text} {' '.join(rest[n:])}" for n in range(len(rest) - 1, 0, -1))
    moments = (_moment(said, words) for said in (text, *borrowed))
    return next((found for found in moments if found), None)


def _since(text: str, words: Words) -> Span | None:
    match = words.since.fullmatch(text)
    begin = match and _moment(match["begin"], words)
    return Span(begin, None) if begin else None


def _until(text: str, words: Words) -> Span | None:
    match = words.until.fullmatch(text)
    end = match and _moment(match["end"], words)
    return Span(None, end) if end else None
