"""The documentation says what is so."""

import re
from pathlib import Path

from click.testing import CliRunner

from graph.store import GraphFolder
from loaders.factfile import read_fact_file
from loaders.factfile.model import FactFile
from webapp.cli import main

ROOT = Path(__file__).parents[1]


def test_the_example_of_a_fact_file_is_one(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "fact-files.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    path = tmp_path / "example.yaml"
    path.write_text(example[1], "utf-8")
    assert read_fact_file(path).content.source.slug == "accord-x"


def test_every_section_of_a_fact_file_is_documented() -> None:
    text = (ROOT / "docs" / "fact-files.md").read_text("utf-8")
    for section in FactFile.model_fields:
        assert f"`{section}`" in text or f"{section}:" in text


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in main.commands:
        assert f"accordia {name}" in text, name
    assert text.count("\n") < 100


def test_the_query_of_the_readme_gives_what_it_shows(store: GraphFolder) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    query, shown = re.search(  # type: ignore[union-attr]
        r"\$ cat agreements.rq\n(.*?)\n\$ accordia query agreements.rq\n(.*?)```",
        text,
        re.DOTALL,
    ).groups()
    result = CliRunner().invoke(main, ["query", "-", "--store", str(store.path)], input=query)
    assert result.output == shown
