"""SPARQL results as plain Python, and IRIs that may safely stand in a query."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from graph.errors import AccordiaError
from graph.index.derive import PROLOGUE
from webapp.engine import session

JSON = "application/sparql-results+json"
FORBIDDEN = re.compile(r'[<>"{}|^`\\\x00-\x20]')
"""What an IRI cannot hold between its angle brackets (SPARQL 1.1, IRIREF)."""


class BadIri(AccordiaError):
    """Text that is no absolute IRI, so that it cannot stand in a query."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no address that a thing could have.")


class Value(NamedTuple):
    """One term of an answer: ``type`` is ``uri``, ``literal`` or ``bnode``."""

    value: str
    type: str
    language: str = ""
    datatype: str = ""

    @property
    def is_iri(self) -> bool:
        """Tell whether the value names a thing."""
        return self.type == "uri"


Row = dict[str, Value]


def rows(sparql: str) -> list[Row]:
    """Return the rows of a SELECT; the prefixes of graph.namespaces are declared.

    Raises what Session.query raises.
    """
    answer = json.loads(session().query(PROLOGUE + sparql, [JSON]).body)
    return [
        {name: _value(term) for name, term in binding.items()}
        for binding in answer["results"]["bindings"]
    ]


def iri_term(iri: str) -> str:
    """Return ``<iri>`` to be put into a query. Raises BadIri."""
    if FORBIDDEN.search(iri) or ":" not in iri:
        raise BadIri(iri)
    return f"<{iri}>"


def iri_terms(iris: Iterable[str]) -> str:
    """Return IRIs for a VALUES block, each once, in order. Raises BadIri."""
    return " ".join(map(iri_term, dict.fromkeys(iris)))


def _value(term: dict[str, str]) -> Value:
    return Value(term["value"], term["type"], term.get("xml:lang", ""), term.get("datatype", ""))
