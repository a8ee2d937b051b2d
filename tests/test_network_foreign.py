"""The network over other people's RDF: what is no date, no concept or no proof of a tie."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.facts import Evidence, Fact, Text
from graph.network.facets import facets
from graph.settings import Settings
from graph.store import GraphWriter
from loaders.load import load
from tests.networks import BASE, actor, asking, drawn, store, tie, ties
from webapp import create_app

BROWSER = {"Accept": "text/html"}
TURTLE = """
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <{base}id/agreement/> .
@prefix t: <{base}id/territory/> .
x:soon a acc:Tie, acc:Agreement ; acc:party t:a, t:b ; acc:earliest "soon" ;
    acc:kind <http://example.org/kind/x>, "a word" ; acc:status <{base}concept/status/odd> .
x:never a acc:Tie, acc:Agreement ; acc:party t:a, t:b ; acc:earliest "never"^^xsd:date .
x:zoned a acc:Tie, acc:Agreement ; acc:party t:a, t:b ;
    acc:earliest "1990-01-01-05:00"^^xsd:date .
x:e1 acc:supports x:soon, x:never, x:zoned ; acc:stance <{base}concept/stance/asserted> .
"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A graph of one source whose name has a capital."""
    path = tmp_path_factory.mktemp("foreign")
    (path / "Foreign.ttl").write_text(TURTLE.format(base=BASE), "utf-8")
    load(GraphWriter(path / "store", BASE), [str(path / "Foreign.ttl")])
    return Settings(store=str(path / "store"))


@pytest.fixture(scope="module")
def client(foreign: Settings) -> Iterator[FlaskClient]:
    app = create_app({"SETTINGS": foreign})
    yield app.test_client()
    app.extensions["engine_stack"].close()


def plan(key: str, *evidence: Evidence) -> Fact:
    """Return an agreement with this evidence and no other."""
    return replace(tie(key, ["a", "b"]), evidence=evidence)


PLANNED = Evidence(stance="planned", quote=Text("ils signeront", "fr"))
DATED = Evidence(quote=Text("le 9 juillet", "fr"), proves=("date",))


def test_evidence_for_one_property_does_not_vouch_for_the_tie(tmp_path: Path) -> None:
    """DESIGN, rules 3 and 4: an asserted date makes no agreement of a plan."""
    facts = [actor("a"), actor("b"), plan("plan", PLANNED, DATED)]
    with asking(store(tmp_path, one=facts)) as session:
        assert ties(drawn(session)) == set()
        planned = drawn(session, "stance=planned")
        assert ties(planned) == {"plan"}
        (info,) = planned.graph["ties"].values()
        assert info.stances == ("planned",)
        assert len(info.evidence) == 2
        assert facets(session, BASE)["stance"] == {"planned": 1}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2000", {"soon", "never", "zoned"}),
        ("to=1989&undated=no", set()),
        ("to=1995&undated=no", {"zoned"}),
        ("source=Foreign", {"soon", "never", "zoned"}),
        ("kind=http://example.org/kind/x", {"soon"}),
    ],
)
def test_filters(foreign: Settings, query: str, expected: set[str]) -> None:
    with asking(foreign) as session:
        assert ties(drawn(session, query)) == expected


def test_every_choice_that_the_form_offers_is_answered(
    foreign: Settings, client: FlaskClient
) -> None:
    with asking(foreign) as session:
        offered = facets(session, BASE)
    assert f"{BASE}concept/status/odd" in offered["status"]
    assert "a word" not in offered["kind"]
    for name in offered:
        for value in offered[name]:
            response = client.get("/network", query_string={name: value}, headers=BROWSER)
            assert response.status_code == 200, (name, value)


@pytest.mark.parametrize("focus", ["1://x", "http://[", "id/territory/%zz", "[", "\uffff"])
def test_a_focus_that_is_no_address_is_named(client: FlaskClient, focus: str) -> None:
    response = client.get("/network", query_string={"focus": focus})
    assert response.status_code == 400
    assert "focus" in response.get_json()["detail"]
