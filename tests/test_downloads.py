"""Downloads beside readers that do not read; and which version they are of."""

import hashlib
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date

from graph.settings import Settings
from graph.store import GraphFolder
from tests.conftest import free_port, wait_for
from tests.engines import within, write
from tests.smallservice import BROWSER, small_client
from tests.test_cli import ACCORDIA

MEGABYTE = 1 << 20
SLOW = 14


def words(megabytes: int) -> str:
    """Return Turtle of a few long texts: much to send, little to index."""
    return "\n".join(f'<urn:{n}> <urn:p> "{"x" * MEGABYTE}" .' for n in range(megabytes))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port and the store of a real service over much text, with one worker process."""
    path = tmp_path_factory.mktemp("large") / "store"
    write(path, "small", words(6))
    write(path, "large", words(18))
    port = free_port()
    command = [ACCORDIA, "serve", "--store", str(path), "--port", str(port), "--workers", "1"]
    environment = os.environ | {"TMPDIR": str(path.parent)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield port, path
        finally:
            process.terminate()


@contextmanager
def slow_readers(port: int, path: str) -> Iterator[None]:
    """Ask for a file so many times, and read nothing."""
    with ExitStack() as stack:
        for _ in range(SLOW):
            reader = stack.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            reader.connect(("127.0.0.1", port))
            reader.send(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n".encode())
        time.sleep(1)
        yield


def get(port: int, path: str, **headers: str) -> HTTPResponse:
    request = Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    answer = urlopen(request, timeout=10)
    assert isinstance(answer, HTTPResponse)
    return answer


@pytest.mark.parametrize("path", ["/source/small.nq", "/source/large.nq", "/export.ttl"])
def test_readers_that_do_not_read_do_not_stop_the_service(
    large: tuple[int, Path], path: str
) -> None:
    port, _ = large
    with slow_readers(port, path):
        for _ in range(3):
            assert get(port, "/health").status == 200


def test_small_files_are_never_put_off(large: tuple[int, Path]) -> None:
    port, _ = large
    with slow_readers(port, "/source/small.nq"):
        assert len(get(port, "/source/small.nq").read()) > 6 * MEGABYTE


def test_too_many_large_files_at_once_are_put_off(large: tuple[int, Path]) -> None:
    port, path = large
    with slow_readers(port, "/source/large.nq"):
        with pytest.raises(HTTPError) as caught:
            get(port, "/source/large.nq")
        with caught.value as answer:
            assert (answer.code, answer.headers["Retry-After"]) == (503, "5")

    def is_whole() -> bool:
        try:
            body = get(port, "/source/large.nq").read()
        except HTTPError as error:
            error.close()
            return False
        entry = next(GraphFolder(path).versions()).entry("large")
        return entry is not None and hashlib.sha256(body).hexdigest() == entry.sha256

    assert within(5, is_whole), "places are given back"


def test_a_large_file_is_written_once_and_asked_for_like_any_other(
    large: tuple[int, Path],
) -> None:
    port, path = large
    first = get(port, "/export.nq")
    manifest = GraphFolder(path).current()
    assert manifest is not None
    assert first.headers["Last-Modified"] == http_date(manifest.created)
    assert int(first.headers["Content-Length"]) == len(first.read()) > 24 * MEGABYTE
    with pytest.raises(HTTPError) as caught:
        get(port, "/export.nq", **{"If-None-Match": first.headers["ETag"]})
    with caught.value as answer:
        assert answer.code == 304
    started = time.monotonic()
    assert len(get(port, "/export.nq").read()) > 24 * MEGABYTE
    assert time.monotonic() - started < 1
    assert {one.name for one in path.parent.glob("accordia-*/*")} <= {"engine"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[FlaskClient, GraphFolder]]:
    """A client of a small service, and its store."""
    with small_client(tmp_path) as client:
        yield client, GraphFolder(tmp_path / "store")


def test_a_damaged_newer_version_is_neither_named_nor_sent(
    small: tuple[FlaskClient, GraphFolder],
) -> None:
    client, folder = small
    page = client.get("/", headers=BROWSER).text
    assert re.findall(r"Version \d+ of the graph", page) == ["Version 1 of the graph"]
    good = client.get("/export.nq").data
    text = folder.pointer.read_text().replace('"version": 1', '"version": 2')
    checksum = next(folder.versions()).sources[0].sha256
    for damaged in (text.replace(checksum, "0" * 64), "{"):
        folder.version_path(2).write_text(damaged)
        folder.pointer.write_text(damaged)
        time.sleep(1)  # it is tried and left
        page = client.get("/", headers=BROWSER).text
        assert re.findall(r"Version \d+ of the graph", page) == ["Version 1 of the graph"]
        assert client.get("/export.nq").data == good
        assert client.get("/health").json == {"status": "ok", "version": 1, "quads": 5}


def test_an_error_page_without_a_query_waits_for_no_engine(tmp_path: Path) -> None:
    from webapp import create_app

    settings = Settings(store=str(tmp_path), engine=str(tmp_path / "nobody"))
    client = create_app({"SETTINGS": settings}).test_client()
    assert client.get("/nowhere", headers=BROWSER).status_code == 404
    assert client.get("/export.ttl").status_code == 503
