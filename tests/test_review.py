"""accordia review: what may be one is listed, decided, walked, shared."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.matching import Decision
from graph.review import Candidates, Contradiction, checked
from graph.review.sortedlines import SortedLines
from graph.store import GraphFolder
from tests.identities import BASE, JOINED, NAMESAKE, OPEN, SOURCES, _two_sources, two_sources
from webapp.cli import main

__all__ = ["_two_sources", "two_sources"]

Run = Callable[..., Result]


@pytest.fixture
def run(two_sources: GraphFolder) -> Run:
    """Run a command on the store of two sources."""

    def command(*words: str, stdin: str = "") -> Result:
        arguments = ["--store", str(two_sources.path), *words]
        return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)

    return command


def pairs(run: Run, *words: str) -> list[tuple[str, str]]:
    listed = json.loads(run("review", "--format", "json", *words).output)
    return [(one["one"]["address"], one["other"]["address"]) for one in listed]


def test_pairs_are_listed_with_names_and_reasons(run: Run) -> None:
    listed = run("review").output
    assert "Tartu" in listed
    assert "same-name tartu" in listed
    assert "2 of 2 pairs." in listed
    assert set(pairs(run)) == {OPEN, NAMESAKE}
    assert JOINED in pairs(run, "--merged")
    assert "Saint-Omer" in run("review", "--merged").output


def test_lists_are_filtered(run: Run) -> None:
    assert pairs(run, "--search", "saint omer") == []
    assert pairs(run, "--merged", "--search", "saint omer") == [JOINED]
    assert len(pairs(run, "--search", "tartu estonia")) == 2
    assert pairs(run, "--source", "nothing") == []
    assert len(pairs(run, "--source", "twins")) == 2
    assert pairs(run, "--kind", "institution") == []


def test_a_table_for_spreadsheets_computes_nothing(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("review", "--format", "csv").output)))
    assert [row["outcome"] for row in rows] == ["unsure", "unsure"]
    assert {row["other_sources"] for row in rows} == {"twins"}


def test_same_joins_and_undo_parts(run: Run) -> None:
    said = run("review", "same", *OPEN, "--by", "Louise", "--note", "the town")
    assert said.exit_code == 0
    assert "version 3" in said.output
    assert OPEN in pairs(run, "--merged")
    assert NAMESAKE not in pairs(run, "--merged")
    assert "version 4" in run("review", "undo", *reversed(OPEN)).output
    assert OPEN in pairs(run)


def test_different_and_later_take_a_pair_off_the_list(run: Run) -> None:
    run("review", "different", *NAMESAKE)
    run("review", "later", f"{BASE}id/{OPEN[0]}", OPEN[1])
    assert pairs(run) == []
    assert pairs(run, "--later") == [OPEN]
    assert pairs(run, "--apart") == [NAMESAKE]


def test_decisions_are_shared_as_a_table(run: Run, tmp_path: Path) -> None:
    run("review", "same", *OPEN, "--by", "Louise", "--note", 'a "note", with\r\nall')
    table = run("review", "export", "-").output
    assert table.splitlines()[0] == "one,other,decision,by,date,note"
    file = tmp_path / "decisions.csv"
    run("review", "export", str(file))
    run("review", "undo", *OPEN)
    assert OPEN in pairs(run)
    assert run("review", "import", str(file)).exit_code == 0
    assert run("review", "export", "-").output == table
    assert OPEN in pairs(run, "--merged")


def test_decisions_on_what_is_not_loaded_are_kept_until_it_is(run: Run, tmp_path: Path) -> None:
    run("remove", "twins")
    row = f"one,other,decision\n{NAMESAKE[0]},{NAMESAKE[1]},same\n"
    said = run("review", "import", "-", stdin=row)
    assert said.exit_code == 0
    assert "without effect for now" in said.output
    (tmp_path / "twins.ttl").write_text(SOURCES["twins"])
    loaded = run("load", str(tmp_path / "twins.ttl")).output
    assert "things are one with those of other sources" in loaded
    assert NAMESAKE in pairs(run, "--merged")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("territory/A,territory/B,maybe,,,", "row 3, column 'decision'"),
        ("territory/A,territory/A,same,,,", "row 3, column 'other'"),
        ("territory/A,territory/B,same,,yesterday,", "row 3, column 'date'"),
        ("territory/A,territory/B,same,,2026-13-01,", "row 3, column 'date'"),
        ("territory/A,territory/B,same,a\x07,,", "row 3, column 'by': expected no control"),
        (",territory/B,same,,,", "row 3, column 'one'"),
        ("territory/A,<script>,same,,,", "row 3, column 'other': expected the address"),
        (f"{OPEN[1]},{OPEN[0]},different,,,", "row 3, column 'decision': expected 'same'"),
        ('territory/A,territory/B,same,,,"open', "no CSV table: unexpected end"),
        ("territory/A,territory/B,same,,," + "x" * 20_000_000, "more than 20000000 bytes"),
        ("territory/A,territory/B,same,,," + "x" * 200_000, "no CSV table: field larger"),
    ],
)
def test_a_table_is_taken_in_whole_or_not_at_all(run: Run, row: str, told: str) -> None:
    good = f"{OPEN[0]},{OPEN[1]},same,,,"
    header = "one,other,decision,by,date,note"
    said = run("review", "import", "-", stdin=f"{header}\n{good}\n{row}\n")
    assert said.exit_code == 1
    assert told in said.stderr
    assert OPEN in pairs(run)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("same", "territory/nowhere", OPEN[1]), "No source that is loaded describes"),
        (("same", OPEN[0], OPEN[0]), "is named twice"),
        (("same", "<a> <b>", OPEN[1]), "No source that is loaded describes"),
        (("import", "no-such.csv"), "cannot be read"),
        (("same", *OPEN, "--note", "x" * 3000), "at most 2000 characters"),
    ],
)
def test_mistakes_are_one_sentence(run: Run, words: tuple[str, ...], told: str) -> None:
    said = run("review", *words)
    assert said.exit_code == 1
    assert told in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_contradiction_changes_nothing(run: Run, two_sources: GraphFolder) -> None:
    run("review", "same", *OPEN)
    run("review", "different", *NAMESAKE)
    before = two_sources.current()
    said = run("review", "same", OPEN[0], NAMESAKE[0])
    assert said.exit_code == 1
    assert f"by way of {OPEN[0]}" in said.stderr
    assert said.stderr.count("\n") == 1
    assert two_sources.current() == before


def test_a_long_way_round_is_a_contradiction_too() -> None:
    chain = [Decision(one, other, "same") for one, other in ("ab", "bc", "cd")]
    standing = {one.pair: one for one in chain}
    with pytest.raises(Contradiction, match=r"a and d .* by way of b, c"):
        checked([Decision("d", "a", "different")], standing)
    assert checked([Decision("a", "e", "different")], standing)


def test_no_graph_is_one_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["--store", str(tmp_path / "none"), "review"])
    assert said.exit_code == 1
    assert "There is no graph" in said.stderr


def test_a_walk_keeps_what_was_said_until_it_is_left(run: Run) -> None:
    said = run("review", "walk", "--by", "Louise", stdin="x\nl\nq\n")
    assert said.output.count("[s]ame") == 3
    assert "Estonia" in said.output
    assert len(pairs(run)) == 1
    assert len(pairs(run, "--later")) == 1
    assert "Louise" in run("review", "export", "-").output
    assert "version" not in run("review", "walk", stdin="\n").output


def test_decisions_on_foreign_addresses_hold_in_either_order(
    run: Run, tmp_path: Path, two_sources: GraphFolder
) -> None:
    """Short addresses and whole ones sort differently."""
    foreign = SOURCES["twins"].replace(f"{BASE}id/territory/tartu-estonia", "https://z.example/t")
    (tmp_path / "twins.ttl").write_text(foreign)
    run("load", str(tmp_path / "twins.ttl"))
    run("review", "same", "territory/EE-796", "https://z.example/t")
    run("review", "different", "https://z.example/t", "territory/EE-793")
    manifest = two_sources.current()
    assert manifest is not None
    groups = Candidates(two_sources, manifest).groups
    assert set(groups["territory/EE-796"]) == {"territory/EE-796", "https://z.example/t"}
    assert pairs(run) == []
    assert len(pairs(run, "--apart")) == 1


def test_lines_of_a_thing_are_found_without_reading_the_file(tmp_path: Path) -> None:
    keys = [f"urn:{number:x}" for number in range(0, 400, 3)]
    lines = sorted(f'<{key}> <urn:p> "{n}" .\n' for key in keys for n in range(3))
    path = tmp_path / "lines"
    path.write_text("".join(lines))
    found = SortedLines(path)
    for number in range(402):
        key = f"urn:{number:x}"
        expected = "".join(line for line in lines if line.startswith(f"<{key}> "))
        assert found.of(key).decode() == expected
        assert found.has(key) == (key in keys)
    (tmp_path / "empty").touch()
    assert SortedLines(tmp_path / "empty").of("urn:a") == b""


def test_an_imported_decision_by_whole_addresses_can_be_taken_back(
    run: Run, two_sources: GraphFolder
) -> None:
    row = ",".join(f"{BASE}id/{address}" for address in OPEN)
    run("review", "import", "-", stdin=f"one,other,decision\n{row},same\n")
    assert OPEN in pairs(run, "--merged")
    run("review", "undo", *OPEN)
    assert two_sources.decisions(two_sources.current()) == {}
    assert OPEN not in pairs(run, "--merged")
