"""The reading pages, as a browser or a program gets them."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
AGREEMENT = "/id/agreement/hdf-rhenanie-accord-2021"
PAGES = (
    "/", "/search", "/search?q=lille", "/search?q=zzzz", "/sources", "/source/hdf-rhenanie",
    "/source/iso-3166", "/ontology", "/graph/derived", "/graph/identity", "/review",
    "/id/territory/FR-HDF", AGREEMENT,
    "/id/person/hdf-rhenanie-bertrand", "/concept/theme/hydrogen", "/concept/theme",
)  # fmt: skip


def page(client: FlaskClient, path: str) -> str:
    """Return the words of a page, without its markup."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, path
    text = unescape(re.sub(r"<[^>]+>", " ", response.text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def french(app: Flask) -> FlaskClient:
    """A client that prefers French."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_says_its_language_title_and_policy(
    client: FlaskClient, path: str, lang: str
) -> None:
    mark = "&" if "?" in path else "?"
    response = client.get(f"{path}{mark}lang={lang}", headers=BROWSER)
    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.text
    assert re.search(r"<title>[^<]+ · Accordia</title>", response.text)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\s(on\w+|style)=", response.text)
    assert not re.search(r"<(script|style)[ >](?![^>]*src=)", response.text)


def test_the_first_page_counts_what_is_loaded_and_asks_questions(client: FlaskClient) -> None:
    words = page(client, "/")
    assert re.search(r"territories \d,\d{3}", words)
    assert "Who cooperates with the Hauts-de-France region" in words
    assert 'href="/sparql?query=' in client.get("/").text


def test_a_territory_shows_its_agreements_with_the_sentences_that_prove_them(
    french: FlaskClient,
) -> None:
    words = page(french, "/id/territory/FR-HDF")
    assert "signer un nouvel accord de coopération" in words
    assert "9 juillet 2021" in words
    assert "La Région Hauts-de-France et la Rhénanie-du-Nord-Westphalie" in words


def test_what_is_only_planned_stands_below_the_agreements_and_says_so(client: FlaskClient) -> None:
    words = page(client, "/id/territory/FR-HDF")
    agreements, _, ties = words.partition("Ties 2")
    assert "strengthening" not in agreements
    assert "strengthening" in ties
    assert "planned" in ties
    assert "not counted as cooperation" in page(client, "/id/tie/hdf-rhenanie-renforcement")


def test_a_renewed_agreement_leads_to_its_renewal_and_back(client: FlaskClient) -> None:
    earlier = "/id/agreement/hdf-rhenanie-cooperation-2004"
    assert re.search("Renewals 2004 .* 9 July 2021", page(client, AGREEMENT))
    later = client.get(AGREEMENT, headers=BROWSER).text
    found = re.search(r'href="(/id/agreement/[^"]*2004[^"]*)"', later)
    assert found, earlier
    assert AGREEMENT in client.get(found[1], headers=BROWSER).text


def test_a_tie_shows_place_parties_and_what_each_quote_proves(client: FlaskClient) -> None:
    words = page(client, AGREEMENT)
    for expected in ("Parties Hauts-de-France", "Aachen", "proves: date, place", "2021-07-09"):
        assert expected in words


def test_dates_show_the_words_of_the_source(french: FlaskClient) -> None:
    assert "9 juillet 2021 — dans la source : « vendredi 9 juillet 2021" in page(
        french, AGREEMENT
    ).replace("«\N{NARROW NO-BREAK SPACE} ", "« ")


def test_a_person_leads_to_the_post_and_what_was_attended(french: FlaskClient) -> None:
    words = page(french, "/id/person/hdf-rhenanie-bertrand")
    assert "Fonction exercée 1" in words
    assert "Visite de Xavier Bertrand" in words


def test_long_lists_are_paged(client: FlaskClient) -> None:
    first = page(client, "/source/iso-3166?section=Territory")
    second = page(client, "/source/iso-3166?section=Territory&page=2")
    assert "Page 1 of" in first
    assert "Page 2 of" in second
    assert first != second
    assert "Page" not in page(client, "/id/territory/FR?section=nothing").split("Back to")[1]


def test_a_source_shows_what_a_citation_needs_and_its_facts(client: FlaskClient) -> None:
    words = page(client, "/source/hdf-rhenanie")
    for expected in ("9 July 2021", "French", "hautsdefrance.fr", "Twinnings 2", "be81cc06fd08"):
        assert expected in words
    assert 'href="/source/hdf-rhenanie.ttl"' in client.get("/source/hdf-rhenanie").text


def test_a_program_that_prefers_turtle_is_sent_to_it(client: FlaskClient) -> None:
    for path in ("/source/hdf-rhenanie", "/ontology"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        assert (response.status_code, response.location) == (303, f"{path}.ttl")


def test_the_vocabulary_has_an_anchor_for_every_term(client: FlaskClient) -> None:
    text = client.get("/ontology").text
    for name in ("Twinning", "party", "countsAsCooperation"):
        assert f'id="{name}"' in text
    assert "schema:Event" in text
    assert "hydrogen" in text


def test_the_colours_of_classes_come_from_the_ontology(client: FlaskClient) -> None:
    response = client.get("/ontology.css")
    assert response.mimetype == "text/css"
    assert '[data-class="Twinning"] { --class: #D55E00' in response.text


def test_the_language_switch_keeps_the_address(client: FlaskClient) -> None:
    text = client.get("/search?q=haut+de&format=html").text
    assert 'href="/search?q=haut+de&amp;format=html&amp;lang=fr"' in text
    other_host = client.get("//example.org/").text
    assert 'href="//example.org' not in other_host


@pytest.mark.parametrize("accept", ["application/json", "*/*;format"])
def test_search_answers_programs_in_json(client: FlaskClient, accept: str) -> None:
    headers = {"Accept": accept} if "json" in accept else {}
    extra = "" if headers else "&format=json"
    answer = client.get(f"/search?q=hauts-de-fr{extra}", headers=headers).get_json()
    first = answer["results"][0]
    assert (first["label"], first["class"]) == ("Hauts-de-France", "Territory")
    assert first["path"] == "/id/territory/FR-HDF"
    assert first["ties"] > 1


def test_search_finds_without_accents_and_says_by_which_name(client: FlaskClient) -> None:
    words = page(client, "/search?q=rhenanie-du-nord")
    assert "North Rhine-Westphalia" in words
    assert "found as" in words
    assert "No name or code begins" in page(client, "/search?q=zzzz")


def test_health_names_the_version_and_its_size(client: FlaskClient) -> None:
    response = client.get("/health")
    body = response.get_json()
    assert body["status"] == "ok"
    assert body["version"] == 1
    assert body["quads"] > 40_000
    assert response.headers["Cache-Control"] == "no-store"


def test_the_icon_answers(client: FlaskClient) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as response:
        assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
