"""What can be asked for: the values that the ties of the graph have, and how often."""

from collections import defaultdict
from collections.abc import Mapping

from graph.engine import Session
from graph.identity import Namer
from graph.namespaces import expand
from graph.network.filters import is_concept
from graph.network.rows import rows
from graph.network.selection import EVIDENCE
from ontology import ACC, vocabulary

Counts = dict[str, int]
SCHEMES = ("kind", "status", "theme")
OF_TIES = """SELECT ?p ?value (COUNT(DISTINCT ?tie) AS ?ties) {{
  ?tie a acc:Tie ; ?p ?value FILTER(?p IN ({properties}) && isIRI(?value))
}} GROUP BY ?p ?value"""
OF_EVIDENCE = f"""SELECT ?g ?stance (COUNT(DISTINCT ?tie) AS ?ties) {{
  GRAPH ?g {{ ?tie a acc:Tie . {EVIDENCE} }} FILTER(isIRI(?stance)) }} GROUP BY ?g ?stance"""


def facets(session: Session, base: str) -> Mapping[str, Counts]:
    """Return, for each filter, its values in this graph and how many ties have each."""
    namer = Namer(base)
    found: dict[str, Counts] = defaultdict(dict)
    names = {expand(name): name for name in ("rdf:type", *SCHEMES)}
    query = OF_TIES.format(properties=", ".join(f"<{iri}>" for iri in names))
    for row in rows(session, query):
        name = names[row["p"].text]
        word = _word(namer, name, row["value"].text)
        found[name][word] = int(row["ties"].text)
    for row in rows(session, OF_EVIDENCE):
        ties = int(row["ties"].text)
        for name, word in (
            ("stance", _word(namer, "stance", row["stance"].text)),
            ("source", row["g"].text.removeprefix(namer.source(""))),
        ):
            found[name][word] = found[name].get(word, 0) + ties
    classes = found.pop("rdf:type", {})
    known = set(classes).intersection(vocabulary().descendants("Tie"))
    found["class"] = own_counts({name: classes[name] for name in known})
    return found


def _word(namer: Namer, name: str, iri: str) -> str:
    """Return what the filter takes: the slug of a concept that the ontology has, else its IRI."""
    if name == "rdf:type":
        return iri.removeprefix(ACC)
    slug = iri.removeprefix(namer.concept(name, ""))
    return slug if is_concept(name, slug) else iri


def own_counts(counts: Counts) -> Counts:
    """Return how many are of each class and of none of its subclasses."""
    known = vocabulary().classes
    own = {}
    for name in sorted(counts):
        below = [child for child, term in known.items() if name in term.parents]
        own[name] = counts[name] - sum(counts.get(child, 0) for child in below)
    return {name: count for name, count in own.items() if count > 0}
