"""The command, as a user types it."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from graph.store import GraphFolder
from tests.conftest import free_port, wait_for
from tests.factfiles import GOOD, write
from webapp.cli import main

Run = Callable[..., Result]
ACCORDIA = str(Path(sys.executable).with_name("accordia"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on a store of the test's own."""

    def command(*words: str, stdin: str = "", store: Path | None = None) -> Result:
        arguments = ["--store", str(store or tmp_path / "store"), *words]
        return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)

    return command


def test_load_tells_what_was_read_and_the_version(run: Run, tmp_path: Path) -> None:
    result = run("load", str(write(tmp_path)))
    assert result.exit_code == 0
    assert "test: Actor 1, Agreement 1" in result.output
    assert "version 1" in result.output
    assert "stays at version 1" in run("load", str(write(tmp_path))).output


def test_a_mistake_ends_with_one_sentence_and_exit_code_1(run: Run, tmp_path: Path) -> None:
    wrong = write(tmp_path, GOOD.replace("in-force", "inforce"))
    result = run("load", str(wrong))
    assert result.exit_code == 1
    assert result.stderr == (
        f"{wrong}, line 17: status: 'inforce' is no known status: did you mean 'in-force'?\n"
    )
    assert not (tmp_path / "store" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("load", "nothing"), "neither a bundled source"),
        (("load", "no-such.yaml"), "cannot be read"),
        (("remove", "nothing"), "is not loaded"),
        (("versions", "--restore", "7"), "There is no version 7"),
        (("export",), "There is no graph"),
        (("query", "no-such.rq"), "cannot be read"),
        (("--store", "https://example.org/sparql", "sources"), "is an address"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_versions_are_listed_compared_and_restored(run: Run, tmp_path: Path) -> None:
    run("load", str(write(tmp_path)))
    run("load", str(write(tmp_path, GOOD.replace("slug: test", "slug: other"))))
    assert "+ other" in run("versions", "--compare", "1", "2").output
    assert "hold the same" in run("versions", "--compare", "2", "2").output
    assert "version 3" in run("versions", "--restore", "1").output
    assert [line.split("\t")[0] for line in run("versions").output.splitlines()] == ["3", "2", "1"]
    assert "version 4" in run("remove", "test").output


def test_sources_tell_what_is_loaded_and_what_could_be(run: Run, tmp_path: Path) -> None:
    run("load", str(write(tmp_path)))
    output = run("sources").output
    assert "test\tloaded" in output
    assert "hdf-rhenanie\tbundled" in output


def test_query_answers_in_the_format_asked_for(run: Run, store: GraphFolder) -> None:
    query = (
        "PREFIX acc: <https://w3id.org/accordia/ontology#>"
        "SELECT (COUNT(?t) AS ?twinnings) WHERE { ?t a acc:Twinning }"
    )
    assert run("query", "-", stdin=query, store=store.path).output == "twinnings\n---------\n2\n"
    csv = run("query", "-", "--format", "csv", stdin=query, store=store.path).output
    assert csv.split() == ["twinnings", "2"]
    assert run("query", "-", stdin="ASK {}", store=store.path).output == "true\n"
    wrong = run("query", "-", stdin="SELECT", store=store.path)
    assert wrong.exit_code == 1
    assert "cannot be read" in wrong.stderr


def test_export_writes_the_graph_a_source_or_a_thing(
    run: Run, store: GraphFolder, tmp_path: Path
) -> None:
    target = tmp_path / "out.ttl"
    assert (
        run("export", "--source", "hdf-rhenanie", "-o", str(target), store=store.path).output == ""
    )
    manifest = store.current()
    assert manifest is not None
    entry = manifest.entry("hdf-rhenanie")
    assert entry is not None
    assert len(Graph().parse(target)) == entry.quads
    thing = "https://w3id.org/accordia/id/territory/FR-HDF"
    text = run("export", "--entity", thing, store=store.path).output
    assert len(Graph().parse(data=text, format="turtle")) > 20
    assert run("export", "--entity", thing + "x", store=store.path).exit_code == 1
    assert run("export", "--source", "x", "-o", str(target), store=store.path).exit_code == 1
    assert len(Graph().parse(target)) == entry.quads, "a failed export leaves the file as it was"


def test_check_passes_on_what_is_bundled_and_fails_on_a_false_quote(
    run: Run, store: GraphFolder, texts: Path, tmp_path: Path
) -> None:
    result = run("check", "--texts", str(texts), store=store.path)
    assert result.exit_code == 0
    assert "No faults" in result.output
    text = (texts / "000_2189a73f8ea7aa5b.txt").read_bytes()
    assert text
    sha = "e755b60bc60f8d576a7705649ac12ee8e976bd240e1a5e14e8bcf8f4e8a6851d"
    false = write(
        tmp_path, GOOD.replace("language: fr", f"language: fr\n  text: {{sha256: {sha}}}")
    )
    result = run("check", str(false), "--texts", str(texts))
    assert result.exit_code == 1
    assert "does not hold the quote" in result.output
    assert run("load", str(false)).exit_code == 0
    assert run("check", "--texts", str(texts)).exit_code == 1


def test_serve_builds_what_is_missing_and_ends_on_a_signal(tmp_path: Path) -> None:
    port = free_port()
    command = [ACCORDIA, "serve", "--store", str(tmp_path / "new"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        with urlopen(f"http://127.0.0.1:{port}/health") as answer:
            assert json.load(answer)["quads"] > 40_000
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}/" in output.decode()
    assert "Built version 1" in output.decode()


def test_serve_says_when_its_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [ACCORDIA, "serve", "--store", str(tmp_path / "new"), "--port", port]
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
