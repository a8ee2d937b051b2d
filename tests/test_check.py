"""What ``accordia check`` finds in a graph that something is wrong with."""

from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import GraphWriter
from loaders.check import check_graph
from loaders.load import load

BASE = Settings().base
HEAD = """
@prefix acc: <https://w3id.org/accordia/ontology#> . @prefix x: <https://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix stance: <https://w3id.org/accordia/concept/stance/> .
@prefix status: <https://w3id.org/accordia/concept/status/> .
@prefix theme: <https://w3id.org/accordia/concept/theme/> .
"""
FAULTS = {
    'x:a skos:prefLabel "Un"@fr , "Deux"@fr .': "has two names in 'fr'",
    "x:e acc:supports x:t ; acc:stance stance:planned . x:f acc:supports x:t ; "
    "acc:stance stance:asserted .": "is stated with two stances",
    "x:t acc:theme theme:digitl .": "is no concept of the vocabulary",
    "x:t a acc:Agreement . x:e acc:supports x:t ; acc:stance stance:denied .": "is denied",
    "x:t a acc:Tie , acc:Agreement ; acc:status status:planned .": "example.org/t",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(tmp_path: Path, fault: str) -> None:
    (tmp_path / "data.ttl").write_text(HEAD + fault)
    writer = GraphWriter(tmp_path / "store", BASE)
    load(writer, [str(tmp_path / "data.ttl")])
    findings = [str(one) for one in check_graph(writer.folder, BASE, None) if one.is_fault]
    assert any(FAULTS[fault] in sentence for sentence in findings), findings


def test_an_empty_store_is_told_so(tmp_path: Path) -> None:
    (finding,) = check_graph(GraphWriter(tmp_path / "store", BASE).folder, BASE, None)
    assert "no graph yet" in str(finding)
