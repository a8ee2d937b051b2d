"""The language that a reader chose is remembered, and by nothing else than this service."""

from flask.testing import FlaskClient


def test_the_choice_is_kept_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/?lang=fr").headers["Set-Cookie"]
    assert {"lang=fr", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    client.delete_cookie("lang")
    assert "Set-Cookie" not in client.get("/").headers
    assert "Set-Cookie" not in client.get("/?lang=xx").headers


def test_the_choice_lasts(client: FlaskClient) -> None:
    client.get("/?lang=fr")
    assert '<html lang="fr"' in client.get("/").text
    client.delete_cookie("lang")
    assert '<html lang="en"' in client.get("/").text
