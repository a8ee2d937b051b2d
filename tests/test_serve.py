"""The running command: signals, addresses, and what it says when its surroundings are wrong."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import free_port, wait_for
from tests.engines import ENDLESS, keeper_and_loader, within, write
from tests.test_cli import ACCORDIA


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """A folder for temporary files of the test's own."""
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write(tmp_path / "store", "one", "<urn:a> <urn:b> 1 .")
    return tmp_path / "store"


@contextmanager
def running(temporary: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"TMPDIR": str(temporary)}
    pipe = subprocess.PIPE
    command = [ACCORDIA, *words]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def serving(temporary: Path, store: Path, port: int, *words: str) -> list[str]:
    return ["--store", str(store), "serve", "--port", str(port), "--workers", "1", *words]


def address(temporary: Path) -> str:
    (found,) = temporary.glob("accordia-*/engine")
    return str(found)


def kill_keeper(temporary: Path) -> None:
    os.kill(keeper_and_loader(address(temporary))[0], signal.SIGKILL)


def remove_folder(temporary: Path) -> None:
    shutil.rmtree(Path(address(temporary)).parent)


@pytest.mark.parametrize("harm", [kill_keeper, remove_folder])
def test_the_service_ends_when_its_engine_does(temporary: Path, store: Path, harm: object) -> None:
    assert callable(harm)
    port = free_port()
    with running(temporary, *serving(temporary, store, port)) as process:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        harm(temporary)
        _, told = process.communicate(timeout=15)
    assert process.returncode == 1
    assert "so does the service" in told.decode().splitlines()[-1]
    assert "Traceback" not in told.decode()
    assert not list(temporary.iterdir())


def test_a_service_that_is_told_to_end_says_nothing(temporary: Path, store: Path) -> None:
    port = free_port()
    with running(temporary, *serving(temporary, store, port)) as process:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        process.terminate()
        _, told = process.communicate(timeout=15)
    assert (process.returncode, told) == (0, b"")
    assert not list(temporary.iterdir())


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        pytest.param(
            "::1", "[::1]", marks=pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here")
        ),
        ("localhost", "localhost"),
    ],
)
def test_the_service_listens_where_it_is_told_to(
    temporary: Path, store: Path, host: str, shown: str
) -> None:
    port = free_port()
    with running(temporary, *serving(temporary, store, port, "--host", host)) as process:
        wait_for(f"http://{shown}:{port}/health", process)
        process.terminate()
        output, _ = process.communicate(timeout=15)
    assert f"http://{shown}:{port}/" in output.decode()


def test_a_host_that_is_none_is_told_in_one_sentence(temporary: Path, store: Path) -> None:
    with running(temporary, *serving(temporary, store, 8000, "--host", "no host")) as process:
        _, told = process.communicate(timeout=15)
    assert process.returncode == 1
    assert b"Port 8000 of no host cannot be used" in told
    assert told.count(b"\n") == 1


def test_a_query_that_is_terminated_leaves_nothing(temporary: Path, store: Path) -> None:
    query = temporary.parent / "endless.rq"
    query.write_text(ENDLESS)
    with running(temporary, "--store", str(store), "query", str(query)) as process:
        assert within(10, lambda: bool(list(temporary.glob("accordia-*/engine"))))
        time.sleep(0.5)
        process.terminate()
        _, told = process.communicate(timeout=8)  # its worker holds these pipes: it goes too
    assert (process.returncode, told) == (128 + signal.SIGTERM, b"")
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("ACCORDIA_QUERY_SECONDS", "abc", "a valid number"),
        ("ACCORDIA_CONNECTIONS", "0", "greater than or equal to 1"),
        ("ACCORDIA_BASE", "urn:x", "expected an http or https address"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_one_sentence(
    store: Path, variable: str, value: str, expected: str
) -> None:
    done = subprocess.run(
        [ACCORDIA, "--store", str(store), "sources"],
        env=os.environ | {variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{variable} cannot be '{value}': ")
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_answer_that_cannot_be_written_is_told_in_one_sentence(store: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [ACCORDIA, "--store", str(store), "export"], stdout=full, stderr=-1, check=False
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in done.stderr


def test_the_service_answers_from_the_address_it_prints(temporary: Path, store: Path) -> None:
    port = free_port()
    with running(temporary, *serving(temporary, store, port)) as process:
        assert process.stdout is not None
        shown = process.stdout.readline().decode().split()[3]
        wait_for(f"{shown}health", process)
        with urlopen(f"{shown}health") as answer:
            assert answer.status == 200
        process.terminate()
