"""IRIs that may safely stand in a query, and terms of its answer as text."""

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode

from graph.errors import AccordiaError


class BadIri(AccordiaError):
    """Text that is no absolute IRI, so that it cannot stand in a query."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no address that a thing could have.")


def iri_term(iri: str) -> str:
    """Return ``<iri>`` to be put into a query. Raises BadIri, as the engine would (RFC 3987)."""
    try:
        return str(NamedNode(iri))
    except ValueError:
        raise BadIri(iri) from None


def term_text(term: Mapping[str, Any]) -> str:
    """Return the text of a term of SPARQL results JSON; a triple term (RDF 1.2) by its parts."""
    value = term["value"]
    return value if isinstance(value, str) else " ".join(map(term_text, value.values()))
