"""Names are other people's data: whatever they hold, pages show it as text."""

from collections.abc import Iterator
from html.parser import HTMLParser

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
<{base}id/institution/dotted.ttl> a acc:Actor, acc:Institution ; skos:prefLabel "Dotted" ;
    acc:locatedIn [ skos:prefLabel "A place without address" ] .
<{base}id/twinning/a> a acc:Tie, acc:Agreement, acc:Twinning ; acc:party t:markup, t:long ;
    acc:dateText {markup} ; acc:date "not a date" ; acc:themeText {markup} .
<javascript:alert(2)> a acc:Tie, acc:Agreement ; skos:prefLabel {markup} ;
    acc:party t:long, <javascript:alert(3)> ; acc:kind <javascript:alert(4)> ;
    acc:under <{base}id/>, <{base}source/Other>, <{base}ontologies>, <{base}id/x/a%2Fb>,
        <{base}id/x/../b>, <{base}id/x/a#b>, <{base}id/x/a?b> ; acc:theme <{base}concept/theme/x> .
<javascript:alert(3)> a acc:Actor, acc:Institution ; skos:prefLabel {markup} .
<{base}id/evidence/b> a acc:Evidence ; acc:supports <javascript:alert(2)> ;
    acc:stance stance:asserted ; acc:quote {markup} ; acc:source <javascript:alert(5)> .
<{base}id/agreement/links> a acc:Tie, acc:Agreement ; acc:party t:long ;
    acc:under <javascript:alert(2)>, <{base}id/>, <{base}source/Other>, <{base}ontologies>,
        <{base}id/x/a%2Fb>, <{base}id/x/../b>, <{base}id/x/a#b>, <{base}id/x/a?b> ;
    acc:place <{base}id/institution/dotted.ttl> ; acc:theme <{base}concept/theme/x> .
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
    "/id/territory/long", "/id/twinning/a", "/id/evidence/a", "/network", "/network?fold=ties",
    "/network?q=script", "/id/agreement/links", "/id/institution/dotted.ttl", "/network.html",
    "/sparql?query=SELECT+*+{+?s+?p+?o+FILTER(isIRI(?o))+}+LIMIT+300",
)  # fmt: skip


class Links(HTMLParser):
    """Gathers what the elements of a page lead to and load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        leading = ("href", "src", "action", "formaction")
        self.found |= {value or "" for name, value in attributes if name in leading}


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_data_stays_text(hostile: FlaskClient, path: str) -> None:
    response = hostile.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img" not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_a_page_or_to_the_web(hostile: FlaskClient, path: str) -> None:
    links = Links(hostile.get(path, headers=BROWSER).text).found
    here = {link for link in links if link.startswith("/") and not link.startswith("//")}
    assert [one for one in links - here if not one.startswith(("#", "http:", "https:"))] == []
    assert [link for link in here if not answered(hostile, link)] == []


def answered(client: FlaskClient, link: str) -> bool:
    with client.get(link, headers=BROWSER) as response:
        return response.status_code < 400


def test_a_key_may_end_like_a_format(hostile: FlaskClient) -> None:
    assert "<bdi>Dotted</bdi>" in hostile.get("/id/institution/dotted.ttl", headers=BROWSER).text
    turtle = hostile.get("/id/institution/dotted.ttl.ttl")
    assert (turtle.status_code, turtle.mimetype) == (200, "text/turtle")
    assert "Dotted" in turtle.text


@pytest.mark.parametrize("key", ["%5B", "%25zz", "%ED%A0%80", "%00", "a%20%3E", "%EF%BF%BF"])
def test_what_can_be_no_address_is_not_found(hostile: FlaskClient, key: str) -> None:
    assert hostile.get(f"/id/territory/{key}", headers=BROWSER).status_code == 404


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
