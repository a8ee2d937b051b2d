"""The endpoint as people meet it: a page."""

import json
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.engine import Answer
from tests.smallservice import BROWSER, CROSS, NAMES, TRIPLES, small_client
from webapp.views.results import CELLS, shown


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with small_client(tmp_path_factory.mktemp("sparql")) as client:
        yield client


def page(client: FlaskClient, query: str, **more: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **more}, headers=BROWSER)


def test_a_browser_gets_names_and_links(client: FlaskClient) -> None:
    response = page(client, NAMES)
    assert response.mimetype == "text/html"
    assert "3 rows" in response.text
    assert '<a href="/id/territory/B"><bdi>Bavaria</bdi></a>' in response.text
    assert "&amp;format=csv" in response.text


def test_words_of_the_data_stay_words(client: FlaskClient) -> None:
    text = page(client, "SELECT ?o { <urn:a> <urn:p> ?o }").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_long_result_is_cut_and_says_so(client: FlaskClient) -> None:
    text = page(client, "SELECT * { ?s ?p ?o . ?a ?b ?c }").text
    assert "The first 1,000 rows" in text
    assert text.count("<tr>") == 1001
    assert "the result goes on" in text


def test_a_wide_result_is_cut_at_so_many_cells(client: FlaskClient) -> None:
    names = [f"?v{number}" for number in range(100)]
    text = page(client, f"SELECT ?s {' '.join(names)} {{ ?s ?p ?o . ?a ?b ?c }}").text
    rows = CELLS // (len(names) + 1)
    assert text.count("<tr>") == 1 + rows
    assert f"The first {rows} rows" in text
    assert "the result goes on" in text


def test_more_columns_than_cells_are_cut(app: Flask) -> None:
    client = app.test_client()  # the engine needs about a second, the limit of the small service
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    names = [f"?v{number}" for number in range(CELLS + 10)]
    started = time.monotonic()
    text = page(client, f"SELECT {' '.join(names)} {{ }}").text
    assert text.count("<th ") == CELLS
    assert "the result goes on" in text
    assert time.monotonic() - started < 5


def test_many_columns_are_put_in_order_in_a_moment() -> None:
    names = [f"v{number}" for number in range(20_000)]
    body = json.dumps({"head": {"vars": names[::-1]}, "results": {"bindings": []}}).encode()
    answer = Answer("application/sparql-results+json", body, is_graph=False, version=1)
    started = time.monotonic()
    columns = shown(answer, "SELECT * { " + " ".join(f"?{name}" for name in names)).columns
    assert time.monotonic() - started < 1
    assert list(columns) == names


def test_columns_come_as_the_query_names_them(client: FlaskClient) -> None:
    text = page(client, "SELECT * { ?z ?b ?a }").text
    columns = [text.index(f'<th scope="col">{name}</th>') for name in "zba"]
    assert columns == sorted(columns)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK { <urn:a> ?p ?o }", "Yes"),
        ("ASK { <urn:b> ?p ?o }", "No"),
        (TRIPLES, "3 triples"),
        ("SELECT * { <urn:b> ?p ?o }", "Nothing in the graph answers this"),
    ],
)
def test_every_kind_of_answer_is_shown(client: FlaskClient, query: str, words: str) -> None:
    assert words in page(client, query).text


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT nonsense", 400), (CROSS, 503), ("SELECT ?<x> {}", 400)]
)
def test_an_error_keeps_the_query_in_the_field(
    client: FlaskClient, query: str, status: int
) -> None:
    response = page(client, query)
    assert response.status_code == status
    assert 'role="alert"' in response.text
    assert query.replace("<", "&lt;").replace(">", "&gt;") in response.text


def test_the_empty_page_declares_the_prefixes_and_offers_questions(client: FlaskClient) -> None:
    text = client.get("/sparql", headers=BROWSER).text
    assert "PREFIX acc: &lt;https://w3id.org/accordia/ontology#&gt;" in text
    assert "Questions to begin with" in text
