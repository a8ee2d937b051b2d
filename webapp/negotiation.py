"""Which form of an answer the client prefers (RFC 9110, 12.5.1; SPARQL 1.1 Protocol, 2.1.6)."""

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MIMEAccept

from graph.engine import UnknownFormat
from graph.engine.formats import ALIASES, GRAPHS, RESULTS, SHORT

HTML = "text/html"
ANY = "*/*"
DATA = (*RESULTS, *GRAPHS)


def wants_page() -> bool:
    """Tell whether a person is asking, who names no format."""
    return not request.values.get("format") and prefers_page()


def prefers_page() -> bool:
    """Tell whether the Accept header names HTML, and nothing that it likes better."""
    header = _header()
    named = [quality for name, quality in header if name in DATA or name in ALIASES]
    return HTML in header.values() and header.quality(HTML) >= max([*named, 0.001])


def data_types() -> list[str]:
    """Return the media types to answer in, best first: of ``format=``, else of the Accept header.

    Raises UnknownFormat where none is known.
    """
    wanted = request.values.get("format", "")
    found = list(_of_format(wanted)) if wanted else _of_header(_header())
    if not found:
        raise UnknownFormat(wanted or str(request.accept_mimetypes), (*SHORT,) if wanted else DATA)
    return found


def _of_format(name: str) -> Iterable[str]:
    """Return what a short name stands for; ``json`` and ``xml`` exist for both kinds of query."""
    name = name.strip().lower()
    bare = SHORT.get(name, name)
    both = ALIASES.get(f"application/{name}", ALIASES.get(bare, ()))
    return both or ((bare,) if bare in DATA else ())


def _of_header(header: MIMEAccept) -> list[str]:
    ranked = ((*_liking(header, media_type), media_type) for media_type in DATA)
    liked = [(quality, named, media_type) for quality, named, media_type in ranked if quality > 0]
    return [one for _, _, one in sorted(liked, key=lambda rank: rank[:2], reverse=True)]


def _liking(header: MIMEAccept, media_type: str) -> tuple[float, bool]:
    """Return how much a type is wanted, and whether it is named rather than covered by a star."""
    named = list(header.values())
    aliases = [alias for alias, types in ALIASES.items() if media_type in types and alias in named]
    if media_type in named or not aliases:
        return header.quality(media_type), media_type in named
    return max(map(header.quality, aliases)), True


def _header() -> MIMEAccept:
    """Return the Accept header without the parameters of its types, which none of ours has."""
    given = [(name.partition(";")[0].strip().lower(), q) for name, q in request.accept_mimetypes]
    return MIMEAccept(given or [(ANY, 1)])
