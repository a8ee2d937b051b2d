"""One thing as RDF."""

from graph.index.derive import PROLOGUE
from graph.terms import iri_term

_TRIPLES = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ {thing} ?p ?o BIND({thing} AS ?s) }}
  UNION {{ ?s ?p {thing} BIND({thing} AS ?o) }}
  UNION {{ ?s acc:supports {thing} ; ?p ?o }}
}}"""


def thing_query(iri: str) -> str:
    """Return the query for a thing: what it says, what points at it, its evidence in full.

    Raises BadIri.
    """
    return PROLOGUE + _TRIPLES.format(thing=iri_term(iri))
