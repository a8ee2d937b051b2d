"""IRIs and the paths at which this service answers for them."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from graph.namespaces import shorten
from ontology import ACC, vocabulary
from webapp.engine import app_settings

SERVED = re.compile(
    r"(?!.*(?:%2F|//|/\.{1,2}(?:/|$)))"
    r"(?:id/[^/]+/.+|(?:concept|source)/[^/].*|graph/(?:derived|identity)|ontology)",
    re.IGNORECASE,
)
"""What follows the base in the IRI of a thing that has a page (DESIGN, Addresses).

Not where it holds what a browser or a server reads as another path.
"""

SAFE = "/:@!$&'()*+,;="
"""What a path may hold unescaped (RFC 3986, 3.3)."""


def local_path(iri: str) -> str | None:
    """Return the path of a thing's page here; None where the thing has none."""
    if iri.startswith(ACC):
        name = iri.removeprefix(ACC)
        known = name in vocabulary().classes or name in vocabulary().properties
        return f"/ontology#{name}" if known else None
    base = app_settings().base
    rest = iri.removeprefix(base)
    if rest == iri or not SERVED.fullmatch(rest):
        return None
    return "/" + quote(rest, safe=SAFE + "%")


def iri_of(path: str) -> str:
    """Return the IRI that a path of this service stands for."""
    return app_settings().base + quote(path.lstrip("/"), safe="/")


def spellings(path: str) -> Iterator[str]:
    """Yield the IRIs that a decoded path may stand for, the way we write them first.

    Things from other people's RDF may be escaped less than ours.
    """
    plain = path.lstrip("/")
    forms = (iri_of(path), *(app_settings().base + form for form in (quote(plain, SAFE), plain)))
    yield from dict.fromkeys(forms)


def external_url(iri: str) -> str | None:
    """Return the IRI where a browser can follow it to the web, else None."""
    return iri if iri.startswith(("http://", "https://")) else None


def short_name(iri: str) -> str:
    """Return what to show of an IRI that has no label: a prefixed name, or its path here."""
    short = shorten(iri)
    return short if short != iri else iri.removeprefix(app_settings().base)
