"""The endpoint as programs meet it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import parse, parse_query_results
from rdflib import Graph
from werkzeug.test import TestResponse

from graph.engine.formats import GRAPHS, RESULTS
from graph.settings import Settings
from tests.engines import DEEP
from tests.smallservice import BASE, BROWSER, CROSS, NAMES, TRIPLES, small_client
from webapp import create_app
from webapp.protocol import LARGEST


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with small_client(tmp_path_factory.mktemp("sparql")) as client:
        yield client


def get(client: FlaskClient, query: str, accept: str = "", **more: str) -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **more}, headers=headers)


@pytest.mark.parametrize("media_type", RESULTS)
def test_select_and_ask_in_every_format(client: FlaskClient, media_type: str) -> None:
    for query in (NAMES, "ASK { <urn:a> ?p ?o }"):
        response = get(client, query, media_type)
        assert (response.status_code, response.mimetype) == (200, media_type)
        if "csv" not in media_type and "ASK" not in query:
            read = parse_query_results(response.data, format=RESULTS[media_type])
            assert '"Bavaria"@en' in {str(row["name"]) for row in read}  # type: ignore[union-attr]
    assert b"true" in response.data


@pytest.mark.parametrize("media_type", GRAPHS)
def test_construct_in_every_format(client: FlaskClient, media_type: str) -> None:
    response = get(client, TRIPLES, media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)
    quads = list(parse(response.data, format=GRAPHS[media_type]))
    assert len(quads) == 3


def test_turtle_is_sorted_and_has_only_the_prefixes_that_it_needs(client: FlaskClient) -> None:
    text = get(client, TRIPLES, "text/turtle").text
    assert text.startswith("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n")
    assert "\n\n<urn:a> skos:prefLabel" in text
    assert "foaf:" not in text
    assert len(Graph().parse(data=text, format="turtle")) == 3


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/csv, */*", "text/csv"),
        ("application/json;charset=utf-8", "application/sparql-results+json"),
        ("text/xml", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, text/*", "text/csv"),
        ("application/sparql-results+xml, text/turtle", "application/sparql-results+xml"),
        ("text/html;q=0.1, text/csv", "text/csv"),
    ],
)
def test_the_accept_header_decides(client: FlaskClient, accept: str, expected: str) -> None:
    response = get(client, NAMES, accept)
    assert response.mimetype == expected
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("short", "select", "construct"),
    [
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("text/csv", "text/csv", None),
        ("nq", None, "application/n-quads"),
    ],
)
def test_short_names_beat_the_header(
    client: FlaskClient, short: str, select: str | None, construct: str | None
) -> None:
    for query, expected in ((NAMES, select), (TRIPLES, construct)):
        response = get(client, query, BROWSER["Accept"], format=short)
        assert (response.status_code == 200) == (expected is not None)
        assert response.mimetype == (expected or "application/problem+json")


@pytest.mark.parametrize("more", [{"format": "docx"}, {"accept": "image/png"}])
def test_what_cannot_be_had_is_406_and_says_what_can(
    client: FlaskClient, more: dict[str, str]
) -> None:
    response = get(client, NAMES, **more)
    assert response.status_code == 406
    assert "csv" in response.get_json()["detail"]


def test_three_ways_to_ask(client: FlaskClient) -> None:
    expected = get(client, NAMES).data
    form = client.post("/sparql", data={"query": NAMES})
    body = client.post("/sparql", data=NAMES, content_type="application/sparql-query")
    assert form.data == body.data == expected
    head = client.head("/sparql", query_string={"query": NAMES})
    assert (head.status_code, head.data) == (200, b"")
    assert head.mimetype == "application/sparql-results+json"


@pytest.mark.parametrize("post", [False, True])
def test_graphs_of_the_request(client: FlaskClient, post: bool) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graphs = {"default-graph-uri": [f"{BASE}source/one"], "query": count, "format": "csv"}
    response = (
        client.post("/sparql", data=graphs) if post else client.get("/sparql", query_string=graphs)
    )
    assert response.text.split() == ["n", "5"]
    named = {"named-graph-uri": f"{BASE}ontology", "format": "csv"}
    assert get(client, count, **named).text.split() == ["n", "0"]
    posted = client.post(
        "/sparql",
        query_string={"default-graph-uri": f"{BASE}source/one", "format": "csv"},
        data=count,
        content_type="application/sparql-query",
    )
    assert posted.text.split() == ["n", "5"]


def test_any_site_may_read(client: FlaskClient) -> None:
    response = client.options("/sparql")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert get(client, "nonsense").headers["Access-Control-Allow-Origin"] == "*"


def test_a_client_that_has_the_answer_is_not_sent_it_again(client: FlaskClient) -> None:
    first = get(client, NAMES)
    assert first.headers["X-Accordia-Version"] == "1"
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/sparql", query_string={"query": NAMES}, headers=again).status_code == 304
    other = client.get("/sparql", query_string={"query": NAMES + " "}, headers=again)
    assert other.status_code == 200
    in_csv = client.get("/sparql", query_string={"query": NAMES, "format": "csv"}, headers=again)
    assert in_csv.status_code == 200
    assert "ETag" not in get(client, "SELECT (NOW() AS ?now) {}").headers


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * { ?s foaf:name ?o }", 400, "add PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
        ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", 400, "from its own data only"),
        ("INSERT DATA { <urn:a> <urn:p> 2 }", 400, "can only be read"),
        (DEEP, 400, "nests too deeply"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", 400, "larger than 1 MB"),
        (CROSS, 503, "stopped after 1 s"),
        ("", 400, "holds no query"),
    ],
)
def test_errors_are_problem_documents(
    client: FlaskClient, query: str, status: int, words: str
) -> None:
    response = client.post("/sparql", data={"query": query}, headers={"Accept": "*/*"})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    problem = response.get_json()
    assert problem["status"] == status
    assert words in problem["detail"]
    assert ("Retry-After" in response.headers) == (status == 503)


def test_a_syntax_error_has_its_place(client: FlaskClient) -> None:
    problem = get(client, "SELECT *\n{ ?s foaf:name ?o }").get_json()
    assert (problem["line"], problem["column"]) == (2, 6)


def test_updates_are_refused(client: FlaskClient) -> None:
    update = "INSERT DATA { <urn:a> <urn:p> 2 }"
    for response in (
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data=update, content_type="application/sparql-update"),
        client.get("/sparql", query_string={"update": update}),
    ):
        assert response.status_code == 403
        assert "Updates are refused" in response.get_json()["detail"]


def test_odd_requests_are_told_what_is_odd(client: FlaskClient) -> None:
    odd = client.post("/sparql", data="{}", content_type="application/json")
    assert odd.status_code == 415
    assert "application/sparql-query" in odd.get_json()["detail"]
    latin = client.post(
        "/sparql",
        data="ASK { ?s ?p 'é' }".encode("latin-1"),
        content_type="application/sparql-query",
    )
    assert (latin.status_code, "UTF-8" in latin.get_json()["detail"]) == (400, True)
    twice = client.get("/sparql", query_string={"query": ["ASK {}", "ASK {}"]})
    assert (twice.status_code, "one query" in twice.get_json()["detail"]) == (400, True)
    assert client.put("/sparql").status_code == 405


@pytest.mark.parametrize("content_type", ["application/sparql-query", None])
def test_a_large_request_is_refused(client: FlaskClient, content_type: str | None) -> None:
    query = "ASK {} #" + "x" * LARGEST
    data = query if content_type else {"query": query}
    response = client.post("/sparql", data=data, content_type=content_type)
    assert response.status_code == 413
    assert str(LARGEST) in response.get_json()["detail"]


def test_a_program_that_asks_nothing_is_told_what_this_is(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.mimetype == "text/turtle"
    described = Graph().parse(data=response.data, format="turtle")
    assert "SPARQL11Query" in " ".join(map(str, described.objects()))


def test_csv_reads_as_csv(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(get(client, NAMES, "text/csv").text)))
    assert rows[0] == ["thing", "name"]
    assert rows[1] == [f"{BASE}id/territory/B", "Bavaria"]


def test_a_store_without_sources_answers_too(tmp_path: Path) -> None:
    app = create_app({"SETTINGS": Settings(store=str(tmp_path / "none"))})
    response = get(app.test_client(), "ASK { ?s a <http://www.w3.org/2002/07/owl#Ontology> }")
    assert json.loads(response.data)["boolean"] is True
    assert response.headers["X-Accordia-Version"] == "0"
    app.extensions["engine_stack"].close()
