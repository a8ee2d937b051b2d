"""docs/tables.md, followed step by step."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store import GraphFolder
from loaders.table.cells import Cell
from loaders.table.files import bundled_mappings
from loaders.table.mapping import Mapping, Table

ACCORDIA = str(Path(sys.executable).with_name("accordia"))
TEXT = (Path(__file__).parents[1] / "docs" / "tables.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the two files of the page."""
    for language, name in (("csv", "agreements.csv"), ("yaml", "agreements.yaml")):
        found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
        assert found is not None
        (tmp_path / name).write_text(found[1], "utf-8")
    return tmp_path


def run(folder: Path, command: str) -> str:
    words = [ACCORDIA, "--store", "store", *command.split()[1:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_its_steps_do_what_it_shows(folder: Path) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    rehearsal, refusal, load = (text for language, text in blocks if not language)
    command, _, shown = rehearsal.partition("\n")
    said = run(folder, command.removeprefix("$ "))
    assert said.startswith(shown)
    assert refusal.strip() in said
    assert not (folder / "store").exists()
    assert "version 1" in run(folder, load.removeprefix("$ "))
    manifest = GraphFolder(folder / "store").current()
    assert manifest is not None
    assert manifest.sources[0].counts["Agreement"] == 2


def test_it_names_every_key_and_every_bundled_mapping() -> None:
    keys = {*Table.model_fields, *Cell.model_fields, *Mapping.model_fields}
    missing = [key for key in keys if f"`{key}" not in TEXT and f"{key}:" not in TEXT]
    assert missing == []
    assert [name for name in bundled_mappings() if f"`{name}`" not in TEXT] == []
