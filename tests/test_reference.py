"""Reference territories: names, levels, nesting."""

import re

import pytest

from graph.facts import Territory
from loaders.reference import load_reference, territory_names


@pytest.fixture(scope="module")
def territories() -> dict[str, Territory]:
    facts = load_reference().facts
    return {fact.ref.key: fact for fact in facts if isinstance(fact, Territory)}


def names(territory: Territory) -> dict[str, str]:
    return {text.language: text.words for text in territory.names}


def test_countries_are_named_in_french_english_and_locally(
    territories: dict[str, Territory],
) -> None:
    assert names(territories["DE"]) == {"fr": "Allemagne", "en": "Germany", "de": "Deutschland"}
    assert territories["DE"].notations == ("DE", "DEU")
    assert territories["DE"].level == "country"
    assert "NA" in territories, "Namibia's code is no missing value"


@pytest.mark.parametrize(
    ("code", "french", "level", "within"),
    [
        ("FR-HDF", "Hauts-de-France", "region", "FR"),
        ("FR-59", "Nord", "department", "FR-HDF"),
        ("DE-NW", "Rhénanie-du-Nord-Westphalie", "region", "DE"),
        ("US-MD", "Maryland", "region", "US"),
        ("DE-BY", "Bavière", "region", "DE"),
    ],
)
def test_subdivisions_lie_in_what_contains_them(
    territories: dict[str, Territory], code: str, french: str, level: str, within: str
) -> None:
    territory = territories[code]
    assert names(territory)["fr"] == french
    assert territory.level == level
    assert [ref.key for ref in territory.within] == [within]


def test_every_territory_has_one_name_in_each_language(territories: dict[str, Territory]) -> None:
    for territory in territories.values():
        languages = [text.language for text in territory.names]
        assert {"fr", "en"} <= set(languages)
        assert len(languages) == len(set(languages))


def test_an_unknown_code_has_no_name() -> None:
    assert territory_names("FR-ZZZ") == ()


@pytest.mark.parametrize(
    ("key", "settled"), [("FR", True), ("FR-HDF", True), ("US-MD", True), ("FR-COM-59350", False)]
)
def test_iso_settles_the_names_of_iso_codes_only(key: str, settled: bool) -> None:
    assert any(re.match(pattern, key) for pattern in load_reference().authority) == settled
