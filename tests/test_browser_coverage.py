"""Coverage and the report of a load in a real browser: readable, for everybody, on any screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import running
from tests.reports import accordia, load_doubts
from tests.test_browser_pages import AXE, WATCH

PATHS = ("/coverage", "/coverage?countries=all", "/source/doubts", "/id/territory/AD")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over a table that was loaded with doubts, and others."""
    folder = tmp_path_factory.mktemp("doubts")
    store, _ = load_doubts(folder)
    accordia(store.path, "load", "iso-3166", "hdf-rhenanie", "cnam-international")
    with running(store.path) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_quiet_fit_and_are_for_everybody(
    browser: Browser, service: str, width: int, scheme: str
) -> None:
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        locale="fr" if width == 390 else "en",
    )
    page.add_init_script(WATCH)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in PATHS:
        page.goto(service + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.evaluate(Path(AXE).read_text("utf-8"))
        found = page.evaluate("axe.run().then(result => result.violations)")
        told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert told == [], path
    assert complaints == []
    page.close()


def test_a_reader_follows_a_silence_to_what_the_sources_cover(
    browser: Browser, service: str
) -> None:
    page = browser.new_page(locale="en", java_script_enabled=False)
    page.goto(f"{service}/id/territory/AD")
    page.get_by_role("link", name="see what the sources cover").click()
    page.get_by_text("Which ones").click()
    assert page.get_by_role("link", name="Andorra").is_visible()
    assert words_of(page, "Germany") == ["21", "5", "11", "2"]
    page.get_by_role("link", name="A table").first.click()
    assert page.get_by_role("heading", name="Load report").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="The whole list (CSV)").click()
    assert download.value.suggested_filename == "accordia-v2-doubts-refused.csv"
    page.close()


def words_of(page: Page, country: str) -> list[str]:
    """Return the first numbers of a country's row."""
    row = page.locator("#countries tr", has=page.get_by_role("rowheader", name=country))
    return row.locator("td").all_inner_texts()[:4]
