"""Names are other people's data: whatever they hold, pages show it as text."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from graph.store import GraphWriter
from loaders.load import load
from webapp import create_app

BASE = Settings().base
BROWSER = {"Accept": "text/html"}
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onfocus=alert(3) x='"
TURNED = "abc\N{RIGHT-TO-LEFT OVERRIDE}fed"
LONG = "W" * 10_000
TURTLE = """
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix t: <{base}id/territory/> .
@prefix stance: <{base}concept/stance/> .
t:markup a acc:Actor, acc:Territory ; skos:prefLabel {markup}, "{turned}"@en ;
    schema:sameAs <javascript:alert(1)>, <https://example.org/x> ; acc:note {markup} .
t:long a acc:Actor, acc:Territory ; skos:prefLabel "{long}" .
t:São a acc:Territory ; skos:prefLabel "São" .
<{base}id/twinning/a> a acc:Tie, acc:Agreement, acc:Twinning ; acc:party t:markup, t:long ;
    acc:dateText {markup} ; acc:date "not a date" ; acc:themeText {markup} .
<{base}id/evidence/a> a acc:Evidence ; acc:supports <{base}id/twinning/a> ;
    acc:stance stance:denied ; acc:quote {markup} .
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a service whose one source means no good."""
    path = tmp_path_factory.mktemp("hostile")
    quoted = '"' + MARKUP.replace('"', '\\"') + '"'
    text = TURTLE.format(base=BASE, markup=quoted, turned=TURNED, long=LONG)
    (path / "hostile.ttl").write_text(text, "utf-8")
    load(GraphWriter(path / "store", BASE), [str(path / "hostile.ttl")])
    app = create_app({"SETTINGS": Settings(store=str(path / "store"))})
    yield app.test_client()
    app.extensions["engine_stack"].close()


PAGES = (
    "/", "/search?q=script", "/sources", "/source/hostile", "/id/territory/markup",
    "/id/territory/long", "/id/twinning/a", "/id/evidence/a",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_data_stays_text(hostile: FlaskClient, path: str) -> None:
    response = hostile.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img" not in response.text
    assert "javascript:" not in response.text.replace(">javascript:alert(1)<", "")


def test_markup_in_an_address_stays_text(hostile: FlaskClient) -> None:
    for path in ("/search?q=%22%3E%3Cscript%3Ealert(1)", "/%3Cscript%3Ealert(1)%3C/script%3E"):
        assert "<script>alert" not in hostile.get(path, headers=BROWSER).text


def test_a_name_that_turns_the_text_is_isolated(hostile: FlaskClient) -> None:
    text = hostile.get("/id/territory/markup?lang=en", headers=BROWSER).text
    assert f"<h1><bdi>{TURNED}</bdi></h1>" in text
    twinning = hostile.get("/id/twinning/a?lang=en", headers=BROWSER).text
    assert f"\N{FIRST STRONG ISOLATE}{TURNED}\N{POP DIRECTIONAL ISOLATE} – W" in twinning


def test_a_long_name_is_whole_on_its_page_and_short_elsewhere(hostile: FlaskClient) -> None:
    assert LONG in hostile.get("/id/territory/long", headers=BROWSER).text
    other = hostile.get("/id/twinning/a", headers=BROWSER).text
    assert "W" * 161 not in other
    assert "W" * 100 in other
    assert "…" in other


def test_an_address_that_others_escape_otherwise_is_found(hostile: FlaskClient) -> None:
    assert hostile.get("/id/territory/S%C3%A3o", headers=BROWSER).status_code == 200


def test_a_denied_twinning_is_never_among_the_twinnings(hostile: FlaskClient) -> None:
    text = hostile.get("/id/territory/long?lang=en", headers=BROWSER).text
    assert 'id="not-counted"' in text
    assert 'id="Twinning"' not in text
    assert "denied" in text
