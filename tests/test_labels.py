"""What things are called, and the addresses and rows behind it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from ontology import ACC, vocabulary
from webapp.addresses import external_url, iri_of, local_path, short_name, spellings
from webapp.display import plural, shortened
from webapp.labels import label, labels, sort_key
from webapp.rows import BadIri, iri_term, rows

BASE = "https://w3id.org/accordia/"
HDF = f"{BASE}id/territory/FR-HDF"


@pytest.fixture(params=["fr", "en"])
def lang(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    """A request in each language."""
    with app.test_request_context(f"/?lang={request.param}"):
        yield str(request.param)


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    """A request in French."""
    with app.test_request_context("/?lang=fr"):
        yield


def test_a_name_in_the_language_of_the_request(lang: str) -> None:
    expected = {"fr": "Rhénanie-du-Nord-Westphalie", "en": "North Rhine-Westphalia"}
    assert label(f"{BASE}id/territory/DE-NW") == expected[lang]


def test_terms_concepts_and_sources_have_labels_too(french: None) -> None:
    wanted = [f"{ACC}party", f"{BASE}concept/status/planned", f"{BASE}source/cesi-maryland"]
    assert list(labels(wanted).values()) == [
        "partie", "prévu", "Coopération transatlantique : direction le Maryland",
    ]  # fmt: skip


def test_what_has_no_name_is_called_by_its_parts_or_its_address(french: None) -> None:
    assert label(f"{BASE}id/nothing/x") == "id/nothing/x"
    assert label("http://example.org/x") == "http://example.org/x"
    evidence = rows("SELECT ?e WHERE { ?e acc:supports ?x ; acc:quote ?q } ORDER BY ?e LIMIT 1")
    assert label(evidence[0]["e"].value).startswith("«")


@pytest.mark.usefixtures("lang")
def test_every_class_label_has_a_plural_that_is_spelt_right() -> None:
    for name in vocabulary().classes:
        for language in ("fr", "en"):
            word = vocabulary().label(name, language)
            assert not word.endswith(("x", "z", "al", "au", "eu", "ch", "sh")), word
            assert not (word.endswith("y") and word[-2] in "aeiou"), word
    assert plural("agreement") == "agreements"


def test_english_plurals_of_y(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert plural("territory") == "territories"


def test_names_sort_without_case_and_accents() -> None:
    names = ["Zagreb", "Évreux", "amiens", "Eu"]
    assert sorted(names, key=sort_key) == ["amiens", "Eu", "Évreux", "Zagreb"]


def test_local_paths(french: None) -> None:
    assert local_path(HDF) == "/id/territory/FR-HDF"
    assert local_path(f"{ACC}Twinning") == "/ontology#Twinning"
    assert local_path(f"{BASE}graph/derived") == "/graph/derived"
    for foreign in (f"{BASE}/evil.example", "https://example.org/id/x", f"{ACC}Nothing", "urn:x"):
        assert local_path(foreign) is None
    assert iri_of("/id/territory/FR-HDF") == HDF
    assert f"{BASE}id/territory/São" in list(spellings("/id/territory/São"))
    assert external_url("javascript:alert(1)") is None
    assert short_name("http://www.w3.org/2004/02/skos/core#prefLabel") == "skos:prefLabel"


def test_a_long_text_is_cut() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "abc…"


@given(st.text(max_size=40))
def test_an_iri_is_one_term_or_refused(text: str) -> None:
    """No text gets out of its angle brackets, and what is one the engine takes."""
    try:
        term = iri_term("urn:" + text)
    except BadIri:
        return
    query = f"SELECT ?x WHERE {{ VALUES ?x {{ {term} }} }}"
    found = [str(row) for row in Store().query(query)]  # type: ignore[union-attr]
    assert len(found) == 1
    assert found[0].count("urn:") == 1 + text.count("urn:")


def test_an_iri_needs_a_scheme() -> None:
    with pytest.raises(BadIri, match="no address"):
        iri_term("x y")
