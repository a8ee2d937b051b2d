"""What the pages say: each thing once, in the reader's language, as it can be cited."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from graph.settings import Settings
from ontology import vocabulary
from webapp.display import breakable
from webapp.rows import rows
from webapp.views.colours import on_dark

BASE = Settings().base
AGREEMENT = "/id/agreement/hdf-rhenanie-accord-2021"
TITLE = "La Région Hauts-de-France et la Rhénanie-du-Nord-Westphalie renouvellent leur coopération"
BROWSER = {"Accept": "text/html"}


@pytest.fixture
def french(app: Flask) -> FlaskClient:
    """A client that prefers French."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


@pytest.fixture
def find(app: Flask) -> Callable[[str], str]:
    """Return what gives the path of the first thing that a pattern finds."""

    def first(pattern: str) -> str:
        with app.test_request_context():
            found = rows(f"SELECT ?x {{ {pattern} }} ORDER BY ?x LIMIT 1")
        return "/" + found[0]["x"].value[len(BASE) :]

    return first


def page(client: FlaskClient, path: str) -> str:
    """Return the words of a page, without its markup."""
    text = unescape(re.sub(r"<[^>]+>", " ", client.get(path, headers=BROWSER).text))
    return " ".join(re.sub("[\u00a0\u202f]", " ", text).split())


def test_quotes_show_no_marks_of_markdown(client: FlaskClient, find: Callable[[str], str]) -> None:
    tie = find('?e acc:supports ?x ; acc:quote ?q . ?x a acc:Tie FILTER(CONTAINS(?q, "**"))')
    for path in (
        tie,
        "/source/escom-strategie",
        "/network?class=Tie",
        "/network/view.json?class=Tie",
    ):
        assert "**" not in page(client, path), path
    assert "**" in client.get(f"{tie}.ttl").text


def test_a_tie_is_cited_with_the_source_in_its_own_language(client: FlaskClient) -> None:
    words = page(client, AGREEMENT).replace("/ ", "/").replace(" ,", ",").replace(" .", ".")
    assert f"Source: {TITLE}, Région Hauts-de-France, 9 July 2021. Accordia, graph version" in words
    assert f"{BASE}{AGREEMENT[1:]}" in words
    assert f'lang="fr">{TITLE}' in client.get(AGREEMENT, headers=BROWSER).text
    for path in ("/", "/sources", "/network"):
        assert TITLE in page(client, path)
    assert "The Hauts-de-France Region and North" in page(client, "/source/hdf-rhenanie")
    assert "All rights reserved by the publisher" in page(client, "/sources")


def test_an_address_breaks_after_slashes_and_stays_what_it_is() -> None:
    shown = str(breakable("https://a.example/<b>/c-d"))
    parts = re.findall("<span[^>]*>(.*?)</span>", shown)
    assert [unescape(part) for part in parts] == ["https://", "a.example/", "<b>/", "c-d"]


def test_evidence_shows_its_words_once_and_what_it_proves(
    client: FlaskClient, find: Callable[[str], str]
) -> None:
    path = find("?x acc:proves acc:date ; acc:quote ?q")
    shown = page(client, path)
    (words,) = re.findall(r"<q><bdi>(.*?)</bdi></q>", client.get(path, headers=BROWSER).text)
    assert shown.count(unescape(words)) == 1
    assert re.search("It proves: .*date.* → ", shown)
    assert 'href="/ontology#date"' in client.get(path, headers=BROWSER).text


def test_home_counts_each_thing_once(client: FlaskClient) -> None:
    words = page(client, "/")
    assert "twinnings 2 " in words
    agreements = re.search(r"agreements (\d+) ", words)
    network = page(client, "/network?class=Agreement")
    assert agreements
    assert f"{agreements[1]} ties." in network


def test_words_stand_in_the_language_of_the_reader_only(
    client: FlaskClient, french: FlaskClient, find: Callable[[str], str]
) -> None:
    role = find("?x acc:post 'Directeur général'@fr")
    assert "Director general" in page(client, role)
    assert "Post Director general Address" in page(client, role)
    assert "Directeur général" in page(french, role).partition("Intitulé de la fonction")[2]
    statistic = find("?x acc:valueText ?text ; acc:value ?value")
    head = client.get(statistic, headers=BROWSER).text.partition("thing-body")[0]
    assert 'class="thing-figure"' in head
    assert "jumelage jumelage" not in page(french, "/source/hdf-rhenanie")


def test_headings_agree_in_number(client: FlaskClient, french: FlaskClient) -> None:
    assert "Jumelage 1" in page(french, "/id/territory/FR-COM-59350")
    assert "Actors involved" in page(client, "/id/event/hdf-rhenanie-visit-2021")
    assert "Personnes présentes" in page(french, "/id/event/hdf-rhenanie-visit-2021")


def test_search_prefers_the_name_in_the_language_of_the_reader(
    client: FlaskClient, french: FlaskClient
) -> None:
    hits = french.get("/search?q=rhénanie&format=json").get_json()["results"]
    assert {hit["match"] for hit in hits if hit["label"].startswith("Rhénanie")} == {
        hit["label"] for hit in hits if hit["label"].startswith("Rhénanie")
    }
    assert "found as" in page(client, "/search?q=rhénanie")


def test_the_vocabulary_shows_the_key_of_every_concept(client: FlaskClient) -> None:
    text = client.get("/ontology").text
    for scheme in vocabulary().concepts.values():
        for slug in scheme:
            assert f"<code>{slug}</code>" in text


def test_an_actor_without_cooperation_leads_to_its_other_ties(
    client: FlaskClient, french: FlaskClient, find: Callable[[str], str]
) -> None:
    focus = quote(BASE + find("?x skos:prefLabel ?n FILTER(STR(?n) = 'CESI')")[1:])
    assert "No tie of these kinds is known here, but" in page(client, f"/network?focus={focus}")
    text = french.get(f"/network?focus={focus}").text
    assert "Aucun lien de cette sorte n’est connu ici" in text
    more = re.search(r'class="notice">.*?<a href="([^"]+)"', text)
    assert more
    assert "Liens entre acteurs" in page(french, "/network?class=Event")
    assert "6 événements" in text
    assert "CESI" in page(french, unescape(more[1]))
    assert 'id="network"' in french.get(unescape(more[1])).text


def test_the_network_speaks_one_language(french: FlaskClient) -> None:
    error = page(french, "/network?class=Foo")
    assert "valeurs admises : Agreement, Event" in error
    assert "one of" not in error
    link = re.search(r'href="(/network\.csv[^"]*)"', french.get("/network").text)
    assert link
    table = french.get(unescape(link[1]), headers={"Accept-Language": "en"}).data.decode(
        "utf-8-sig"
    )
    names = {row["source_label"] for row in csv.DictReader(io.StringIO(table))}
    assert "Allemagne" in names
    assert "Germany" not in names


def test_the_network_tells_dates_in_the_words_of_the_source(client: FlaskClient) -> None:
    words = page(client, "/network?from=2010&to=2016")
    assert "fin 2014" in words
    assert re.search(r"\d+ ties without a date are among them: .* Leave out what has no", words)
    assert "undated=no" in client.get("/network?from=2010&to=2016").text
    assert "proves: " in words
    assert "(not named) (not named by the source)" not in words
    assert "dashed outline: not named by the source" in words


def test_lines_stand_out_on_dark_paper(client: FlaskClient) -> None:
    css = client.get("/ontology.css").text
    assert f'[data-class="Agreement"] {{ --class: {on_dark("#0072B2")}' in css
    assert on_dark("#0072B2") != "#0072B2"


def test_on_a_phone_no_button_covers_the_picture_or_breaks(browser: Browser, server: str) -> None:
    view = browser.new_page(viewport={"width": 390, "height": 800}, locale="fr")
    view.goto(f"{server}/network")
    view.wait_for_selector("#network[data-ready]")
    tools, canvas = (view.locator(one).bounding_box() for one in (".network-tools", "canvas"))
    assert tools
    assert canvas
    assert tools["y"] + tools["height"] <= canvas["y"] + 1
    view.goto(f"{server}/sparql")
    button = view.get_by_role("button", name="Exécuter").bounding_box()
    assert button
    assert button["height"] < 50
    view.close()
