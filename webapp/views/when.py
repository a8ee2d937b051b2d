"""Dates as a reader expects them: a day, a month, a year, a range; and the source's own words."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_interval, format_skeleton
from flask_babel import gettext

from graph.dates import PartialDate, UnreadableDate, read_edtf
from webapp.language import current_language
from webapp.rows import Value
from webapp.views.nodes import Node

APPROXIMATE = "~?%"
DAY_FIRST = {"en": "en_GB"}
"""English with the day before the month, as most of the world writes it."""


@dataclass(frozen=True, slots=True)
class When:
    """A date to show: formatted, in the source's words, and as EDTF."""

    text: str = ""
    words: Value | None = None
    edtf: str = ""


def when(node: Node) -> When:
    """Return when a tie was signed or began, and when it ended."""
    begin = _moment(node, "date", "earliest", "latest")
    end = _moment(node, "endDate", "endEarliest", "endLatest")
    edtf = "/".join(value.value for name in ("date", "endDate") if (value := node.first(name)))
    return When(_span(begin, end), node.first("dateText"), edtf)


def edtf_text(text: str) -> str:
    """Return an EDTF date as a reader expects it; unreadable ones as they are."""
    try:
        moment = read_edtf(text)
    except UnreadableDate:
        return text
    return _formatted(moment)


def range_text(earliest: date, latest: date) -> str:
    """Return the shortest text for all days between two, both included."""
    locale = _locale()
    if earliest == latest:
        return _day(earliest)
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        same = earliest.year == latest.year
        return str(earliest.year) if same else f"{earliest.year} – {latest.year}"
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return format_skeleton("yMMMM", earliest, locale=locale)
        return format_interval(earliest, latest, "yMMMM", locale=locale)
    return f"{_day(earliest)} – {_day(latest)}"


def _locale() -> str:
    return DAY_FIRST.get(current_language(), current_language())


def _day(day: date) -> str:
    text = format_date(day, "long", locale=_locale())
    return "1er" + text[1:] if current_language() == "fr" and text.startswith("1 ") else text


def _moment(node: Node, edtf: str, earliest: str, latest: str) -> str:
    if value := node.first(edtf):
        return edtf_text(value.value)
    bounds = [value.value for name in (earliest, latest) if (value := node.first(name))]
    try:
        days = [date.fromisoformat(bound) for bound in bounds]
    except ValueError:
        return " – ".join(bounds)
    return range_text(days[0], days[-1]) if days else ""


def _formatted(moment: PartialDate) -> str:
    if moment.edtf[-1] in APPROXIMATE:
        plain = read_edtf(moment.edtf[:-1])
        return str(gettext("around %(date)s", date=range_text(plain.earliest, plain.latest)))
    return range_text(moment.earliest, moment.latest)


def _span(begin: str, end: str) -> str:
    if begin and end:
        return f"{begin} – {end}"
    return str(gettext("until %(date)s", date=end)) if end else begin
