"""The page to take away: whole, offline, and deaf to hostile words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from graph.engine import start_engine
from tests.networks import actor, iri, store, tie
from webapp import create_app

SCRIPT = "</script><img src=x onerror=document.title='pwned'>"
LINK = "<a href='javascript:document.title=1'>href</a>"
TURNED = "\u202eabc\u2066\u2028 {{ 7*7 }} ]]> <!--"
LONG = "é" * 10_000
NAMES = {"a": SCRIPT, "b": LINK, "c": TURNED, "d": LONG}
FACTS = (
    *(actor(key, name) for key, name in NAMES.items()),
    tie("ab", ["a", "b"], quote=SCRIPT, date="2008"),
    tie("ab2", ["a", "b"], quote=LINK, type="Partnership"),
    tie("cd", ["c", "d"], quote=LONG[:2000], type="Project"),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = store(tmp_path_factory.mktemp("hostile"), one=FACTS)
    with start_engine(settings) as engine:
        own = settings.model_copy(update={"engine": engine.address})
        yield create_app({"SETTINGS": own, "TESTING": True}).test_client()


@pytest.fixture(scope="module")
def page_file(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> Path:
    answer = client.get("/network.html?lang=en")
    assert "attachment" in answer.headers["Content-Disposition"]
    path = tmp_path_factory.mktemp("taken") / "network.html"
    path.write_bytes(answer.data)
    return path


@pytest.fixture
def opened(page_file: Path, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The page in Chromium, and what it asked for or complained of."""
    page, seen = browser.new_page(), []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_selector("#network[data-ready]")
    yield page, seen
    page.close()


def test_it_asks_nobody_for_anything(opened: tuple[Page, list[str]], page_file: Path) -> None:
    _, seen = opened
    assert seen == [page_file.as_uri()]


def test_hostile_words_stay_words(opened: tuple[Page, list[str]]) -> None:
    page, seen = opened
    lines = page.locator("#network-panel [data-tie]")
    for key in NAMES:
        page.click(f"[data-node='{iri(key)}']")
        for number in range(lines.count()):
            lines.nth(number).click()
            page.click(f"[data-node='{iri(key)}']")
    assert page.title() == "Network · Accordia"
    assert page.query_selector_all("#network img, #network a[href^=javascript]") == []
    assert len(seen) == 1


def test_a_tie_shows_the_words_that_prove_it(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.click(f"[data-node='{iri('a')}']")
    page.click("#network-panel [data-tie]")
    assert page.inner_text("#network-panel q") == SCRIPT
    assert "2008" in page.inner_text("#network-panel")
    assert "Source one" in page.inner_text("#network-panel")


def test_both_ties_between_two_actors_are_drawn(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    bends = page.evaluate("accordiaNetwork.body.data.edges.get().map((e) => e.smooth.type)")
    assert bends.count(None) == 1
    assert {"curvedCW", "curvedCCW"} < set(bends)


def test_it_tells_sources_and_version_and_no_time(client: FlaskClient) -> None:
    text = client.get("/network.html?lang=fr").get_data(as_text=True)
    assert "Source one" in text
    assert re.search(r"[Vv]ersion 1", text)
    assert text == client.get("/network.html?lang=fr").get_data(as_text=True)


def test_the_data_is_one_inert_block(page_file: Path) -> None:
    text = page_file.read_text("utf-8")
    block = re.search(r'id="network-data">(.*?)</script>', text, re.DOTALL)
    assert block
    assert not set("<>&\u2028").intersection(block[1])
    data = json.loads(block[1])
    assert {node["id"] for node in data["nodes"]} == {iri(key) for key in NAMES}
    assert len(data["edges"]) == 3
