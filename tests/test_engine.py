"""What a query is answered, and what it may take."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import (
    Engine,
    QueryCrashed,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    UnknownFormat,
    start_engine,
)
from graph.settings import Settings
from tests.engines import BASE, DEEP, ENDLESS, JSON, ask, processes, within, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two sources that state one triple both."""
    path = tmp_path_factory.mktemp("engine") / "store"
    write(path, "one", '<urn:a> <urn:p> "both" , "one" .')
    write(path, "two", '<urn:a> <urn:p> "both" , "two" .')
    return path


@pytest.fixture(scope="module")
def tight(folder: Path) -> Iterator[Engine]:
    """An engine with narrow limits."""
    limits = Settings(
        store=str(folder), query_seconds=1, query_megabytes=64, result_megabytes=1, connections=2
    )
    with start_engine(limits) as running:
        yield running


def test_a_triple_of_two_sources_counts_once(tight: Engine) -> None:
    assert ask(tight, "SELECT (COUNT(*) AS ?n) { <urn:a> <urn:p> ?o }") == "3"
    assert ask(tight, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { <urn:a> <urn:p> ?o } }") == "4"


def test_default_graphs_replace_the_union(tight: Engine) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with tight.session() as session:
        answer = session.query(query, JSON, default_graphs=[f"{BASE}source/one"])
        assert b'"value":"2"' in answer.body
        answer = session.query(query, JSON, named_graphs=[f"{BASE}source/one"])
        assert b'"value":"0"' in answer.body
        with pytest.raises(QueryFailed):
            session.query(query, JSON, default_graphs=["no address"])


def test_a_query_is_stopped_at_its_deadline_and_burns_no_more(tight: Engine) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match="stopped after 1 s"):
        ask(tight, ENDLESS)
    assert time.monotonic() - started < 1.5
    assert within(2, lambda: len(processes(tight.address)) <= 3), "a worker goes on"


def test_memory_is_limited(tight: Engine) -> None:
    with pytest.raises(QueryCrashed, match="64 MB"):
        ask(tight, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
    assert ask(tight, "SELECT (1 AS ?n) {}") == "1"


def test_deep_nesting_costs_one_worker(tight: Engine) -> None:
    with pytest.raises(QueryCrashed, match="nests too deeply"):
        ask(tight, DEEP)
    assert ask(tight, "SELECT (1 AS ?n) {}") == "1"


def test_a_large_result_is_refused_and_its_beginning_is_not(tight: Engine) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"
    with tight.session() as session:
        with pytest.raises(ResultTooLarge, match="1 MB"):
            session.query(query, JSON)
        answer = session.query(query, JSON, rows=10)
        assert len(json.loads(answer.body)["results"]["bindings"]) == 10
        assert answer.more
        assert not session.query("SELECT ?o { <urn:a> ?p ?o }", JSON, rows=10).more


def test_the_beginning_reads_like_the_whole(tight: Engine) -> None:
    query = 'SELECT * { VALUES ?x { <urn:x> "é"@fr 1 "s" UNDEF } BIND(BNODE() AS ?b) }'
    with tight.session() as session:
        whole = json.loads(session.query(query, JSON).body)
        first = json.loads(session.query(query, JSON, rows=10).body)
    for table in (whole, first):
        for binding in table["results"]["bindings"]:
            assert binding.pop("b")["type"] == "bnode"
    assert first == whole


def test_formats_of_the_other_kind_are_unknown(tight: Engine) -> None:
    with tight.session() as session:
        with pytest.raises(UnknownFormat) as caught:
            session.query("ASK {}", ["text/turtle"])
        assert "text/csv" in caught.value.known
        assert session.query("ASK {}", ["text/turtle", "text/csv"]).media_type == "text/csv"


def test_updates_and_service_are_refused(tight: Engine) -> None:
    with pytest.raises(QuerySyntaxError, match="can only be read"):
        ask(tight, "PREFIX a: <urn:a> INSERT DATA { <urn:a> a:p 1 }")
    with pytest.raises(QueryRefused, match="own data only"):
        ask(tight, "SELECT * { SERVICE SILENT <http://127.0.0.1:9> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT *\n{ ?s skos:x ?o }", 2, 6, "add PREFIX skos: <http://www.w3.org/2004"),
        ("SELECT * { ?s zz:x ?o . ?a zz:b ?c }", 1, 15, "those in use here are acc:, dcat:"),
        ("SELECT *\nWHERE { ?s \n ?o }", 3, 5, "unexpected }"),
        ("SELECT * { ?s ?p ?o", 1, 20, "ends too early"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", None, None, "variable that is unbound"),
    ],
)
def test_a_syntax_error_says_where_and_what(
    tight: Engine, query: str, line: int | None, column: int | None, words: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(tight, query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in str(caught.value)


def test_search_survives_any_words(tight: Engine) -> None:
    with tight.session() as session:
        for words in ("", '"', "xq\0xq", "NEAR(", "* - : ^", "\ud800", "é" * 10_000):
            assert session.search(words) == []


def test_a_long_faulty_query_is_answered_at_once(engine: Engine) -> None:
    started = time.monotonic()
    with engine.session() as session, pytest.raises(QuerySyntaxError):
        session.query("SELECT " + "a." * 400_000)
    assert time.monotonic() - started < 5
