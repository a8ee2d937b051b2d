"""The query page in a real browser, with and without its script."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

QUERY = """PREFIX acc: <https://w3id.org/accordia/ontology#>
SELECT ?tie ?party WHERE { ?tie a acc:Twinning ; acc:party ?party }"""


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """An English page of the service that fails on any complaint or call to another host."""
    context = browser.new_context(
        base_url=server, locale="en", viewport={"width": 1280, "height": 900}
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: complaints.append(one.url) if server not in one.url else None)
    yield page
    context.close()
    assert [one for one in complaints if "status of 400" not in one] == []


def address(query: str) -> str:
    return "/sparql?" + urlencode({"query": query})


def test_a_query_is_typed_and_run_from_the_keyboard(page: Page) -> None:
    page.goto("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(QUERY)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=*#answer")
    expect(page.locator("#answer")).to_have_text(re.compile("^[1-9][0-9]* rows$"))
    page.locator(".answer-table td a").first.click()
    page.wait_for_url("**/id/**")


def test_tab_leaves_the_editor(page: Page) -> None:
    page.goto("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_the_editor_completes_from_the_graph(page: Page) -> None:
    page.goto(address("PREFIX acc: <https://w3id.org/accordia/ontology#>\nSELECT * { ?x a acc:Twi"))
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="acc:Twinning")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror")).to_contain_text("a acc:Twinning")


def test_an_error_is_shown_at_its_line(page: Page) -> None:
    page.goto(address("SELECT *\nWHERE { ?s foaf:name ?o }"))
    expect(page.get_by_role("alert")).to_contain_text("add PREFIX foaf:")
    expect(page.locator(".CodeMirror .fault")).to_have_count(1)


def test_a_query_too_long_for_an_address_is_posted(page: Page) -> None:
    page.goto("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(QUERY + " #" + "é" * 20_000)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer")).to_contain_text("rows")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_never_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for query in (QUERY, "SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "nonsense"):
        page.goto(address(query))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_works_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_label("Query").fill(QUERY)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer")).to_contain_text("rows")
    context.close()
