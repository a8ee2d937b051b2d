"""SPARQL results as plain Python, and IRIs that may safely stand in a query."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph.index.derive import PROLOGUE
from graph.terms import BadIri, iri_term, term_text
from webapp.engine import session

__all__ = ["BadIri", "Row", "Value", "iri_term", "iri_terms", "rows"]

JSON = "application/sparql-results+json"


class Value(NamedTuple):
    """One term of an answer: ``type`` is ``uri``, ``literal``, ``bnode`` or ``triple``."""

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


def iri_terms(iris: Iterable[str]) -> str:
    """Return IRIs for a VALUES block, each once, in order. Raises BadIri."""
    return " ".join(map(iri_term, dict.fromkeys(iris)))


def _value(term: Mapping[str, Any]) -> Value:
    language, datatype = term.get("xml:lang", ""), term.get("datatype", "")
    return Value(term_text(term), term["type"], language, datatype)
