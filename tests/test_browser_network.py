"""The network page as a reader uses it, in Chromium, in both languages, and without scripts."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from tests.networks import iri

MARYLAND, REGION = iri("US-MD"), iri("FR-HDF")
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI));
"""


class Seen:
    """A page, and what must not happen on it."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.faults: list[str] = []
        page.add_init_script(WATCH)
        page.set_default_timeout(5000)
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.watch(request.url))

    def watch(self, address: str) -> None:
        if not address.startswith((self.server, "data:")):
            self.faults.append(address)

    def open(self, path: str) -> Page:
        self.page.goto(self.server + path)
        self.page.wait_for_selector("#network[data-ready]")
        return self.page


@pytest.fixture
def seen(browser: Browser, server: str) -> Iterator[Seen]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen = Seen(page, server)
    yield seen
    assert seen.faults == []
    assert page.evaluate("violations") == []
    page.close()


def click_at(page: Page, expression: str) -> None:
    """Click on the canvas, at a point of the drawing."""
    point = page.evaluate(f"accordiaNetwork.canvasToDOM({expression})")
    page.locator("#network-canvas").click(position=point)


def middle(one: str, other: str) -> str:
    a, b = f"accordiaNetwork.getPosition('{one}')", f"accordiaNetwork.getPosition('{other}')"
    return f"{{x: ({a}.x + {b}.x) / 2, y: ({a}.y + {b}.y) / 2}}"


@pytest.mark.parametrize(
    ("lang", "actor", "tie", "focus"),
    [
        ("fr", "Territoire", "Accord", "Centrer le réseau ici"),
        ("en", "Territory", "Agreement", "Centre the network here"),
    ],
)
def test_click_an_actor_then_a_line(
    seen: Seen, lang: str, actor: str, tie: str, focus: str
) -> None:
    page = seen.open(f"/network?lang={lang}&focus={quote(MARYLAND)}")
    click_at(page, f"accordiaNetwork.getPosition('{MARYLAND}')")
    panel = page.inner_text("#network-panel")
    assert "Maryland" in panel
    assert actor in panel
    assert focus in panel
    click_at(page, middle(MARYLAND, REGION))
    panel = page.inner_text("#network-panel")
    assert tie in panel
    assert "partenariat récemment signé entre la Région Hauts-de-France" in panel


def test_expand_brings_new_actors_and_moves_nobody(seen: Seen) -> None:
    page = seen.open(f"/network?lang=en&focus={quote(MARYLAND)}")
    before = page.evaluate("accordiaNetwork.getPositions()")
    assert set(before) == {MARYLAND, REGION}
    page.click(f"[data-node='{REGION}']")
    page.click("text=Show those not drawn (1)")
    page.wait_for_selector("text=Actors added: 1")
    after = page.evaluate("accordiaNetwork.getPositions()")
    assert len(after) == 3
    assert {node: after[node] for node in before} == before
    assert page.url.count("focus=") == 2
    page.reload()
    page.wait_for_selector("#network[data-ready]")
    assert set(page.evaluate("accordiaNetwork.getPositions()")) == set(after)


def test_the_lists_serve_the_keyboard(seen: Seen) -> None:
    page = seen.open("/network?lang=en")
    page.focus("[data-node]")
    page.keyboard.press("Enter")
    page.focus("#network-panel [data-tie]")
    page.keyboard.press("Enter")
    assert page.locator("#network-panel q").count() > 0
    page.keyboard.press("Escape")
    assert page.inner_text("#network-panel") == ""


def test_the_buttons_zoom(seen: Seen) -> None:
    page = seen.open("/network?lang=en")
    scale = page.evaluate("accordiaNetwork.getScale()")
    page.click("[data-zoom=in]")
    assert page.evaluate("accordiaNetwork.getScale()") > scale
    page.click("[data-zoom=fit]")
    assert page.evaluate("accordiaNetwork.getScale()") == pytest.approx(scale)


def test_an_actor_is_found_while_typing(seen: Seen) -> None:
    page = seen.open("/network?lang=en")
    page.type("#network-q", "maryl")
    page.click("#network-found a")
    page.wait_for_selector("#network[data-ready]")
    assert "Maryland" in page.inner_text("h1")


def test_a_phone_shows_everything_without_scrolling_sideways(seen: Seen) -> None:
    seen.page.set_viewport_size({"width": 360, "height": 740})
    page = seen.open("/network?lang=fr")
    page.click("summary >> text=Filtres")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_the_ties_and_their_proof_are_a_table(client: FlaskClient) -> None:
    text = client.get(f"/network?lang=en&focus={quote(MARYLAND)}").get_data(as_text=True)
    assert "<table" in text
    assert "partenariat récemment signé entre la Région Hauts-de-France" in text
    assert 'href="/source/cesi-maryland"' in text
    assert 'name="class" value="Event"' in text
    assert "style=" not in text


def test_a_wrong_filter_is_a_bad_request(client: FlaskClient) -> None:
    answer = client.get("/network?class=Traité")
    assert answer.status_code == 400
    assert "expected one of Agreement" in answer.get_data(as_text=True)


def test_an_actor_by_name_without_scripts(client: FlaskClient) -> None:
    text = client.get("/network?q=maryland").get_data(as_text=True)
    assert f"/network?focus={quote(MARYLAND, safe='/')}" in text


@pytest.mark.parametrize("suffix", ["html", "csv", "gexf", "graphml", "json"])
def test_every_file_is_an_attachment_with_the_same_filters(
    client: FlaskClient, suffix: str
) -> None:
    every = client.get(f"/network.{suffix}")
    some = client.get(f"/network.{suffix}?class=Twinning")
    assert every.status_code == some.status_code == 200
    assert "attachment" in some.headers["Content-Disposition"]
    assert b"Maryland" in every.data
    assert b"Maryland" not in some.data
