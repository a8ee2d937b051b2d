"""What is taken away is the graph: nothing lost, nothing added, the same bytes each time."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, parse
from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic
from werkzeug.http import http_date
from werkzeug.test import TestResponse

from graph.engine import Engine
from graph.export import FORMATS, UnknownExport, export_format, write_all, write_source
from graph.export.lines import BATCH, whole_subjects
from graph.identity import Namer
from graph.settings import Settings
from graph.store import DamagedFile, Entry, GraphFolder, GraphWriter
from loaders.load import load
from ontology import ontology_ntriples

BASE = Settings().base
ONE = """
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<{base}source/one> a acc:Source ; dct:title "Un\\n  titre"@fr ; dct:license <urn:licence> ;
  dct:publisher <{base}source/one#publisher> .
<{base}source/one#publisher> foaf:name "Éditeur" .
<urn:both> <urn:p> "x" , "x"@en , "x"@en-GB , 1.50 , "a\\n\\"b\\"\\\\" ; <urn:b> [ <urn:c> "é" ] .
"""
TWO = '<urn:both> <urn:p> "x" . <urn:both#> <urn:p> <urn:both> . <urn:z> a <urn:T> .'


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """Two sources that state one triple both; one of them had a blank node."""
    path = tmp_path_factory.mktemp("exports")
    writer = GraphWriter(path / "store", BASE)
    for slug, turtle in (("one", ONE.replace("{base}", BASE)), ("two", TWO)):
        (path / f"{slug}.ttl").write_text(turtle)
        load(writer, [str(path / f"{slug}.ttl")], slug=slug)
    return GraphFolder(path / "store")


def exported(folder: GraphFolder, suffix: str, slug: str = "") -> bytes:
    manifest, file = folder.current(), io.BytesIO()
    assert manifest is not None
    if slug:
        write_source(folder, entry_of(folder, slug), export_format(suffix), file)
    else:
        write_all(folder, manifest, export_format(suffix), file)
    return file.getvalue()


def entry_of(folder: GraphFolder, slug: str) -> Entry:
    manifest = folder.current()
    assert manifest is not None
    entry = manifest.entry(slug)
    assert entry is not None
    return entry


def stored(folder: GraphFolder, slug: str = "") -> set[Quad]:
    manifest = folder.current()
    assert manifest is not None
    entries = [entry_of(folder, slug)] if slug else manifest.sources
    lines = b"".join(folder.quads(entry) for entry in entries)
    return set(parse(lines, format=FORMATS["nq"]))


@pytest.mark.parametrize("slug", ["", "one", "two"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_holds_every_triple(small: GraphFolder, suffix: str, slug: str) -> None:
    quads = list(parse(exported(small, suffix, slug), format=FORMATS[suffix]))
    expected = stored(small, slug)
    if suffix in {"nq", "trig"}:
        assert set(quads) == expected
    else:
        assert {quad.triple for quad in quads} == {quad.triple for quad in expected}
    assert len(quads) == len(set(quads)), "a triple is there once"


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_sources_give_the_same_bytes(small: GraphFolder, suffix: str) -> None:
    assert exported(small, suffix) == exported(small, suffix)


def test_a_source_as_nquads_is_its_file(small: GraphFolder) -> None:
    assert exported(small, "nq", "one") == small.quads(entry_of(small, "one"))


def test_turtle_says_whose_it_is_and_starts_with_names(small: GraphFolder) -> None:
    text = exported(small, "ttl").decode()
    comment = text.partition("\n\n")[0]
    assert all(line.startswith("#") for line in comment.splitlines())
    for words in ("source/one", "Title: Un titre", "Publisher: Éditeur", "Licence: urn:licence"):
        assert words in comment
    assert "can be made again" in comment
    assert "source:one a acc:Source" in text
    assert "_:" not in text


def test_what_is_exported_loads_again(small: GraphFolder, tmp_path: Path) -> None:
    for suffix in FORMATS:
        file = tmp_path / f"again.{suffix}"
        file.write_bytes(exported(small, suffix, "one"))
        writer = GraphWriter(tmp_path / suffix, BASE)
        manifest = load(writer, [str(file)])
        assert [entry.sha256 for entry in manifest.sources] == [entry_of(small, "one").sha256]


def test_a_damaged_file_is_not_exported(small: GraphFolder) -> None:
    entry = entry_of(small, "one")
    file = small.quads_path(entry.sha256)
    good = file.read_bytes()
    try:
        file.write_bytes(good.replace(b"Un", b"Le"))
        with pytest.raises(DamagedFile):
            exported(small, "nt")
        file.unlink()
        with pytest.raises(DamagedFile):
            exported(small, "ttl", "one")
    finally:
        file.write_bytes(good)


def test_a_subject_is_never_parted() -> None:
    lines = [f"<urn:{n // 3:09}> <urn:p> {n} .\n".encode() for n in range(BATCH * 2)]
    batches = list(whole_subjects(lines))
    assert b"".join(batches) == b"".join(lines)
    subjects = [{line.split()[0] for line in batch.splitlines()} for batch in batches]
    assert len(batches) > 1
    assert not set.intersection(*subjects[:2])


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UnknownExport, match=r"'docx'.*ttl, trig, nq, nt, jsonld"):
        export_format("docx")


def test_turtle_of_every_bundled_source_reads_the_same_in_both_libraries(
    store: GraphFolder,
) -> None:
    manifest = store.current()
    assert manifest is not None
    for entry in manifest.sources:
        data = exported(store, "ttl", entry.slug)
        expected = {quad.triple for quad in stored(store, entry.slug)}
        assert {quad.triple for quad in parse(data, format=FORMATS["ttl"])} == expected
        if entry.quads < 5000:  # rdflib takes its time
            lines = exported(store, "nt", entry.slug)
            read = Graph().parse(data=data, format="turtle")
            assert to_isomorphic(read) == to_isomorphic(Graph().parse(data=lines, format="nt"))


def test_the_whole_graph_is_the_default_graph_less_what_is_made(
    store: GraphFolder, engine: Engine
) -> None:
    made = {quad.triple for quad in parse(ontology_ntriples(BASE), format=FORMATS["nt"])}
    with engine.session() as session:
        body = session.query("CONSTRUCT WHERE { ?s ?p ?o }", ["application/n-triples"]).body
        derived = session.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{Namer(BASE).derived}> {{ ?s ?p ?o }} }}",
            ["application/n-triples"],
        ).body
    made |= {quad.triple for quad in parse(derived, format=FORMATS["nt"])}
    default = {quad.triple for quad in parse(body, format=FORMATS["nt"])}
    assert {quad.triple for quad in parse(exported(store, "ttl"), format=FORMATS["ttl"])} == (
        default - made
    )


def test_trig_reads_in_rdflib(small: GraphFolder) -> None:
    dataset = Dataset()
    dataset.parse(data=exported(small, "trig"), format="trig")
    assert len(list(dataset.quads())) == len(stored(small))


# ---- over HTTP ----


def fetched(client: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
    """Return an answer of which the file behind it is closed."""
    return client.open(path, method=method, buffered=True, **more)


@pytest.mark.parametrize("suffix", FORMATS)
def test_everything_can_be_downloaded(client: FlaskClient, store: GraphFolder, suffix: str) -> None:
    response = fetched(client, "GET", f"/export.{suffix}")
    assert response.data == exported(store, suffix)
    assert response.mimetype == FORMATS[suffix].media_type
    assert f"accordia-v1.{suffix}" in response.headers["Content-Disposition"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_source_can_be_downloaded(client: FlaskClient, store: GraphFolder, suffix: str) -> None:
    response = fetched(client, "GET", f"/source/hdf-rhenanie.{suffix}")
    assert response.data == exported(store, suffix, "hdf-rhenanie")
    assert f"hdf-rhenanie.{suffix}" in response.headers["Content-Disposition"]


def test_a_client_that_has_the_file_is_not_sent_it_again(
    client: FlaskClient, store: GraphFolder
) -> None:
    first = fetched(client, "GET", "/source/hdf-rhenanie.nt")
    manifest = store.current()
    assert manifest is not None
    assert first.headers["Last-Modified"] == http_date(manifest.created)
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", http_date(datetime.now(UTC))),
    ):
        again = fetched(client, "GET", "/source/hdf-rhenanie.nt", headers={header: value})
        assert (again.status_code, again.data) == (304, b"")
    other = fetched(
        client, "GET", "/source/hdf-rhenanie.ttl", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200
    head = fetched(client, "HEAD", "/source/hdf-rhenanie.nt")
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])


def test_an_unknown_source_is_told_by_name(client: FlaskClient) -> None:
    response = fetched(client, "GET", "/source/nowhere.ttl")
    assert response.status_code == 404
    assert "nowhere" in json.loads(response.data)["detail"]


def test_the_vocabulary_can_be_downloaded(client: FlaskClient) -> None:
    response = fetched(client, "GET", "/ontology.ttl")
    assert response.mimetype == "text/turtle"
    triples = {quad.triple for quad in parse(response.data, format=FORMATS["ttl"])}
    expected = {q.triple for q in parse(ontology_ntriples(BASE), format=FORMATS["nt"])}
    assert triples == expected
    agreement = NamedNode("https://w3id.org/accordia/ontology#Agreement")
    assert agreement in {triple.subject for triple in triples}
