"""The reading pages in a real browser: quiet, self-contained, readable, usable by everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

PATHS = (
    "/", "/search?q=haut", "/sources", "/source/hdf-rhenanie", "/ontology", "/graph/derived",
    "/review", "/graph/identity",
    "/id/territory/FR-HDF", "/id/agreement/hdf-rhenanie-accord-2021", "/id/territory/FR",
    "/id/person/hdf-rhenanie-bertrand", "/id/tie/hdf-rhenanie-renforcement",
    "/id/twinning/FR-COM-59350--wd-Q365", "/concept/theme/hydrogen", "/coverage",
)  # fmt: skip
WIDTHS = (1280, 390, 360)
AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error(e.blockedURI))"


@pytest.fixture(params=[(lang, width) for lang in ("fr", "en") for width in WIDTHS])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a language and at a width, which notes every complaint and every request."""
    lang, width = request.param
    context = browser.new_context(
        locale=lang, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_pages_are_quiet_ask_nobody_else_and_fit(page: Page, server: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        response = page.goto(server + path)
        assert response, path
        assert response.ok, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert complaints == []
    assert [address for address in asked if not address.startswith(server)] == []


def test_the_fonts_are_ours(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('1em \"Inter Variable\"')")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    page.close()


def test_pages_pass_the_accessibility_checks(browser: Browser, server: str, scheme: Any) -> None:
    page = browser.new_page(color_scheme=scheme)
    for path in PATHS:
        page.goto(server + path)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run().then(result => result.violations)")
        told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert told == [], path
    page.close()


def test_a_reader_gets_from_a_search_to_the_proving_sentence(browser: Browser, server: str) -> None:
    page = browser.new_page(locale="en")
    page.goto(server)
    page.get_by_role("combobox").fill("rhénanie")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="North Rhine-Westphalia", exact=True).click()
    page.get_by_role("link", name="(2021)").first.click()
    assert page.get_by_text("signer un nouvel accord de coopération").first.is_visible()
    page.get_by_role("link", name="FR", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, server: str) -> None:
    page = browser.new_page(locale="en")
    page.goto(f"{server}/sources")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
