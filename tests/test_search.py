"""Search by names, codes, beginnings and near misses."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engine import Engine
from graph.index import build_index
from graph.index.search import Finding, find
from graph.index.search.fold import folded
from graph.index.search.names import LEVELS
from graph.store import GraphFolder, GraphWriter
from loaders.load import load
from ontology import vocabulary
from tests.asking import BASE, ID, ask


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hauts", "territory/FR-HDF"),
        ("haut de france", "territory/FR-HDF"),
        ("rhenanie westphalie", "territory/DE-NW"),
        ("North Rhine", "territory/DE-NW"),
        ("catalogne", "territory/ES-CT"),
        ("Tuscany", "territory/IT-52"),
        ("FR-59", "territory/FR-59"),
        ("59350", "territory/FR-COM-59350"),
        ("Q365", "territory/wd-Q365"),
        ("0175hh227", "institution/ror-0175hh227"),
        ("https://ror.org/0175hh227", "institution/ror-0175hh227"),
        ("http://www.wikidata.org/entity/Q365", "territory/wd-Q365"),
        ("hauts-de-france", "territory/FR-HDF"),
        ("France hauts", "territory/FR-HDF"),
        ("hautsdefrance", "territory/FR-HDF"),
        ("CNAM", "institution/ror-0175hh227"),
        ("lille", "territory/FR-COM-59350"),
        ("Lile", "territory/FR-COM-59350"),
        ("Dortmnud", "territory/wd-Q1295"),
    ],
)
def test_the_first_hit_is_what_was_meant(engine: Engine, words: str, found: str) -> None:
    with engine.session() as session:
        assert session.search(words)[0].iri == f"{ID}{found}"


@pytest.mark.parametrize("words", ["", " ", '"', "*", "\0", "zzzzqqq", "NEAR( NOT", "a" * 5000])
def test_odd_words_find_nothing_and_break_nothing(engine: Engine, words: str) -> None:
    with engine.session() as session:
        assert session.search(words) == []


@given(st.text(), st.sampled_from(["", "Territory", "Tie"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_an_answer(engine: Engine, words: str, group: str) -> None:
    with engine.session() as session:
        found = session.find(words, 20, 0, group)
        assert len(found.hits) <= 20
        assert found.total >= len(found.hits)


@given(
    st.lists(st.sampled_from([*["AND", "OR", "NOT", "NEAR"], *'"*^():-+{}\0', "haut", "é", "北京"]))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_operators_of_the_index_are_mere_words(engine: Engine, parts: list[str]) -> None:
    with engine.session() as session:
        for words in (" ".join(parts), "".join(parts)):
            assert session.find(words, 20).hits == session.find(words.lower(), 20).hits


@given(st.text())
def test_folded_text_is_words_with_one_space_between_and_stays_so(text: str) -> None:
    once = folded(text)
    assert once.split(" ") == (once.split() or [""])
    assert folded(once) == once


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Œuvre d’ÉTÉ", "oeuvre d'ete"),
        ("Tromsø", "tromso"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Saint-Denis", "st denis"),
        ("Sainte-Foy", "ste foy"),
        ("東京", "東 京"),
    ],
)
def test_spellings_that_are_the_same(typed: str, same: str) -> None:
    assert folded(typed) == folded(same)


NAMESAKES = f"""
@prefix : <{ID}territory/> .
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix level: <{BASE}concept/level/> .
:city a acc:Actor, acc:Territory ; skos:prefLabel "Mara" ; acc:level level:municipality .
:country a acc:Actor, acc:Territory ; skos:prefLabel "Mara" ; acc:level level:country .
:known a acc:Actor, acc:Territory ; skos:prefLabel "Mara" ; acc:level level:municipality .
:begins a acc:Actor, acc:Territory ; skos:prefLabel "Maraville" ; acc:level level:country .
:holds a acc:Actor, acc:Territory ; skos:prefLabel "Vila de Mara" ; acc:level level:country .
:other a acc:Actor, acc:Territory ; skos:prefLabel "Elsewhere" ; skos:altLabel "Mara" ;
  acc:level level:country .
:code a acc:Actor, acc:Territory ; skos:prefLabel "Nowhere" ; skos:notation "MARA" .
:tokyo a acc:Actor, acc:Territory ; skos:prefLabel "東京都"@ja , "Tokyo"@en .
:kyoto a acc:Actor, acc:Territory ; skos:prefLabel "京都市"@ja .
<{ID}twinning/t> a acc:Tie, acc:Twinning ; skos:prefLabel "Mara" ; acc:party :known .
{"".join(f"<{ID}tie/{n}> a acc:Tie ; acc:party :known ." for n in range(8))}
"""


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    folder = tmp_path_factory.mktemp("namesakes")
    (folder / "names.ttl").write_text(NAMESAKES)
    load(GraphWriter(folder / "store", BASE), [str(folder / "names.ttl")])
    return build_index(GraphFolder(folder / "store"), BASE).search


def keys(found: Finding) -> list[str]:
    return [hit.iri.rpartition("/")[2] for hit in found.hits]


def test_namesakes_come_by_match_then_ties_then_level(namesakes: sqlite3.Connection) -> None:
    expected = ["known", "country", "other", "city", "t", "code", "begins", "holds"]
    assert keys(find(namesakes, "Mara", 20)) == expected


def test_a_thing_of_several_names_is_one_hit_under_the_name_that_matched(
    namesakes: sqlite3.Connection,
) -> None:
    assert [hit.name for hit in find(namesakes, "tok", 20).hits] == ["Tokyo"]
    assert [hit.name for hit in find(namesakes, "elsewh", 20).hits] == ["Elsewhere"]


def test_characters_without_spaces_are_found_together(namesakes: sqlite3.Connection) -> None:
    assert keys(find(namesakes, "京都", 20)) == ["kyoto", "tokyo"]
    assert keys(find(namesakes, "東京", 20)) == ["tokyo"]
    assert keys(find(namesakes, "東", 20)) == ["tokyo"]
    assert find(namesakes, "都東", 20).is_near


def test_parts_and_groups_of_what_was_found(namesakes: sqlite3.Connection) -> None:
    whole = find(namesakes, "mara", 20)
    assert (whole.total, whole.groups) == (8, {"Territory": 7, "Tie": 1})
    pages = [find(namesakes, "mara", 3, start=start) for start in (0, 3, 6)]
    assert [key for page in pages for key in keys(page)] == keys(whole)
    assert keys(find(namesakes, "mara", 20, group="Tie")) == ["t"]


def test_the_levels_that_rank_are_those_of_the_ontology() -> None:
    assert set(LEVELS) <= set(vocabulary().concepts["level"])


def test_a_hit_tells_how_many_ties_it_has(engine: Engine) -> None:
    query = "SELECT (COUNT(DISTINCT ?tie) AS ?n) WHERE { ?tie acc:party id:territory/DE-NW }"
    with engine.session() as session:
        (hit,) = [one for one in session.search("DE-NW") if one.iri.endswith("/DE-NW")]
    assert ask(engine, query) == [(str(hit.degree),)]


def test_a_foreign_name_that_is_no_text_stops_nothing(tmp_path: Path) -> None:
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    (tmp_path / "odd.nt").write_text(f"<{ID}territory/q> <{label}> <urn:x> .\n")
    load(GraphWriter(tmp_path / "store", BASE), [str(tmp_path / "odd.nt")])
    index = build_index(GraphFolder(tmp_path / "store"), BASE)
    assert find(index.search, "urn", 5).hits == []
