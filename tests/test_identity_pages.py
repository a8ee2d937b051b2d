"""Addresses that gave way lead on; pages tell of them, and of what is possibly the same."""

from time import monotonic, sleep

from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from werkzeug.test import TestResponse

from tests.identities import (
    BASE,
    BEARER,
    BROWSER,
    HOSTILE,
    JOINED,
    OPEN,
    _two_sources,
    answer,
    client,
    two_sources,
    words,
)

__all__ = ["_two_sources", "client", "two_sources"]


def settled(client: FlaskClient, path: str, status: int) -> TestResponse:
    """Return the answer once the engine has followed the new version."""
    end = monotonic() + 30
    while (response := client.get(path)).status_code != status and monotonic() < end:
        sleep(0.1)
    assert response.status_code == status
    return response


def test_an_address_that_gave_way_leads_to_the_one_that_stays(client: FlaskClient) -> None:
    old, new = (f"/id/{address}" for address in reversed(JOINED))
    for suffix in ("", ".ttl", ".html", "?lang=fr", ".jsonld?lang=en"):
        for ask in (client.get, client.head):
            response = ask(old + suffix)
            assert (response.status_code, response.location) == (303, new + suffix)
    assert client.get(new).status_code == 200
    assert client.get(f"{old}.csv").status_code == 404


def test_only_the_graph_of_identities_redirects(client: FlaskClient) -> None:
    assert client.get("/id/territory/FR").status_code == 200
    assert client.get(f"/id/{OPEN[1]}").status_code == 200
    client.post("/review/decide", data=answer(OPEN, "same"), headers=BEARER)
    assert settled(client, f"/id/{OPEN[1]}", 303).location == f"/id/{OPEN[0]}"


def test_a_page_tells_of_other_addresses_and_of_what_is_possibly_the_same(
    client: FlaskClient,
) -> None:
    page = words(client, f"/id/{JOINED[0]}")
    told = page.partition("Known under other addresses")[2]
    assert "territory/ saint-omer-france" in told
    assert "twins" in told
    assert "same name: “saint omer”" in told
    page = words(client, f"/id/{OPEN[1]}")
    assert page.partition("Possibly the same as")[2].count("Tartu") >= 2
    assert "weak evidence" in page
    for raw in ("isReplacedBy", "is possibly", "Replaced by"):
        assert raw not in words(client, f"/id/{JOINED[0]}") + page
    twinning = "/id/twinning/saint-omer-france--tartu-estonia"
    stays = client.get(twinning).location
    assert stays == "/id/twinning/FR-COM-62765--tartu-estonia"
    assert "made of those of its parties" in words(client, stays)


def test_who_decided_is_told_on_the_page(client: FlaskClient) -> None:
    said = answer(OPEN, "same") | {"by": HOSTILE, "note": "the <i>town</i>"}
    client.post("/review/decide", data=said, headers=BEARER)
    settled(client, f"/id/{OPEN[1]}", 303)
    page = client.get(f"/id/{OPEN[0]}", headers=BROWSER).text
    assert HOSTILE not in page
    assert "the &lt;i&gt;town&lt;/i&gt;" in page


def test_the_graph_of_identities_explains_itself(client: FlaskClient) -> None:
    page = words(client, "/graph/identity")
    assert "3 addresses that gave way" in page
    assert "2 pairs that are possibly one" in page
    turtle = client.get("/graph/identity.ttl")
    quads = list(parse(turtle.data, format=RdfFormat.TURTLE))
    old = f"<{BASE}id/{JOINED[1]}>"
    assert f"<{BASE}id/{JOINED[0]}>" in {str(q.object) for q in quads if str(q.subject) == old}
    assert "graph/identityid" not in turtle.text
