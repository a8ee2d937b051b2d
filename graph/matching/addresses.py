"""Addresses below a base in their short form, and which of several a thing keeps."""

import re
from dataclasses import dataclass

RANKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"id/territory/[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        r"id/territory/[A-Z]{2}-[A-Z]+-",
        r"id/institution/ror-",
        r"id/institution/uai-",
        r"id/\w+/wd-",
        r"id/territory/geonames-",
        r"id/",
    )
)
"""A thing keeps its first address in this order (DESIGN: ISO 3166, national code, Wikidata ...)."""


def rank(iri: str) -> tuple[int, str]:
    """Return the place of an address among several of one thing: the least stays."""
    found = (number for number, pattern in enumerate(RANKS) if pattern.search(iri))
    return next(found, len(RANKS)), iri


SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How a whole address begins (RFC 3986, 3.1); a key of ours may hold a colon further on."""


def is_whole(address: str) -> bool:
    """Tell whether an address needs no base."""
    return SCHEME.match(address) is not None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Short and whole addresses of one base: ``territory/FR`` is ``<base>id/territory/FR``."""

    base: str

    def short(self, iri: str) -> str:
        """Return the address without the base; another's IRI unchanged."""
        short = iri.removeprefix(f"{self.base}id/")
        return iri if is_whole(short) else short

    def whole(self, short: str) -> str:
        """Return the IRI of a short address."""
        return short if is_whole(short) else f"{self.base}id/{short}"
