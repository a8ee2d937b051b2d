"""The real thing for every test: a real store, a real engine, a real server, a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from graph.engine import Engine, start_engine
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from loaders.bundled import bundled
from loaders.load import load
from webapp import create_app

SHARED = Path(__file__).parents[2] / "shared"
"""Reference material that a clone may lack; see ``texts``."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """A graph of all bundled sources. Read only: other tests use it too."""
    path = tmp_path_factory.mktemp("bundled") / "store"
    load(GraphWriter(path, Settings().base), bundled())
    return GraphFolder(path)


@pytest.fixture(scope="session")
def own_settings(store: GraphFolder) -> Settings:
    """Settings of a service over ``store``."""
    return Settings(store=str(store.path), query_seconds=10)


@pytest.fixture(scope="session")
def engine(own_settings: Settings) -> Iterator[Engine]:
    """A running query engine over ``store``."""
    with start_engine(own_settings) as running:
        yield running


@pytest.fixture(scope="session")
def app(own_settings: Settings, engine: Engine) -> Flask:
    """The service over ``store``."""
    settings = own_settings.model_copy(update={"engine": engine.address})
    return create_app({"SETTINGS": settings, "TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of ``app`` that prefers English."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the source documents' full texts, which the project may not hold."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the full texts of the sources are not at hand")
    return folder


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Return once the address answers; fail when the process ends or the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.05)
    pytest.fail(f"{address} did not answer within {seconds:g} s")


@contextmanager
def running(store: Path) -> Iterator[str]:
    """Give the address of a real server over a store, started by the real command."""
    port = free_port()
    accordia = str(Path(sys.executable).with_name("accordia"))
    command = [accordia, "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def server(store: GraphFolder) -> Iterator[str]:
    """The address of a real server over ``store``."""
    with running(store.path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, the one of the machine."""
    names = (os.environ.get("ACCORDIA_CHROMIUM", ""), *CHROMIUM)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Chromium is missing: install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=found, args=flags)
        yield chromium
        chromium.close()
