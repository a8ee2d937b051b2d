"""/review: everybody reads, who knows the token decides; addresses that gave way lead on."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.store import GraphFolder
from tests.identities import (
    BEARER,
    BROWSER,
    HOSTILE,
    JOINED,
    NAMESAKE,
    OPEN,
    TOKEN,
    _two_sources,
    answer,
    client,
    deciding_client,
    two_sources,
    words,
)
from webapp.access import WRONG_TRIES
from webapp.cli import main

__all__ = ["_two_sources", "client", "two_sources"]


def sign_in(client: FlaskClient, token: str = TOKEN) -> TestResponse:
    data = {"token": token, "name": "Louise <b>Martin</b>", "asked": "shown=joined"}
    return client.post("/review/sign-in", data=data, headers=BROWSER)


def form_key(client: FlaskClient) -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def listed(client: FlaskClient, query: str = "") -> list[tuple[str, str]]:
    results = client.get(f"/review?format=json{query}").get_json()["results"]
    return [(one["one"]["address"], one["other"]["address"]) for one in results]


def test_everybody_sees_both_sides_and_the_reasons(client: FlaskClient) -> None:
    page = words(client, "/review")
    for told in ("Tartu", "Municipality", "Estonia", "EE-793", "same name: “tartu”",
                 "same country: Estonia", "2 things of one source fit equally well",
                 "weak evidence · 0.2", "2 pairs"):  # fmt: skip
        assert told in page, told
    assert "Keep my answers" not in page
    french = words(client, "/review?lang=fr")
    assert "même pays : Estonie" in french
    assert "indices faibles · 0,2" in french


def test_what_was_joined_can_be_audited(client: FlaskClient) -> None:
    page = words(client, "/review?shown=joined&q=omer")
    assert "Saint-Omer" in page
    assert "territory/saint-omer-france" in page.replace("/ ", "/")
    assert "same name: “saint omer”" in page
    assert listed(client, "&shown=joined&q=omer") == [JOINED]


def test_lists_are_filtered_and_foreign_values_are_harmless(client: FlaskClient) -> None:
    assert set(listed(client)) == {OPEN, NAMESAKE}
    assert listed(client, f"&thing={OPEN[0]}") == [OPEN]
    assert "with Tartu" in words(client, f"/review?thing={OPEN[0]}")
    assert listed(client, "&source=twins&kind=territory&q=EE-793") == [OPEN]
    assert listed(client, "&source=nothing") == []
    for odd in ("page=-3", "page=x", "shown=%00", "kind=<b>", "q=%F0%9F%98%80", "thing=<x>"):
        assert client.get(f"/review?{odd}", headers=BROWSER).status_code == 200, odd
    assert "None of the 2 pairs fits" in words(client, "/review?q=zzzz")


def test_labels_of_sources_are_words_not_markup(client: FlaskClient) -> None:
    for shown in ("open", "joined"):
        page = client.get(f"/review?shown={shown}", headers=BROWSER).text
        assert HOSTILE not in page
    assert "&lt;script&gt;" in client.get("/review?shown=joined", headers=BROWSER).text


def test_the_tables_can_be_taken_away(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/review.csv").text)))
    assert {row["other"] for row in rows} == {OPEN[1]}
    assert "same-name tartu" in rows[0]["reasons"]
    response = client.post("/review/decide", headers=BEARER, data=answer(OPEN, "later")
                           | {"by": "=1+1", "note": "@x"})  # fmt: skip
    assert response.status_code == 200
    (row,) = csv.DictReader(io.StringIO(client.get("/review/decisions.csv").text))
    assert (row["decision"], row["by"], row["note"]) == ("later", "'=1+1", "'@x")


def test_the_table_of_decisions_comes_back_as_it_was(
    client: FlaskClient, two_sources: GraphFolder, tmp_path: Path
) -> None:
    other = GraphFolder(tmp_path / "elsewhere")
    shutil.copytree(two_sources.path, other.path)
    said = answer(OPEN, "same") | {"by": "=Ada", "note": "'quoted', as they say; 1 + 1"}
    assert client.post("/review/decide", data=said, headers=BEARER).status_code < 400
    table = tmp_path / "decisions.csv"
    table.write_bytes(client.get("/review/decisions.csv").data)
    assert "'=Ada" in table.read_text("utf-8"), "no spreadsheet runs it"
    words = ["--store", str(other.path), "review", "import", str(table)]
    assert CliRunner().invoke(main, words).exit_code == 0
    (decision,) = other.decisions(other.current()).values()
    assert (decision.by, decision.note) == ("=Ada", "'quoted', as they say; 1 + 1")


def test_a_person_signs_in_decides_many_and_takes_back(client: FlaskClient) -> None:
    response = sign_in(client)
    assert (response.status_code, response.location) == (303, "/review?shown=joined")
    page = client.get("/review", headers=BROWSER).text
    assert "Louise &lt;b&gt;Martin&lt;/b&gt;" in page
    said = answer(OPEN, "same", "-1") | answer(NAMESAKE, "different", "-2")
    said |= {"note-1": "the town", "form": form_key(client), "asked": "shown=apart&x=//evil"}
    response = client.post("/review/decide", data=said, headers=BROWSER)
    assert (response.status_code, response.location) == (303, "/review?shown=apart&x=%2F%2Fevil")
    page = words(client, "/review?shown=joined")
    assert "2 decisions are kept: the graph is at version 3." in page
    assert "the town" in page
    assert listed(client) == []
    assert listed(client, "&shown=apart") == [NAMESAKE]
    said = answer(NAMESAKE, "undo") | {"form": form_key_of(client, "joined")}
    assert client.post("/review/decide", data=said, headers=BROWSER).status_code == 303
    assert listed(client, "&shown=apart") == []
    client.post("/review/sign-out", headers=BROWSER)
    assert "Keep my answers" not in client.get("/review?shown=joined", headers=BROWSER).text


def form_key_of(client: FlaskClient, shown: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get(f"/review?shown={shown}").text)
    assert found
    return found[1]


def test_the_cookie_stays_with_this_site(client: FlaskClient) -> None:
    cookie = sign_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    data = {"token": TOKEN, "name": "x"}
    behind = client.post("/review/sign-in", data=data, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in behind.headers["Set-Cookie"]


def test_only_forms_of_the_session_count(client: FlaskClient, two_sources: GraphFolder) -> None:
    refused = client.post("/review/decide", data=answer(OPEN, "same"), headers=BROWSER)
    assert refused.status_code == 401
    assert "signs in first" in refused.text
    sign_in(client)
    for key in ("", "x", "é"):
        said = answer(OPEN, "same") | {"form": key}
        refused = client.post("/review/decide", data=said, headers=BROWSER)
        assert refused.status_code == 403
        assert "load the page again" in refused.text
    assert client.get("/review/decide").status_code == 405
    manifest = two_sources.current()
    assert manifest
    assert manifest.version == 2


def test_a_cookie_of_another_token_is_worth_nothing(two_sources: GraphFolder) -> None:
    with deciding_client(two_sources) as old, deciding_client(two_sources, TOKEN[::-1]) as new:
        sign_in(old)
        kept = old.get_cookie("accordia")
        assert kept
        new.set_cookie("accordia", kept.value)
        assert "Keep my answers" in old.get("/review", headers=BROWSER).text
        assert "Keep my answers" not in new.get("/review", headers=BROWSER).text


def test_wrong_tokens_are_refused_and_soon_told_to_wait(client: FlaskClient) -> None:
    for _ in range(WRONG_TRIES):
        assert sign_in(client, "wrong").status_code == 401
    response = sign_in(client, "wrong again")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    wrong = {"Authorization": "Bearer wrong"}
    assert client.post("/review/decide", headers=wrong).status_code == 429
    assert sign_in(client).status_code == 303, "nobody locks out who knows the token"


def test_without_a_token_nobody_decides_on_the_web(two_sources: GraphFolder) -> None:
    with deciding_client(two_sources, "") as client:
        assert "accordia review walk" in words(client, "/review")
        for headers in ({}, {"Authorization": "Bearer "}, BEARER):
            response = client.post("/review/decide", data=answer(OPEN, "same"), headers=headers)
            assert response.status_code == 403
            assert "ACCORDIA_TOKEN" in response.get_json(force=True)["detail"]
        assert sign_in(client, "").status_code == 403


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({}, 400, "Nothing was decided"),
        (answer(OPEN, "perhaps"), 400, "same, different, later, undo"),
        (answer((OPEN[0], "territory/x"), "same"), 400, "describes territory/x"),
        (answer((OPEN[0], OPEN[0]), "same"), 400, "is named twice"),
        (answer(OPEN, "same") | {"note": "x" * 300_000}, 413, "Request Entity Too Large"),
    ],
)
def test_programs_are_told_what_is_wrong(
    client: FlaskClient, said: dict[str, str], status: int, told: str
) -> None:
    response = client.post("/review/decide", data=said, headers=BEARER)
    assert response.status_code == status
    assert told in response.get_json(force=True)["detail"]


def test_a_contradiction_is_a_conflict(client: FlaskClient) -> None:
    said = answer(OPEN, "same", "-a") | answer(NAMESAKE, "different", "-b")
    said |= answer((OPEN[0], NAMESAKE[0]), "same", "-c")
    response = client.post("/review/decide", data=said, headers=BEARER)
    assert response.status_code == 409
    assert "cannot be different" in response.get_json(force=True)["detail"]
    assert set(listed(client)) == {OPEN, NAMESAKE}


def test_the_report_of_a_source_counts_what_others_tell_too(
    client: FlaskClient, two_sources: GraphFolder
) -> None:
    manifest = two_sources.current()
    assert manifest is not None
    for entry in manifest.sources:
        told = words(client, f"/source/{entry.slug}")
        assert ("Other sources know them under another address." in told) is (entry.merged > 0)
        assert ("They are possibly those of other sources" in told) is (entry.unsure > 0)
        report = client.get(f"/source/{entry.slug}/report.json").get_json()
        assert (report["merged"], report["unsure"]) == (entry.merged, entry.unsure)
    assert any(entry.merged for entry in manifest.sources)
