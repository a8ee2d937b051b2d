"""RDF 1.2 triple terms in a graph: no page needs them, every page stands them."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from graph.settings import Settings
from graph.store import Entry, GraphWriter
from tests.networks import BASE
from webapp import create_app

BROWSER = {"Accept": "text/html"}
TERM = "<<( <urn:a> <urn:b> <urn:c> )>>"
TURTLE = f"""
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/agreement/t> a acc:Tie, acc:Agreement ; acc:party <{BASE}id/territory/s> ;
    skos:prefLabel "Accord"@fr ; acc:kind {TERM} ; acc:date {TERM} ; acc:earliest {TERM} ;
    acc:theme {TERM} .
<{BASE}id/territory/s> a acc:Actor, acc:Territory ; skos:prefLabel "Une ville"@fr ;
    <urn:says> {TERM}, "words", <urn:d> .
<{BASE}id/evidence/e> a acc:Evidence ; acc:supports <{BASE}id/agreement/t> ;
    acc:stance <{BASE}concept/stance/asserted> ; acc:quote {TERM} ; acc:row {TERM} .
"""
PAGES = (
    "/id/territory/s", "/id/agreement/t", "/id/evidence/e", "/", "/search?q=ville", "/network",
    "/network?from=1990", "/network/view.json", "/network.csv", "/source/star",
    "/id/agreement/t.ttl", "/sparql?query=SELECT+*+{+?s+<urn:says>+?o+}",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    store = tmp_path_factory.mktemp("triples") / "store"
    graph = f"{BASE}source/star"
    triples = parse(TURTLE, format=RdfFormat.TURTLE)
    lines = sorted(f"{one.triple} <{graph}> .\n" for one in triples)
    entry = Entry(slug="star", graph=graph, sha256="", quads=len(lines), counts={}, title="Star",
                  licence="")  # fmt: skip
    GraphWriter(store, BASE).replace([(entry, "".join(lines).encode())], "test")
    app = create_app({"SETTINGS": Settings(store=str(store))})
    yield app.test_client()
    app.extensions["engine_stack"].close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_them(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=BROWSER).status_code == 200


def test_a_page_shows_them_as_text(client: FlaskClient) -> None:
    assert "<bdi>urn:a urn:b urn:c</bdi>" in client.get("/id/territory/s", headers=BROWSER).text
