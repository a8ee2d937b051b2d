"""docs/identity.md, followed step by step."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.matching.evidence import SAME, UNSURE
from webapp.cli import main
from webapp.views.reasons import WORDS

TEXT = (Path(__file__).parents[1] / "docs" / "identity.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_its_commands_say_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(TEXT)
    for turtle in (text for language, text in blocks if language == "turtle"):
        Path(turtle.partition("\n")[0].removeprefix("# ")).write_text(turtle)
    steps = "".join(text for language, text in blocks if not language)
    for step in re.split(r"^\$ ", steps, flags=re.MULTILINE)[1:]:
        line, _, shown = step.partition("\n")
        said = CliRunner().invoke(main, ["--store", "store", *shlex.split(line)[1:]])
        assert said.exit_code == 0, said.output
        assert shown.strip() in said.output, line


def test_it_names_every_reason_and_both_bounds() -> None:
    assert [code for code in WORDS if f"`{code}`" not in TEXT] == []
    assert f"From {SAME:g} on two things are the same, from {UNSURE:g} on unsure" in TEXT
