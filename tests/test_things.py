"""One thing as RDF: every format says the same."""

import json
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


@pytest.mark.parametrize(
    ("accept", "suffix", "form"),
    [
        ("application/trig", "trig", RdfFormat.TRIG),
        ("application/n-quads", "nq", RdfFormat.N_QUADS),
        ("application/json", "jsonld", RdfFormat.JSON_LD),
        ("text/csv, text/plain;q=0.5", "nt", RdfFormat.N_TRIPLES),
    ],
)
def test_other_names_and_formats_of_datasets_are_what_they_say(
    client: FlaskClient, accept: str, suffix: str, form: RdfFormat
) -> None:
    response = client.get(THINGS[0], headers={"Accept": accept})
    assert response.mimetype == form.media_type
    assert response.headers["Content-Location"] == f"{THINGS[0]}.{suffix}"
    expected = parse(client.get(f"{THINGS[0]}.nt").data, format=RdfFormat.N_TRIPLES)
    assert {q.triple for q in parse(response.data, format=form)} == {q.triple for q in expected}


@pytest.mark.parametrize("accept", ["text/csv", "image/png", "text/turtle;q=0"])
def test_a_format_that_a_thing_has_not_is_refused(client: FlaskClient, accept: str) -> None:
    response = client.get(THINGS[0], headers={"Accept": accept})
    assert response.status_code == 406
    assert "text/turtle" in json.loads(response.data)["detail"]


@pytest.mark.parametrize("accept", [None, "*/*", "text/*", "text/html,*/*;q=0.8"])
def test_who_does_not_care_gets_the_page(client: FlaskClient, accept: str | None) -> None:
    headers = {} if accept is None else {"Accept": accept}
    assert client.get(THINGS[0], headers=headers).mimetype == "text/html"


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
