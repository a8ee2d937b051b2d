"""The network as a file for other tools: every line, the same bytes each time, no formula."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from graph.engine import Session
from graph.network.formats import WRITERS, UnknownNetworkFormat, write_network
from tests.networks import BASE, actor, asking, drawn, iri, store, tie
from webapp.cli import main
from webapp.commands.network import network as network_command

ACCORDIA = str(Path(sys.executable).with_name("accordia"))

FACTS = (
    *map(actor, ("a", "b", "c", "g")),
    tie("two", ["a", "b"], date="1990"),
    tie("back", ["b", "a"], type="Twinning"),
    tie("three", ["a", "b", "c"], type="Project", themes=("culture",)),
    tie("alone", ["g"], type="Partnership"),
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with asking(store(tmp_path_factory.mktemp("files"), one=FACTS)) as running:
        yield running


def written(session: Session, name: str, query: str = "") -> bytes:
    buffer = io.BytesIO()
    write_network(drawn(session, query), name, buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", WRITERS)
def test_files_are_the_same_each_time_and_tell_no_date(session: Session, name: str) -> None:
    assert written(session, name) == written(session, name)
    assert b"lastmodified" not in written(session, name)


def test_files_read_back_with_every_line(session: Session) -> None:
    graph = drawn(session)
    for back in (
        nx.read_gexf(io.BytesIO(written(session, "gexf"))),
        nx.read_graphml(io.BytesIO(written(session, "graphml")), force_multigraph=True),
    ):
        assert back.number_of_edges() == graph.number_of_edges()
        assert set(back) == set(graph)
        assert {data["tie"] for *_, data in back.edges(data=True)} == set(graph.graph["ties"]) - {
            f"{BASE}id/partnership/alone"
        }


def test_the_table_has_a_row_for_the_tie_that_draws_no_line(session: Session) -> None:
    rows = written(session, "csv").decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + drawn(session).number_of_edges() + 1
    assert any(row.startswith(f"{iri('g')},,{BASE}id/partnership/alone,") for row in rows)


def test_hostile_words_harm_no_file(tmp_path: Path) -> None:
    bad = "=HYPERLINK(1)\x08"
    facts = [actor("a", bad), actor("b"), tie("t", ["a", "b"], quote="+cmd|' /C calc'!A0")]
    with asking(store(tmp_path, one=facts)) as session:
        assert b",=" not in written(session, "csv")
        assert b"'=HYPERLINK" in written(session, "csv")
        assert b",'+cmd" in written(session, "csv")
        read = nx.read_graphml(io.BytesIO(written(session, "graphml")), force_multigraph=True)
    assert read.nodes[iri("a")]["label_fr"] == "=HYPERLINK(1)\ufffd"


def test_an_unknown_format_is_refused(session: Session) -> None:
    with pytest.raises(UnknownNetworkFormat, match="gexf, graphml, csv, json"):
        write_network(drawn(session), "pdf", io.BytesIO())


def test_the_command_writes_the_network(tmp_path: Path) -> None:
    settings = store(tmp_path / "store", one=FACTS)
    target = tmp_path / "out.graphml"
    arguments = ["--store", settings.store, "--format", "graphml", "--class", "Project"]
    done = CliRunner().invoke(network_command, [*arguments, "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert nx.read_graphml(target, force_multigraph=True).number_of_edges() == 3


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    settings = store(tmp_path_factory.mktemp("command"), one=FACTS)

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(main, ["--store", settings.store, "network", *map(str, words)])

    return command


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("n.html", b"<!doctype html>"), ("n.GraphML", b"<?xml"), ("n.csv", b"\xef\xbb\xbfsource,")],
)
def test_the_name_of_the_file_tells_its_format(
    run: Callable[..., Result], tmp_path: Path, name: str, beginning: bytes
) -> None:
    done = run("-o", tmp_path / name)
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_name_that_tells_no_format_is_asked_about(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    done = run("-o", tmp_path / "n.pdf")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "say --format" in done.stderr


def test_an_answer_that_is_an_error_is_no_file(run: Callable[..., Result], tmp_path: Path) -> None:
    target = tmp_path / "n.html"
    target.write_text("what was there")
    done = run("-o", target, "--focus", "1://x")
    assert done.exit_code == 1
    assert "1://x" in done.stderr
    assert target.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [target]


def test_data_goes_to_standard_output(run: Callable[..., Result]) -> None:
    assert run("--format", "json").stdout.startswith("{")


def test_a_page_is_not_for_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [ACCORDIA, "--store", str(tmp_path), "network"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 1
    assert "say -o FILE" in done.stderr
