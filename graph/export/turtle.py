"""Turtle that people like to read in a diff."""

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.namespaces import PREFIXES

TYPE = NamedNode(PREFIXES["rdf"] + "type")
STRING = NamedNode(PREFIXES["xsd"] + "string")
FIRST = {TYPE.value: 0, PREFIXES["skos"] + "prefLabel": 1, PREFIXES["skos"] + "altLabel": 2}
NAMESPACE = re.compile(r"[^#/]*$")
BETWEEN = re.compile(rb" \.\n(?=[^@\s])")
"""The end of one subject before the next: nothing else breaks a line so in Turtle of ours."""


def reading_order(statement: Triple | Quad) -> tuple[str, int, str, str]:
    """Sort by subject; what it is and its names come before the rest."""
    predicate = statement.predicate.value
    return (str(statement.subject), FIRST.get(predicate, 3), predicate, str(statement.object))


def _iri(term: object) -> str:
    if isinstance(term, Literal):
        return "" if term.language or term.datatype == STRING else term.datatype.value
    return term.value if isinstance(term, NamedNode) else ""


def turtle(triples: Iterable[Triple]) -> bytes:
    """Return sorted Turtle: the same triples, the same bytes."""
    distinct = sorted(set(triples), key=reading_order)
    data = serialize(distinct, format=RdfFormat.TURTLE, prefixes=_used(distinct)) or b""
    return BETWEEN.sub(b" .\n\n", data)


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that the triples need."""
    terms = {term for triple in triples for term in triple}
    namespaces = {NAMESPACE.sub("", _iri(term)) for term in terms}
    return {prefix: iri for prefix, iri in PREFIXES.items() if iri in namespaces}
