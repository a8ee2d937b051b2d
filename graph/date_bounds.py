"""One moment as EDTF: the first and the last day that it allows."""

import re
import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from graph.errors import AccordiaError

with warnings.catch_warnings():
    # pyparsing, under -W error, rejects the way in which edtf names the parts of its grammar.
    warnings.simplefilter("ignore")
    from edtf import EDTFParseException, parse_edtf

LONGEST = 200
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = "[0-9]{4}(?:-[0-9]{2}){0,2}"
# What bounds one moment. edtf fails on, or misreads, some of the rest of the standard's level 2.
_MOMENT = re.compile(
    rf"(?:{_PLAIN}|[0-9]{{3}}X|[0-9]{{2}}XX)[~?%]?"
    r"|[0-9]{4}-(?:[0-9]{2}|XX)-XX|[0-9]{4}-XX"
    rf"|\[{_PLAIN}(?:(?:,|\.\.){_PLAIN}){{1,4}}\]"
)
_WINTER = re.compile("([0-9]{4})-(?:24|28|30)")
_EXPECTED = {
    "fr": 'a day, month, season, part of a year, year, decade or period such as "9 juillet 2021", '
    '"fin 2014", "depuis 2008", "de 2007 à 2013", "sans date", or EDTF',
    "en": 'a day, month, season, part of a year, year, decade or period such as "9 July 2021", '
    '"late 2014", "since 2008", "from 2007 to 2013", "undated", or EDTF',
    "edtf": 'one moment in EDTF such as "2021-07-09", "2014-36", "2008~" or "199X"',
}


class UnreadableDate(AccordiaError, ValueError):
    """A text that is no date of its language; `language` is "edtf" where EDTF was asked for."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(text, language)
        self.text = text
        self.language = language

    def __str__(self) -> str:
        """Say what was read and what was expected, in one sentence."""
        shown = self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}..."
        expected = _EXPECTED.get(self.language, "a date in French (fr) or English (en)")
        return f"Cannot read {shown!r} as a date: expected {expected}."


@dataclass(frozen=True)
class PartialDate:
    """A moment as EDTF, with the first and the last day on which it may have been."""

    edtf: str
    earliest: date
    latest: date


def read_edtf(text: str) -> PartialDate:
    """Read one moment in EDTF (https://www.loc.gov/standards/datetime/).

    Seasons are edtf's, the meteorological ones (spring is March to May), except that the winter of
    a year may be either of the two that touch it: "2019-24" is December 2018 to February 2020.
    An approximate or uncertain date (~ ? %) reaches one unit further on each side: "2008~" is 2007
    to 2009. Raises UnreadableDate, also for an interval: that is two moments, see read_span.
    """
    if partial := find_moment(text):
        return partial
    raise UnreadableDate(text, "edtf")


@lru_cache(maxsize=4096)
def find_moment(text: str) -> PartialDate | None:
    """Give the moment that an EDTF text names, None where it names none with two bounds."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        earliest, latest = _bounds(text)
    except (EDTFParseException, ValueError, OverflowError):
        return None
    return PartialDate(text, earliest, latest) if earliest <= latest else None


def _bounds(text: str) -> tuple[date, date]:
    if _DAY.fullmatch(text):
        # edtf takes milliseconds for each text, and most dates are plain days.
        return date.fromisoformat(text), date.fromisoformat(text)
    if winter := _WINTER.fullmatch(text):
        year = int(winter[1])
        return date(year - 1, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
    parsed = parse_edtf(text)
    earliest = date(*parsed.lower_strict()[:3])
    latest = date(*parsed.upper_strict()[:3])
    return _widened(text, earliest, latest) if text[-1] in "~?%" else (earliest, latest)


def _widened(text: str, earliest: date, latest: date) -> tuple[date, date]:
    """Add one unit on each side; edtf's own margin for a day is a year, a month and a day."""
    if text.count("-") == 2:
        return earliest - timedelta(days=1), latest + timedelta(days=1)
    if "-" in text:
        after_next = (latest + timedelta(days=32)).replace(day=1)
        return (earliest - timedelta(days=1)).replace(day=1), after_next - timedelta(days=1)
    years = 10 ** text.count("X")
    return earliest.replace(year=earliest.year - years), latest.replace(year=latest.year + years)
