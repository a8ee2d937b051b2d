"""The keeper and its workers: what comes back, what goes, and what a worker may not do."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Engine, EngineUnavailable, QueryCrashed, start_engine
from graph.settings import Settings
from graph.store import GraphFolder
from tests.engines import ask, keeper_and_loader, parent, processes, value, within, write

VERSION = "SELECT ?v { ?s <urn:version> ?v }"
FEWEST = 3
"""Processes of an engine that one client uses: keeper, loader, worker."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Engine, Path]]:
    """An engine of one's own, to be ill-treated, and its store."""
    path = tmp_path / "store"
    write(path, "one", "<urn:a> <urn:version> 1 .")
    with start_engine(Settings(store=str(path), watch_seconds=0.1, query_seconds=5)) as running:
        yield running, path


def answers(engine: Engine, expected: str) -> bool:
    try:
        return ask(engine, VERSION) == expected
    except EngineUnavailable:
        return False


def burst(engine: Engine, count: int = 6) -> None:
    """Use so many workers at the same time; all of them are idle afterwards."""
    together = threading.Barrier(count)

    def hold() -> None:
        with engine.session() as session:
            value(session, VERSION)
            together.wait()

    threads = [threading.Thread(target=hold) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_loader_lost_while_nothing_can_be_loaded_comes_back(own: tuple[Engine, Path]) -> None:
    engine, path = own
    assert answers(engine, "1")
    (file,) = path.glob("quads/*")
    good = file.read_bytes()
    file.write_bytes(b"")
    keeper, loader = keeper_and_loader(engine.address)
    os.kill(loader, signal.SIGKILL)
    assert within(3, lambda: processes(engine.address) == {keeper}), "it is tried and fails"
    file.write_bytes(good)
    assert within(10, lambda: answers(engine, "1")), "though the manifest did not change"


HOLDS = """
import sys
from graph.engine import start_engine
from graph.settings import Settings
with start_engine(Settings(store=sys.argv[1], watch_seconds=0.05)) as engine:
    print(engine.address, flush=True)
    sys.stdin.read()
"""


def test_what_cannot_be_loaded_is_tried_again_with_growing_pauses(tmp_path: Path) -> None:
    write(tmp_path / "store", "one", "<urn:a> <urn:version> 1 .")
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "store")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as holder:
        assert holder.stdout is not None
        address = holder.stdout.readline().strip()
        next(tmp_path.glob("store/quads/*")).write_bytes(b"")
        os.kill(keeper_and_loader(address)[1], signal.SIGKILL)
        time.sleep(4)
        _, told = holder.communicate()
    assert 2 <= told.count("is damaged") <= 8


def test_idle_workers_of_an_old_version_leave(own: tuple[Engine, Path]) -> None:
    engine, path = own
    burst(engine)
    assert len(processes(engine.address)) == 8
    for version in range(2, 8):
        write(path, "one", f"<urn:a> <urn:version> {version} .")
        assert within(3, lambda number=str(version): answers(engine, number))  # type: ignore[misc]
    assert within(2, lambda: len(processes(engine.address)) == FEWEST)


def test_idle_workers_leave_when_the_keeper_is_killed(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    burst(engine)
    keeper, _ = keeper_and_loader(engine.address)
    os.kill(keeper, signal.SIGKILL)
    assert within(3, lambda: processes(engine.address) <= {keeper})


def test_the_keeper_ends_when_nobody_can_find_it(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    assert answers(engine, "1")
    shutil.rmtree(Path(engine.address).parent)
    keeper, _ = keeper_and_loader(engine.address)
    assert within(3, lambda: Path(f"/proc/{keeper}/stat").read_text().split()[2] == "Z")
    assert within(3, lambda: processes(engine.address) <= {keeper})


def test_a_connection_with_an_unread_answer_is_not_used_again(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    ones = " ".join("1" * 300)
    slow = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {ones} }} VALUES ?b {{ {ones} }} }}"
    with engine.session() as session:
        session.connection.settimeout(0.001)
        with pytest.raises(QueryCrashed):
            value(session, slow)
        time.sleep(1)  # the answer comes, and is left
    assert ask(engine, VERSION) == "1"


ESCAPES = """
import os, socket, sys
from pathlib import Path
from graph.engine import protocol
from graph.engine.worker import Limits, Worker
from graph.index import build_index
from graph.store import GraphFolder

def tried(head, body):
    done = []
    for attempt in (lambda: open(os.devnull), socket.socket, os.pipe):
        try:
            attempt()
            done.append(attempt.__name__)
        except OSError:
            pass
    return {"done": done}, b""

retired, _ = os.pipe()
index = build_index(GraphFolder(Path(sys.argv[1])), "https://example.org/")
ours, theirs = socket.socketpair()
if not os.fork():
    ours.close()
    worker = Worker(index, Limits(5, 256, 1), retired)
    worker.handlers = {"try": tried}
    worker.serve(theirs)
    os._exit(0)
protocol.send(ours, {"do": "try"})
print(protocol.receive(ours)[0]["done"])
"""


def test_a_worker_can_open_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ESCAPES, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    assert done.stdout == "[]\n"


def test_a_running_worker_has_no_descriptors_left(own: tuple[Engine, Path]) -> None:
    engine, _ = own
    _, loader = keeper_and_loader(engine.address)
    with engine.session():
        (worker,) = (one for one in processes(engine.address) if parent(one) == loader)
        limits = Path(f"/proc/{worker}/limits").read_text()
    (files,) = (line.split()[3:5] for line in limits.splitlines() if line.startswith("Max open f"))
    assert files == ["0", "0"]


def test_the_version_answers_though_the_manifest_is_damaged(own: tuple[Engine, Path]) -> None:
    engine, path = own
    GraphFolder(path).pointer.write_bytes(b"{")
    with engine.session() as session:
        assert GraphFolder(path).version(session.version).version == 1
