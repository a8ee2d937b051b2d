"""Which version queries see, and what dies when."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Engine, EngineUnavailable, QueryCrashed, QueryError, start_engine
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from tests.engines import BASE, DEEP, ask, keeper_and_loader, processes, value, within, write

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
            ask(engine, DEEP)
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


def test_all_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        address = holder.stdout.readline().strip()
        assert len(processes(address)) == 3
        holder.kill()
    assert within(5, lambda: not processes(address))
