"""Errors: a page for people, application/problem+json for programs, nothing leaked."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.engine import (
    EngineUnavailable,
    QueryCrashed,
    QueryFailed,
    QueryTimeout,
    ResultTooLarge,
)
from graph.errors import AccordiaError
from graph.settings import Settings
from graph.store.reader import DamagedFile
from webapp import create_app
from webapp.protocol import BadRequest
from webapp.rows import BadIri
from webapp.turns import Busy

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
SECRET = "/srv/secret/manifest.json"
RAISED: dict[str, tuple[Exception, int]] = {
    "timeout": (QueryTimeout(3), 503),
    "crash": (QueryCrashed(64), 503),
    "gone": (EngineUnavailable("Connection refused"), 503),
    "large": (ResultTooLarge(7), 400),
    "iri": (BadIri("<"), 404),
    "failed": (QueryFailed("no such form"), 500),
    "busy": (Busy(), 503),
    "request": (BadRequest(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A query is posted."), 415),
    "damaged": (DamagedFile(Path(SECRET)), 500),
    "ours": (AccordiaError(SECRET), 500),
    "fault": (RuntimeError(SECRET), 500),
}


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a service with a page for each error."""
    store = tmp_path_factory.mktemp("failing") / "store"
    app: Flask = create_app({"SETTINGS": Settings(store=str(store))})

    @app.get("/raise/<name>")
    def fail(name: str) -> str:
        raise RAISED[name][0]

    yield app.test_client()
    app.extensions["engine_stack"].close()


@pytest.mark.parametrize("name", RAISED)
def test_programs_get_a_problem_document(failing: FlaskClient, name: str) -> None:
    response = failing.get(f"/raise/{name}")
    status = RAISED[name][1]
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    body = response.get_json()
    assert body["status"] == status
    assert body["detail"]
    assert body["title"]
    assert SECRET not in response.text
    assert "Traceback" not in response.text
    assert (status == 503) == ("Retry-After" in response.headers)


@pytest.mark.parametrize("name", RAISED)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_people_get_a_page_in_their_language(failing: FlaskClient, name: str, lang: str) -> None:
    response = failing.get(f"/raise/{name}?lang={lang}", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (RAISED[name][1], "text/html")
    assert f'<html lang="{lang}">' in response.text
    assert SECRET not in response.text


def test_sentences_are_translated(failing: FlaskClient) -> None:
    english = failing.get("/raise/timeout?lang=en", headers=BROWSER).text
    assert "stopped after 3 s" in english
    assert "arrêtée au bout de 3 s" in failing.get("/raise/timeout?lang=fr", headers=BROWSER).text


def test_what_the_engine_cannot_answer_is_told(failing: FlaskClient) -> None:
    assert "no such form" in failing.get("/raise/failed").get_json()["detail"]
    assert "posted" in failing.get("/raise/request").get_json()["detail"]


def test_a_wrong_method_says_which_are_right(failing: FlaskClient) -> None:
    response = failing.delete("/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.mimetype == "application/problem+json"


def test_an_empty_graph_says_that_nothing_is_loaded(failing: FlaskClient) -> None:
    assert "accordia load" in failing.get("/?lang=en", headers=BROWSER).text
    assert failing.get("/health").get_json() == {"status": "ok", "version": 0, "quads": 0}
    assert failing.get("/sources", headers=BROWSER).status_code == 200


def test_health_says_when_the_engine_is_gone(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"), engine=str(tmp_path / "no-engine"))
    client = create_app({"SETTINGS": settings}).test_client()
    response = client.get("/health")
    assert (response.status_code, response.get_json()) == (503, {"status": "unavailable"})
    page = client.get("/", headers=BROWSER)
    assert page.status_code == 503
    assert str(tmp_path) not in page.text
