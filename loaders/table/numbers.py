"""Numbers in cells: decimals without doubt, coordinates within their range."""

import re
from decimal import Decimal

from loaders.table.refusals import Refused

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_SPACES = "[ \u00a0\u202f']"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:[.,]\d+)?")


def decimal(text: str, column: str, mark: str = ".") -> str:
    """Return a number as digits with a point; groups may be set apart by spaces. Raises Refused."""
    plain = re.sub(_SPACES, "", text) if _GROUPED.fullmatch(text) else text
    if mark != ".":
        plain = plain.replace(".", "?").replace(mark, ".")
    if not _PLAIN.fullmatch(plain):
        raise Refused(column, text, f"a number, with {mark!r} before its decimals")
    return format(Decimal(plain), "f")


def degrees(text: str, column: str, limit: int, mark: str = ".") -> str:
    """Return a latitude (limit 90) or longitude (limit 180). Raises Refused."""
    number = decimal(text, column, mark)
    if abs(Decimal(number)) > limit:
        raise Refused(column, text, f"degrees between -{limit} and {limit}")
    return number
