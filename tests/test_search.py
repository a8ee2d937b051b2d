"""Search by names, codes, beginnings and near misses."""

from pathlib import Path

import pytest

from graph.engine import Engine
from graph.index import build_index
from graph.index.search import find
from graph.store import GraphFolder, GraphWriter
from loaders.load import load
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
        ("Lile", "territory/FR-COM-59350"),
        ("Dortmnud", "territory/wd-Q1295"),
    ],
)
def test_the_first_hit_is_what_was_meant(engine: Engine, words: str, found: str) -> None:
    with engine.session() as session:
        assert session.search(words)[0].iri == f"{ID}{found}"


@pytest.mark.parametrize("words", ["", " ", '"', "*", "\0", "zzzzqqq", "AND OR NOT", "a" * 5000])
def test_odd_words_find_nothing_and_break_nothing(engine: Engine, words: str) -> None:
    with engine.session() as session:
        assert session.search(words) == []


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
