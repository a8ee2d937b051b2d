"""The search field completes what is typed, by keyboard and by pointer."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_browser_pages import AXE


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def typed(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.get_by_role("combobox").fill("")
    page.get_by_role("combobox").press_sequentially(words)
    page.get_by_role("option").first.wait_for()


def test_the_keyboard_chooses_a_suggestion(page: Page, server: str) -> None:
    typed(page, f"{server}/sources", "hauts-de-f")
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert "Hauts-de-France" in chosen.inner_text()
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/territory/FR-HDF")


def test_escape_keeps_what_was_typed_and_enter_searches(page: Page, server: str) -> None:
    typed(page, server, "lille")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert page.get_by_role("combobox").input_value() == "lille"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=lille")


def test_a_suggestion_tells_what_and_where(page: Page, server: str) -> None:
    typed(page, server, "59350")
    first = page.get_by_role("option").first
    assert "Lille" in first.inner_text()
    assert "Municipality · " in first.inner_text()
    first.click()
    page.wait_for_url("**/id/territory/FR-COM-59350")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_suggestions_and_results_are_accessible_and_fit(
    browser: Browser, server: str, scheme: Any, width: int
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    typed(page, f"{server}/search?q=saint", "nord")
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_the_page_pages_and_narrows_without_scripts(browser: Browser, server: str) -> None:
    page = browser.new_page(locale="en", java_script_enabled=False)
    page.goto(f"{server}/search?q=n")
    first = page.get_by_role("listitem").locator("h2").first.inner_text()
    page.get_by_role("link", name="More results").click()
    assert page.locator(".results h2").first.inner_text() != first
    page.get_by_role("link", name="Institutions").click()
    assert page.locator(".results .tag[data-class]").count() > 0
    kinds = page.locator(".results .tag").evaluate_all("all => all.map(one => one.dataset.class)")
    assert set(kinds) == {"Institution"}
    page.close()
