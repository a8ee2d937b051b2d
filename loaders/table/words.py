"""The text of a cell: cleaned, and fit to be written in every RDF format."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from graph.identity import digest
from loaders.table.refusals import Refused

LONGEST = 100_000
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0, and so RDF/XML, cannot carry (https://www.w3.org/TR/xml/#charsets)."""


def text_of(value: Any, column: str) -> str:
    """Return the words of a value, without the spaces around it. Raises Refused."""
    if type(value) is not str:
        value = _written(value, column)
    if len(value) > LONGEST:
        raise Refused(column, value, f"at most {LONGEST} characters")
    if not value.isprintable() and _UNFIT.search(value):
        raise Refused(column, value, "no control characters")
    return str(value).strip()


def _written(value: Any, column: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        raise Refused(column, str(value), "words, not a list or an object (give the path into it)")
    return str(value)


@lru_cache(maxsize=65_536)
def slug(words: str) -> str:
    """Return an address made of words: letters without accents, digits and hyphens.

    Where letters are lost that way, a checksum keeps two names apart.
    """
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = "-".join(re.findall(r"[a-z0-9]+", letters))
    lost = any(c.isalnum() and not c.isascii() for c in letters)
    if lost or len(plain) > 120:
        return "-".join(filter(None, (plain[:100], digest([words])[:8])))
    return plain
