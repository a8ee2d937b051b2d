"""What the sources cover, and what they do not: counted right, said in words, as CSV and JSON."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from tests.engines import BASE, write
from webapp import create_app

COUNTRY = "acc:Territory , acc:Actor ; acc:level level:country"
PREFIXES = f"""@prefix acc: <{BASE}ontology#> . @prefix level: <{BASE}concept/level/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <{BASE}id/territory/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PLACES = f"""{PREFIXES}
:FR a {COUNTRY} ; skos:prefLabel "France"@fr . :DE a {COUNTRY} ; skos:prefLabel "Germany"@en .
:IT a {COUNTRY} ; skos:prefLabel "=Italy"@en . :ES a {COUNTRY} ; skos:prefLabel "Spain"@en .
:lille a acc:Territory , acc:Actor ; acc:level level:municipality ; acc:within :nord .
:nord a acc:Territory , acc:Actor ; acc:level level:department ; acc:within :FR .
:lone a acc:Territory , acc:Actor ; acc:level level:department ; acc:within :FR .
:lab a acc:Institution , acc:Actor ; acc:locatedIn :lille .
:nowhere a acc:Institution , acc:Actor ."""
TIES = f"""{PREFIXES}
:one a acc:Tie , acc:Agreement ; acc:party :lille , :DE ;
  acc:earliest "1963-01-22"^^xsd:date ; acc:latest "1963-01-22"^^xsd:date .
:two a acc:Tie , acc:Agreement , acc:Twinning ; acc:party :lille , :FR .
:three a acc:Tie ; acc:party :nowhere ; acc:earliest "2019-01-01"^^xsd:date ;
  acc:latest "2020-12-31"^^xsd:date .
:four a acc:Tie , acc:Agreement ."""
FRENCH = f"""{PREFIXES}
:one a acc:Tie , acc:Agreement ; acc:party :lille , :lab .
:five a acc:Tie , acc:Membership ; acc:party :lab ; acc:member :lab ; acc:of :four ."""


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a service over two sources of ties and one of places."""
    folder = tmp_path_factory.mktemp("covered")
    for slug, turtle in (("places", PLACES), ("ties", TIES), ("french", FRENCH)):
        write(folder / "store", slug, turtle)
    app = create_app({"SETTINGS": Settings(store=str(folder / "store"), query_seconds=10)})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    yield client
    app.extensions["engine_stack"].close()


def words(client: FlaskClient, path: str) -> str:
    """Return the words of a page."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_each_source_and_country_is_counted(covered: FlaskClient) -> None:
    found = covered.get("/coverage", headers={"Accept": "application/json"}).get_json()
    assert (found["ties"], found["dated"]) == (5, 2), "a tie that two sources tell counts once"
    assert (found["actors"], found["actors_with_tie"]) == (9, 5)
    sources = {one["slug"]: one for one in found["sources"]}
    ties = sources["ties"]
    assert ties["classes"] == {"Agreement": 2, "Tie": 1, "Twinning": 1}
    assert (ties["first"], ties["last"], ties["dated"], ties["ties"]) == (1963, 2020, 2, 4)
    assert (ties["with_party"], ties["partied"], ties["placed"]) == (3, 4, 2)
    assert ties["levels"] == {"country": 2, "institution": 1, "municipality": 1}
    assert (sources["places"]["actors"], sources["places"]["actors_with_tie"]) == (9, 5)
    countries = {one["iri"].rpartition("/")[2]: one for one in found["countries"]}
    france = countries["FR"]
    assert (france["actors"], france["actors_with_tie"], france["ties"]) == (5, 3, 3)
    assert france["sources"] == {f"{BASE}source/ties": 2, f"{BASE}source/french": 2}
    assert (countries["DE"]["ties"], countries["IT"]["ties"]) == (1, 0)


def test_what_is_missing_is_said_in_words(covered: FlaskClient) -> None:
    told = words(covered, "/coverage")
    assert "No source tells of ties of 2 countries that are known." in told
    assert "Of 4 actors that are known, no source tells a tie (44.4% of all)." in told
    assert "60% of the ties have no date" in told
    assert "No source tells of any partnerships, projects." in told
    assert "Ties of 1 country are told by one source only." in told
    assert "No source names a party of the level: Department." in told
    assert "It only names parties in France." in told
    assert "None of its ties has a date." in told
    assert "1 source tells of no tie, and only names actors: places.ttl (9)" in told
    french = words(covered, "/coverage?lang=fr")
    assert "Elle ne nomme que des parties d’un seul pays : France." in french
    covered.delete_cookie("lang")


def test_the_table_is_a_csv_in_which_nothing_runs(covered: FlaskClient) -> None:
    answer = covered.get("/coverage.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=accordia-v3-")
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    by_name = {line["name"]: line for line in lines}
    assert (by_name["France"]["ties"], by_name["France"]["source:ties"]) == ("3", "2")
    assert (by_name["France"]["sources"], by_name["Germany"]["source:french"]) == ("2", "0")
    assert "'=Italy" in by_name
    assert by_name["Municipality"] == {
        "by": "level: parties", "iri": "", "name": "Municipality", "actors": "1",
        "actors_with_tie": "", "ties": "", "sources": "2", "source:ties": "1", "source:french": "1",
    }  # fmt: skip
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert covered.get("/coverage.csv", headers=tag).status_code == 304


def test_it_is_counted_anew_for_a_new_version(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("again")
    write(folder / "store", "places", PLACES)
    app = create_app({"SETTINGS": Settings(store=str(folder / "store"), watch_seconds=0.05)})
    client = app.test_client()
    assert "Aucune source chargée ne parle encore" in words(client, "/coverage?lang=fr")
    write(folder / "store", "ties", TIES)
    until_served(client, version=2)
    assert client.get("/coverage.json").get_json()["ties"] == 4
    app.extensions["engine_stack"].close()


def until_served(client: FlaskClient, version: int) -> None:
    for _ in range(200):
        if client.get("/coverage.json").get_json()["version"] == version:
            return
    pytest.fail("the new version is not served")


def test_silence_points_to_the_coverage(covered: FlaskClient, client: FlaskClient) -> None:
    told = words(covered, "/id/territory/ES")
    assert "No tie of this actor is known here." in told
    assert "see what the sources cover" in told
    assert "No tie of this actor" not in words(covered, "/id/territory/lille")
    assert "see what the sources cover" in words(covered, "/network?focus=territory/ES")
    assert "see what the sources cover" in words(client, "/network?from=1200&to=1201&undated=no")
    for path in ("/", "/sources"):
        assert 'href="/coverage"' in client.get(path).text
