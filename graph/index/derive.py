"""The derived graph: who cooperates with whom, from the ties that count as cooperation."""

from graph.identity import Namer
from graph.namespaces import PREFIXES

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

VOUCHES = "OPTIONAL { ?evidence acc:proves ?detail } FILTER(!BOUND(?detail))"
"""Evidence for one property does not vouch for the node (DESIGN, rules 3 and 4)."""

COUNTED = """
  GRAPH ?g {{ ?tie a ?class . ?evidence acc:supports ?tie ; acc:stance {asserted} }}
  OPTIONAL {{ GRAPH ?g {{ ?evidence acc:proves ?detail }} }} FILTER(!BOUND(?detail))
  GRAPH {ontology} {{ ?class acc:countsAsCooperation true }}
"""
"""A tie that some source asserts, of a class that the ontology counts as cooperation.

Evidence vouches in its own graph only, hence the one ?g. The OPTIONAL stands outside of its block:
inside, the engine takes all evidence of the graph before it looks at the ties asked for."""


def counted_ties(namer: Namer) -> str:
    """Return the SPARQL pattern that binds ?tie and ?g to what counts as cooperation."""
    return COUNTED.format(
        ontology=f"<{namer.ontology}>",
        asserted=f"<{namer.concept('stance', 'asserted')}>",
    )


def derivation(namer: Namer) -> str:
    """Return the update that fills ``acc:cooperatesWith``, in the derived and the default graph.

    An unnamed body takes no part (DESIGN, rule 6): it may be anyone.
    """
    unnamed = f"<{namer.concept('kind', 'unnamed')}>"
    return f"""{PROLOGUE}
INSERT {{
  ?a acc:cooperatesWith ?b .
  GRAPH <{namer.derived}> {{ ?a acc:cooperatesWith ?b }}
}} WHERE {{
  {{ SELECT DISTINCT ?tie ?g WHERE {{ {counted_ties(namer)} }} }}
  GRAPH ?g {{ ?tie acc:party ?a , ?b }}
  FILTER(?a != ?b)
  OPTIONAL {{ ?a acc:kind ?ka FILTER(?ka = {unnamed}) }}
  OPTIONAL {{ ?b acc:kind ?kb FILTER(?kb = {unnamed}) }}
  FILTER(!BOUND(?ka) && !BOUND(?kb))
}}"""
