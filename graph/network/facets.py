"""What can be asked for: the values that the ties of the graph have, and how often."""

from collections import defaultdict
from collections.abc import Mapping

from graph.engine import Session
from graph.identity import Namer
from graph.namespaces import expand
from graph.network.rows import rows
from ontology import ACC, vocabulary

Counts = dict[str, int]
SCHEMES = ("kind", "status", "theme")
OF_TIES = """SELECT ?p ?value (COUNT(DISTINCT ?tie) AS ?ties) {{
  ?tie a acc:Tie ; ?p ?value FILTER(?p IN ({properties})) }} GROUP BY ?p ?value"""
OF_EVIDENCE = """SELECT ?g ?stance (COUNT(DISTINCT ?tie) AS ?ties) {
  GRAPH ?g { ?tie a acc:Tie . ?e acc:supports ?tie ; acc:stance ?stance } } GROUP BY ?g ?stance"""


def facets(session: Session, base: str) -> Mapping[str, Counts]:
    """Return, for each filter, its values in this graph and how many ties have each."""
    namer = Namer(base)
    found: dict[str, Counts] = defaultdict(dict)
    names = {expand(name): name for name in ("rdf:type", *SCHEMES)}
    query = OF_TIES.format(properties=", ".join(f"<{iri}>" for iri in names))
    for row in rows(session, query):
        name = names[row["p"].text]
        prefix = ACC if name == "rdf:type" else namer.concept(name, "")
        found[name][row["value"].text.removeprefix(prefix)] = int(row["ties"].text)
    for row in rows(session, OF_EVIDENCE):
        ties = int(row["ties"].text)
        for name, iri, prefix in (
            ("stance", row["stance"].text, namer.concept("stance", "")),
            ("source", row["g"].text, namer.source("")),
        ):
            slug = iri.removeprefix(prefix)
            found[name][slug] = found[name].get(slug, 0) + ties
    found["class"] = _own(found.pop("rdf:type", {}))
    return found


def _own(counts: Counts) -> Counts:
    """Return how many are of each class and of none of its subclasses."""
    known = vocabulary().classes
    own = {}
    for name in sorted(set(counts).intersection(vocabulary().descendants("Tie"))):
        below = [child for child, term in known.items() if name in term.parents]
        own[name] = counts[name] - sum(counts.get(child, 0) for child in below)
    return {name: count for name, count in own.items() if count > 0}
