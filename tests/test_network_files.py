"""The network as a file for other tools: every line, the same bytes each time, no formula."""

import io
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from graph.engine import Session
from graph.network.formats import WRITERS, UnknownNetworkFormat, write_network
from tests.networks import BASE, actor, asking, drawn, iri, store, tie
from webapp.commands.network import network as network_command

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
