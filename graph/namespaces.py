"""The prefixes that Accordia writes, and short names for IRIs."""

from collections.abc import Mapping

from graph.errors import AccordiaError
from ontology import ACC

PREFIXES: Mapping[str, str] = {
    "acc": ACC,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class UnknownPrefix(AccordiaError):
    """A short name whose prefix is not among PREFIXES."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r} is no known property: expected one of {', '.join(PREFIXES)}.")


def expand(name: str) -> str:
    """Return the IRI of ``skos:altLabel``, or of a bare name in the vocabulary.

    Raises UnknownPrefix.
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        return ACC + name
    if prefix not in PREFIXES:
        raise UnknownPrefix(name)
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return the IRI as ``prefix:name`` where a prefix fits, else unchanged."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isidentifier():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
