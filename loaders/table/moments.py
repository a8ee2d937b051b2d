"""The dates of a column, in the formats that the mapping declares."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial

from graph.date_bounds import PartialDate, find_moment
from graph.dates import Span, UnreadableDate, read_span

Parse = Callable[[str], Span | None]
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2}|[\d/.]{8,10})[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")


class UnknownFormat(ValueError):
    """A date format that is neither a known word nor a pattern with %."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = ", ".join(FORMATS)
        super().__init__(f"{name!r} is no date format: expected {known}, or one such as %d %b %Y")


def parser(formats: Iterable[str], language: str) -> Parse:
    """Return how to read a date: the formats are tried in their order. Raises UnknownFormat."""
    tried = [_parser(name, language) for name in formats]

    def parse(text: str) -> Span | None:
        day = _MIDNIGHT.fullmatch(text)
        cut = day[1] if day else text
        return next((span for parse in tried if (span := parse(cut)) is not None), None)

    return parse


def _parser(name: str, language: str) -> Parse:
    if name == "words":
        return partial(_words, language=language)
    if name in FORMATS:
        return FORMATS[name]
    if "%" not in name:
        raise UnknownFormat(name)
    return partial(_pattern, name=name)


def _words(text: str, language: str) -> Span | None:
    try:
        return read_span(text, language)
    except UnreadableDate:
        return None


def _iso(text: str) -> Span | None:
    if packed := _PACKED.fullmatch(text):
        return _moment("-".join(packed.groups()))
    return _moment(text) if _ISO.fullmatch(text) else None


def _year(text: str) -> Span | None:
    return _moment(text) if re.fullmatch(r"\d{4}", text) else None


def _edtf(text: str) -> Span | None:
    if ".." in text.strip(".") and "/" not in text and not text.startswith("["):
        return _moment(f"[{text}]")
    if "/" in text:
        first, _, last = text.partition("/")
        begin, end = find_moment(first), find_moment(last)
        known = (begin or first in ("", "..")) and (end or last in ("", ".."))
        return Span(begin, end) if known and (begin or end) else None
    return _moment(text)


def _day_first(text: str) -> Span | None:
    if match := _NUMERIC.fullmatch(text):
        return _moment(_day(match[3], match[2], match[1]))
    return _month(text)


def _month_first(text: str) -> Span | None:
    if match := _NUMERIC.fullmatch(text):
        return _moment(_day(match[3], match[1], match[2]))
    return _month(text)


def _month(text: str) -> Span | None:
    match = _MONTH.fullmatch(text)
    return _moment(f"{match[2]}-{int(match[1]):02}") if match else None


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _pattern(text: str, name: str) -> Span | None:
    try:
        found = datetime.strptime(text, name).replace(tzinfo=UTC)
    except ValueError:
        return None
    if re.search("%[dj]", name):
        return _moment(f"{found:%Y-%m-%d}".rjust(10, "0"))
    return _moment(f"{found:%Y-%m}".rjust(7, "0") if re.search("%[mbB]", name) else f"{found:%Y}")


def _moment(edtf: str) -> Span | None:
    found: PartialDate | None = find_moment(edtf)
    return Span(found, None) if found else None


FORMATS: dict[str, Parse] = {
    "iso": _iso,
    "edtf": _edtf,
    "year": _year,
    "day-first": _day_first,
    "month-first": _month_first,
    "words": lambda text: None,
}
"""What each word means; how words are read depends on the language of the source."""
