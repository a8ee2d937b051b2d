"""Any RDF file as a source."""

from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import GraphWriter
from loaders.load import SameSlug, load
from loaders.yamlfile import FileProblem

BASE = Settings().base
TURTLE = "@prefix ex: <https://example.org/> .\nex:a ex:knows [ ex:name 'b' ] .\n"


@pytest.fixture
def writer(tmp_path: Path) -> GraphWriter:
    return GraphWriter(tmp_path / "store", BASE)


def test_foreign_triples_are_kept_and_blank_nodes_get_addresses(
    writer: GraphWriter, tmp_path: Path
) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text(TURTLE)
    (entry,) = load(writer, [str(path)]).sources
    lines = writer.folder.quads(entry).decode()
    assert entry.slug == "foreign"
    assert "_:" not in lines
    assert "<https://example.org/knows>" in lines
    assert all(line.endswith(f"<{BASE}source/foreign> .") for line in lines.splitlines())


def test_the_same_file_makes_no_new_version(writer: GraphWriter, tmp_path: Path) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text(TURTLE)
    assert load(writer, [str(path)]).version == load(writer, [str(path)]).version == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.ttl", "<a> <b>", "no RDF"),
        ("a.nt", "<https://a> <https://b> <https://c> .\n<a", "line 2"),
        ("a.jsonld", '{"@context": "https://example.org/c", "@id": "x"}', "a.jsonld"),
        ("a.rdf", "<rdf", "no RDF"),
        ("a.ttl", "", "holds no triple"),
        ("bad name.ttl", "<https://a> <https://b> <https://c> .", "cannot name a source"),
    ],
)
def test_what_is_no_rdf_is_told_so(
    writer: GraphWriter, tmp_path: Path, name: str, text: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(FileProblem, match=words):
        load(writer, [str(path)])
    assert not writer.folder.exists()


def test_what_would_fill_the_memory_is_refused(writer: GraphWriter, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.rdf"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "aaaa">]><rdf:RDF>&a;</rdf:RDF>')
    clique = tmp_path / "clique.nt"
    pairs = [(a, b) for a in range(14) for b in range(14) if a != b]
    clique.write_text("".join(f"_:n{a} <urn:p> _:n{b} .\n" for a, b in pairs))
    with pytest.raises(FileProblem, match="DOCTYPE"):
        load(writer, [str(bomb)])
    with pytest.raises(FileProblem, match="takes more than"):
        load(writer, [str(clique)])


def test_what_is_derived_is_left_out_and_counted(writer: GraphWriter, tmp_path: Path) -> None:
    path = tmp_path / "derived.nt"
    fact = "<urn:a> <https://w3id.org/accordia/ontology#cooperatesWith> <urn:b> .\n"
    path.write_text(f"{fact}<urn:a> <urn:p> <urn:b> .\n")
    (entry,) = load(writer, [str(path)]).sources
    assert entry.quads == 1
    assert "1 acc:cooperatesWith left out" in entry.remarks[0]


def test_two_inputs_of_one_name_are_refused(writer: GraphWriter, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    paths = [tmp_path / "a.nt", tmp_path / "sub" / "a.nt"]
    for number, path in enumerate(paths):
        path.write_text(f"<urn:a> <urn:p> <urn:b{number}> .\n")
    with pytest.raises(SameSlug, match="'a'"):
        load(writer, map(str, paths))
    assert not writer.folder.exists()
