"""An afternoon of decisions in a real browser: with the keyboard, in light and dark, on a phone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from graph.store import GraphFolder
from tests.conftest import free_port, wait_for
from tests.identities import HOSTILE, JOINED, TOKEN, _two_sources, two_sources

__all__ = ["_two_sources", "two_sources"]

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
PATHS = ("/review", "/review?shown=joined", f"/id/{JOINED[0]}", "/id/territory/EE-793",
         "/graph/identity")  # fmt: skip


@pytest.fixture
def deciding_server(two_sources: GraphFolder) -> Iterator[str]:
    """The address of a real server with a token."""
    port = free_port()
    accordia = str(Path(sys.executable).with_name("accordia"))
    command = [accordia, "serve", "--store", str(two_sources.path), "--port", str(port)]
    env = os.environ | {"ACCORDIA_TOKEN": TOKEN}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def note(complaints: list[str], message: ConsoleMessage) -> None:
    complaints.append(message.text)


def sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/review")
    page.get_by_text("Sign in to decide").click()
    page.get_by_label("Your name").fill("Louise Martin")
    page.get_by_label("Token of the service").fill(TOKEN)
    page.keyboard.press("Enter")
    page.get_by_text("You decide as Louise Martin").wait_for()


def test_pages_are_quiet_fit_a_phone_and_pass_the_accessibility_checks(
    browser: Browser, deciding_server: str
) -> None:
    schemes: tuple[Any, ...] = ("light", "dark")
    for scheme in schemes:
        page = browser.new_page(
            locale="en", color_scheme=scheme, viewport={"width": 390, "height": 800}
        )
        complaints: list[str] = []
        page.on("console", partial(note, complaints))
        sign_in(page, deciding_server)
        for path in PATHS:
            page.goto(deciding_server + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.evaluate(AXE.read_text("utf-8"))
            found = page.evaluate("axe.run().then(result => result.violations)")
            told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
            assert told == [], path
        assert complaints == []
        page.close()


def test_a_reader_decides_with_the_keyboard_alone(browser: Browser, deciding_server: str) -> None:
    page = browser.new_page(locale="en")
    sign_in(page, deciding_server)
    first = page.locator(".pair").first
    first.get_by_role("radio", name="No answer").focus()
    page.keyboard.press("ArrowRight")
    assert first.get_by_role("radio", name="Same").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("the town")
    page.get_by_role("button", name="Keep my answers").press("Enter")
    page.get_by_text("1 decision is kept: the graph is at version 3.").wait_for()
    page.get_by_role("link", name="Joined 3").click()
    assert page.get_by_text("the town").first.is_visible()
    assert HOSTILE in page.locator(".pairs").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_text("Sign in to decide").is_visible()
    page.close()
