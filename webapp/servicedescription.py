"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from graph.engine.formats import GRAPHS, RESULTS

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT = "http://www.w3.org/ns/formats/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
GRAPH_TYPES = tuple(GRAPHS)


def description(address: str, media_type: str) -> bytes:
    """Return the description of the endpoint at that address."""
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")
    triples = [
        Triple(service, TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, TYPE, _sd("Graph")),
        *(Triple(service, _sd("resultFormat"), NamedNode(iri)) for iri in _formats()),
    ]
    prefixes = {"sd": SD, "formats": FORMAT}
    return serialize(triples, format=GRAPHS[media_type], prefixes=prefixes) or b""


def _formats() -> list[str]:
    return sorted(
        {known.iri for known in RESULTS.values()} | {known.iri for known in GRAPHS.values()}
    )


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
