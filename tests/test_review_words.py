"""Reasons in words, in both languages; the token stays a secret."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from pydantic import SecretStr

from graph.matching.reason import Reason
from graph.settings import Settings
from webapp.cli import main
from webapp.views.reasons import WORDS, in_words

MATCHING = Path(__file__).parents[1] / "graph" / "matching"
TOLD = {
    Reason("same-code", "wikidata Q90", 20): (
        "même code : Wikidata Q90",
        "same code: Wikidata Q90",
    ),
    Reason("other-code", "iso FR, DE", -30): (
        "codes différents : ISO 3166 FR, DE",
        "different codes: ISO 3166 FR, DE",
    ),
    Reason("other-country", "DE, FR", -20): (
        "pays différents : Allemagne, France",
        "different countries: Germany, France",
    ),
    Reason("other-level", "country, region", -8): (
        "niveaux différents : pays, région",
        "different levels: country, region",
    ),
    Reason("same-place", "FR-59", 3): (
        "dans le même territoire : <territory/FR-59>",
        "both lie in <territory/FR-59>",
    ),
    Reason("namesakes", "3", -5): (
        "3 choses d’une même source conviennent aussi bien",
        "3 things of one source fit equally well",
    ),
    Reason("same-date", "2021-07-09", 4): (
        "dates qui s’accordent : 9 juillet 2021",
        "dates that agree: 9 July 2021",
    ),
    Reason("brand-new", "x y", 1): ("brand-new x y", "brand-new x y"),
}


@pytest.mark.parametrize("reason", TOLD, ids=lambda reason: reason.code)
def test_a_reason_is_told_in_the_language_of_the_reader(app: Flask, reason: Reason) -> None:
    for language, expected in zip(("fr", "en"), TOLD[reason], strict=True):
        with app.test_request_context(f"/?lang={language}"):
            words = in_words(reason, lambda address: f"<{address}>")
        assert words.replace("\N{NO-BREAK SPACE}", " ") == expected


def test_no_reason_is_told_by_its_code_alone() -> None:
    code = "".join(path.read_text("utf-8") for path in MATCHING.glob("*.py"))
    assert set(re.findall(r'Reason\(\s*"([a-z-]+)"', code)) - WORDS.keys() == set()


def test_the_token_is_shown_to_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings(token=SecretStr("a long and secret token"))
    assert "secret" not in settings.model_dump_json() + repr(settings)
    monkeypatch.setenv("ACCORDIA_TOKEN", "tooshort")
    said = CliRunner().invoke(main, ["--store", str(tmp_path), "sources"])
    assert said.exit_code == 1
    assert "ACCORDIA_TOKEN" in said.stderr
    assert "at least 16 characters" in said.stderr
    assert "tooshort" not in said.stderr
