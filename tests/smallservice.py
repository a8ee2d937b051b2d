"""A service over a graph of five triples."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient

from graph.settings import Settings
from graph.store import GraphWriter
from loaders.load import load
from webapp import create_app

BASE = Settings().base
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NAMES = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name {{ GRAPH <{BASE}source/one> {{ ?thing skos:prefLabel ?name }} }}
ORDER BY ?name"""
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(STRSTARTS(STR(?s), 'urn:')) }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> skos:prefLabel "Hauts-de-France"@fr ; <urn:p> 1 , "<script>alert(1)</script>" .
<{base}id/territory/B> skos:prefLabel "Bavière"@fr , "Bavaria"@en .
"""


@contextmanager
def small_client(path: Path) -> Iterator[FlaskClient]:
    """Give a client of a service over a small graph, with narrow limits."""
    (path / "one.ttl").write_text(TURTLE.replace("{base}", BASE))
    load(GraphWriter(path / "store", BASE), [str(path / "one.ttl")], slug="one")
    limits = Settings(
        store=str(path / "store"), query_seconds=1, query_megabytes=128, result_megabytes=1
    )
    app = create_app({"SETTINGS": limits})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    yield client
    app.extensions["engine_stack"].close()
