"""One thing as RDF: every format says the same."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from graph.settings import Settings

BASE = Settings().base
SYNTAX = {
    "ttl": ("text/turtle", "turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", "nt", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", "xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", "json-ld", RdfFormat.JSON_LD),
}
THINGS = ("/id/territory/FR-HDF", "/id/agreement/hdf-rhenanie-accord-2021", "/concept/theme/trade")

Triples = set[tuple[str, str, str]]


def by_rdflib(data: bytes, suffix: str) -> Triples:
    graph = Graph().parse(data=data, format=SYNTAX[suffix][1])
    return {(str(s), str(p), str(o)) for s, p, o in graph}


def by_oxigraph(data: bytes, suffix: str) -> Triples:
    def text(term: object) -> str:
        return str(getattr(term, "value", term))

    quads = parse(data, format=SYNTAX[suffix][2])
    return {(text(q.subject), text(q.predicate), text(q.object)) for q in quads}


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize("read", [by_rdflib, by_oxigraph])
def test_every_format_holds_the_same_triples(
    client: FlaskClient, path: str, read: Callable[[bytes, str], Triples]
) -> None:
    found = {suffix: read(client.get(f"{path}.{suffix}").data, suffix) for suffix in SYNTAX}
    assert len(found["ttl"]) > 5
    assert all(triples == found["ttl"] for triples in found.values())


@pytest.mark.parametrize("suffix", SYNTAX)
def test_the_accept_header_chooses_the_same_as_the_suffix(client: FlaskClient, suffix: str) -> None:
    media_type = SYNTAX[suffix][0]
    response = client.get(THINGS[0], headers={"Accept": media_type})
    assert response.mimetype == media_type
    assert response.headers["Content-Location"] == f"{THINGS[0]}.{suffix}"
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert read_back(response.data, suffix) == read_back(
        client.get(f"{THINGS[0]}.{suffix}").data, suffix
    )


def read_back(data: bytes, suffix: str) -> Triples:
    return by_oxigraph(data, suffix)


def test_rdf_holds_the_evidence_in_full_and_what_points_at_the_thing(client: FlaskClient) -> None:
    triples = by_oxigraph(client.get(f"{THINGS[1]}.ttl").data, "ttl")
    properties = {prop.rpartition("#")[2] for _, prop, _ in triples}
    assert {"quote", "stance", "source", "party", "under"} <= properties


def test_html_has_a_suffix_too_and_turtle_is_the_same_each_time(client: FlaskClient) -> None:
    assert client.get(f"{THINGS[0]}.html").mimetype == "text/html"
    assert client.get(f"{THINGS[0]}.ttl").data == client.get(f"{THINGS[0]}.ttl").data


@pytest.mark.parametrize(
    "path",
    ["/id/territory/nowhere", "/id/territory/nowhere.ttl", "/concept/theme/nothing", "/id/a/%3Cb",
     "/id/territory/FR%3E%20%3Fp%20%3Fo%20%7D%20%23", "/id/territory/a%5C%22", "/id/x/%00"],
)  # fmt: skip
def test_what_nothing_is_known_of_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "No source that is loaded says anything of this thing." in response.text
