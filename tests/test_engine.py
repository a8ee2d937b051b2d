"""The engine: what a query may take, whose version it sees, and what dies when."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.engine import (
    Engine,
    EngineUnavailable,
    QueryCrashed,
    QueryError,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    Session,
    UnknownFormat,
    start_engine,
)
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from loaders.load import load

BASE = Settings().base
JSON = ["application/sparql-results+json"]
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def write(folder: Path, slug: str, turtle: str) -> None:
    """Load Turtle as a source of the store in ``folder``."""
    file = folder.parent / f"{slug}.ttl"
    file.write_text(turtle)
    load(GraphWriter(folder, BASE), [str(file)], slug=slug)


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


def value(session: Session, query: str) -> str:
    """Return the one value that a query selects."""
    bindings = json.loads(session.query(query, JSON).body)["results"]["bindings"]
    return str(next(iter(bindings[0].values()))["value"])


def ask(engine: Engine, query: str) -> str:
    with engine.session() as session:
        return value(session, query)


def processes(address: str) -> set[int]:
    """Return the keeper, the loaders and the workers of an engine."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if address.encode() in path.read_bytes().split(b"\0"):
                found.add(int(path.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def keeper_and_loader(address: str) -> tuple[int, int]:
    everyone = processes(address)
    keeper = next(one for one in everyone if parent(one) not in everyone)
    return keeper, next(one for one in everyone if parent(one) == keeper)


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Tell whether the condition comes true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


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
        ask(tight, "SELECT * " + "{" * 5000 + "}" * 5000)
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
        for words in ("", '"', "a\0b", "NEAR(", "* - : ^", "\ud800", "é" * 10_000):
            assert session.search(words) == []


SPEAKS = """
import socket, sys
from pyoxigraph import Store
from graph.engine.limits import forbid_files
store = Store()
forbid_files()
try:
    print(list(store.query(sys.argv[1])))
except OSError as error:
    print("failed")
"""


@pytest.mark.parametrize(("silent", "told"), [("", "failed"), ("SILENT", "[<QuerySolution>]")])
def test_a_worker_cannot_call_out_whatever_the_query(silent: str, told: str) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        query = f"SELECT * {{ SERVICE {silent} <{address}> {{ ?s ?p ?o }} }}"
        command = [sys.executable, "-c", SPEAKS, query]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        with pytest.raises(TimeoutError):
            server.accept()
    assert done.stdout.strip() == told


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Engine, Path]]:
    """An engine of one's own, to be ill-treated, and its store."""
    path = tmp_path / "store"
    write(path, "one", "<urn:a> <urn:version> 1 .")
    with start_engine(Settings(store=str(path), watch_seconds=0.1, query_seconds=5)) as running:
        yield running, path


VERSION = "SELECT ?v { ?s <urn:version> ?v }"


def test_a_session_keeps_its_version_and_the_next_has_the_new_one(
    own: tuple[Engine, Path],
) -> None:
    engine, path = own
    with engine.session() as session:
        old = session.digest
        write(path, "one", "<urn:a> <urn:version> 2 .")
        assert within(2, lambda: ask(engine, VERSION) == "2")
        assert (value(session, VERSION), session.version) == ("1", 1)
    with engine.session() as session:
        assert (value(session, VERSION), session.version) == ("2", 2)
        assert session.digest != old


def test_the_same_content_has_the_same_digest(own: tuple[Engine, Path]) -> None:
    engine, path = own
    with engine.session() as session:
        old = session.digest
    write(path, "two", "<urn:a> <urn:b> 2 .")
    assert GraphWriter(path, BASE).remove("two").version == 3

    def renewed() -> bool:
        with engine.session() as session:
            return session.version == 3

    assert within(3, renewed)
    with engine.session() as session:
        assert session.digest == old


def test_a_damaged_version_is_left_and_the_next_one_served(own: tuple[Engine, Path]) -> None:
    engine, path = own
    folder = GraphFolder(path)
    good = folder.pointer.read_text()
    before = processes(engine.address)
    checksum = next(folder.versions()).sources[0].sha256
    folder.pointer.write_text(good.replace(checksum, "0" * 64))
    assert within(3, lambda: bool(processes(engine.address) - before)), "it is tried"
    assert within(3, lambda: processes(engine.address) == before), "and left"
    assert not within(0.5, lambda: processes(engine.address) != before), "not tried for ever"
    assert ask(engine, VERSION) == "1"
    folder.pointer.write_text(good)
    write(path, "one", "<urn:a> <urn:version> 2 .")
    assert within(3, lambda: ask(engine, VERSION) == "2")


def test_a_lost_loader_is_replaced(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    assert ask(engine, VERSION) == "1"
    _, loader = keeper_and_loader(engine.address)
    os.kill(loader, signal.SIGKILL)
    assert ask(engine, VERSION) == "1"
    assert within(3, lambda: loader not in processes(engine.address))


def test_without_its_keeper_the_engine_is_unavailable(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    assert ask(engine, VERSION) == "1"
    keeper, _ = keeper_and_loader(engine.address)
    os.kill(keeper, signal.SIGKILL)

    def refuses() -> bool:
        try:
            ask(engine, VERSION)
        except EngineUnavailable:
            return True
        except QueryError:
            return False
        return False

    assert within(3, refuses)
    assert within(3, lambda: processes(engine.address) <= {keeper})


def test_busy_workers_are_waited_for_and_none_is_lost(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    for _ in range(20):
        with pytest.raises(QueryCrashed):
            ask(engine, "SELECT * " + "{" * 5000 + "}" * 5000)
    assert ask(engine, VERSION) == "1"
    assert within(2, lambda: len(processes(engine.address)) == 3)


HOLDS = """
import sys, time
from graph.engine import start_engine
from graph.settings import Settings
with start_engine(Settings(store=sys.argv[1])) as engine:
    with engine.session() as session:
        print(engine.address, flush=True)
        time.sleep(60)
"""


def test_all_processes_end_with_the_one_that_started_them(folder: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        address = holder.stdout.readline().strip()
        assert len(processes(address)) == 3
        holder.kill()
    assert within(5, lambda: not processes(address))
