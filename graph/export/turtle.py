"""Turtle that people like to read in a diff."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph.namespaces import PREFIXES

TYPE = NamedNode(PREFIXES["rdf"] + "type")
FIRST = {TYPE.value: 0, PREFIXES["skos"] + "prefLabel": 1, PREFIXES["skos"] + "altLabel": 2}


def reading_order(triple: Triple) -> tuple[str, int, str, str]:
    """Sort by subject; what it is and its names come before the rest."""
    predicate = triple.predicate.value
    return (str(triple.subject), FIRST.get(predicate, 3), predicate, str(triple.object))


def turtle(triples: Iterable[Triple]) -> bytes:
    """Return sorted Turtle: the same triples, the same bytes."""
    distinct = sorted(set(triples), key=reading_order)
    return serialize(distinct, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
