"""How a language says dates, and the EDTF of the one moment that a phrase names.

Every phrase is matched whole: an unknown word is never skipped.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names, get_month_names

YEAR = "(?P<year>[0-9]{4})"
NUMERIC = f"(?P<first>[0-9]{{1,2}})(?P<mark>[/.-])(?P<second>[0-9]{{1,2}})(?P=mark){YEAR}"
NUMERIC_MONTH = f"(?P<month>[0-9]{{1,2}})/{YEAR}"
DASHES = (r"(?P<begin>[0-9/.]+)-(?P<end>.+)", r"(?P<begin>.+?) - (?P<end>.+)")
# "T2", "Q2" and "S1", "H1": EDTF numbers the quarters of a year 33 to 36 and its halves 40 and 41.
SHORT = {f"{letter}{n}": str(32 + n) for letter in "tq" for n in range(1, 5)}
SHORT |= {f"{letter}{n}": str(39 + n) for letter in "sh" for n in (1, 2)}
_SIGNS = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
_PLAIN = str.maketrans(_SIGNS | {"ᵉ": "e", "ʳ": "r"})


def fold(text: str) -> str:
    """Give text in lower case, without accents, doubled spaces, curly signs or final full stop."""
    letters = unicodedata.normalize("NFD", text.translate(_PLAIN).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"(?<!\.)\.$", "", " ".join(plain.split()))


@dataclass(frozen=True)
class Words:
    """How one language says a moment, a period, and that there is no date.

    The patterns are for folded text. Those of a moment name `year` with `month` and `day`, or with
    `code` (a key of codes), or `first` and `second`, or `decade` alone; the others `begin`, `end`.
    """

    day_first: bool
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    codes: Mapping[str, str]
    moments: tuple[re.Pattern[str], ...]
    about: re.Pattern[str]
    between: re.Pattern[str]
    ranges: tuple[re.Pattern[str], ...]
    since: re.Pattern[str]
    until: re.Pattern[str]
    now: re.Pattern[str]
    undated: re.Pattern[str]


def month_names(*locales: str) -> dict[str, int]:
    """Give the month names of CLDR, wide and abbreviated, folded."""
    tables = [get_month_names(w, locale=tag) for w in ("wide", "abbreviated") for tag in locales]
    return {fold(name): number for table in tables for number, name in table.items()}


def day_names(*locales: str) -> dict[str, int]:
    """Give the weekday names of CLDR, wide and abbreviated, folded; Monday is 0."""
    tables = [get_day_names(w, locale=tag) for w in ("wide", "abbreviated") for tag in locales]
    return {fold(name): number for table in tables for number, name in table.items()}


def numbered(ordinals: Iterable[str], group: str, first: int) -> dict[str, str]:
    """Name the parts of a year from EDTF code first on: one string of synonyms for each ordinal."""
    codes = enumerate(ordinals, first)
    return {f"{word} {group}": str(code) for code, words in codes for word in words.split()}


def any_of(names: Iterable[str]) -> str:
    """Give the inside of a regular expression group that matches any of the names."""
    return "|".join(map(re.escape, names))


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Compile patterns, in the order in which they are to be tried."""
    return tuple(re.compile(pattern) for pattern in patterns)


def moment(text: str, words: Words) -> str | None:
    """Give the EDTF of the one moment that a folded text names, None where it names none."""
    if about := words.about.fullmatch(text):
        said = moment(about["moment"], words)
        return f"{said}~" if said else None
    for match in (pattern.fullmatch(text) for pattern in words.moments):
        if match:
            return _edtf({name: part for name, part in match.groupdict().items() if part}, words)
    return None


def _edtf(found: Mapping[str, str], words: Words) -> str | None:
    if "decade" in found:
        return f"{found['decade']}X"
    if "code" in found:
        return f"{found['year']}-{words.codes[found['code']]}"
    if "first" in found:
        return _numeric_day(found, words)
    if "month" not in found:
        return found["year"]
    month = words.months.get(found["month"]) or int(found["month"])
    if "day" in found:
        return _real_day(found, month, int(found["day"]), words)
    return f"{found['year']}-{month:02}"


def _numeric_day(found: Mapping[str, str], words: Words) -> str | None:
    """Read 09/07/2021: day first in French; in English only where both orders cannot differ."""
    first, second = int(found["first"]), int(found["second"])
    if words.day_first or first > 12 or first == second:
        return _real_day(found, second, first, words)
    return _real_day(found, first, second, words) if second > 12 else None


def _real_day(found: Mapping[str, str], month: int, day: int, words: Words) -> str | None:
    """Give the day, None where the calendar lacks it or it falls on another weekday than said."""
    try:
        real = date(int(found["year"]), month, day)
    except ValueError:
        return None
    said = found.get("weekday")
    return real.isoformat() if said is None or words.weekdays[said] == real.weekday() else None
