"""IRIs that may safely stand in a query."""

import re

from graph.errors import AccordiaError

FORBIDDEN = re.compile(r'[<>"{}|^`\\\x00-\x20]')
"""What an IRI cannot hold between its angle brackets (SPARQL 1.1, IRIREF)."""


class BadIri(AccordiaError):
    """Text that is no absolute IRI, so that it cannot stand in a query."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no address that a thing could have.")


def iri_term(iri: str) -> str:
    """Return ``<iri>`` to be put into a query. Raises BadIri."""
    if FORBIDDEN.search(iri) or ":" not in iri:
        raise BadIri(iri)
    return f"<{iri}>"
