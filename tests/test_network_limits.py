"""What one request for the network may cost: pictures and files have a size, large ones wait."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.networks import actor, store, tie
from webapp import create_app
from webapp.pages.network import HEAVY, LARGEST
from webapp.turns import alone, turn

MANY = 104
"""Parties whose pairs are more than HEAVY."""
FILES = ("csv", "json", "gexf", "graphml")
TOWNS = [f"t{number}" for number in range(LARGEST + 100)]
CROWD = (
    *map(actor, TOWNS),
    tie("crowd", TOWNS[:MANY]),
    *(tie(f"one-{town}", [TOWNS[0], town]) for town in TOWNS[1:]),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = store(tmp_path_factory.mktemp("crowd"), one=CROWD)
    app = create_app({"SETTINGS": settings.model_copy(update={"network_actors": 50})})
    yield app
    app.extensions["engine_stack"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_picture_has_a_size_whatever_is_asked_for(client: FlaskClient) -> None:
    assert len(client.get("/network/view.json?limit=5000").get_json()["nodes"]) == LARGEST
    page = client.get("/network?limit=5000&lang=en", headers={"Accept": "text/html"}).text
    assert "100 other actors are not drawn: a picture of more than 1000" in page
    assert "a file holds 50 actors at most" in page


def test_a_file_holds_what_the_setting_allows_and_says_what_is_cut(client: FlaskClient) -> None:
    response = client.get("/network.json")
    found = response.get_json()
    assert len(found["nodes"]) == 50
    left_out = found["graph"]["left_out"]
    assert left_out == len(TOWNS) - 50
    assert f"without-{left_out}-actors.json" in response.headers["Content-Disposition"]
    whole = client.get("/network.json?focus=id/territory/t9&depth=0")
    assert "without" not in whole.headers["Content-Disposition"]


@pytest.mark.parametrize("name", FILES)
def test_one_large_file_at_a_time(app: Flask, client: FlaskClient, name: str) -> None:
    assert len(list(combinations(range(MANY), 2))) > HEAVY
    with app.app_context(), alone():
        busy = client.get(f"/network.{name}?lang=en")
        small = client.get(f"/network.{name}?class=Project")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert "moment" in busy.get_json()["detail"]
    assert small.status_code == 200
    assert client.get(f"/network.{name}").status_code == 200


def test_a_file_that_fails_gives_up_its_turn(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError), alone():
            _ = 1 / 0
        assert not turn().locked()
