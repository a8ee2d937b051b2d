"""Data sets that are loaded by their names: fetched, read, and kept with their address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.settings import Settings
from graph.store import GraphFolder
from loaders.download.errors import NotFetched
from loaders.published import offered, published
from tests.conftest import SHARED
from tests.publisher import Page, Publisher, publishing
from webapp.cli import main
from webapp.commands.named import load_names, rehearse
from webapp.commands.table import Wanted

GEOGRAPHY = SHARED / "data" / "fr-decoupage-administratif"
WHERE = "/@etalab/decoupage-administratif@6.0.0/data/"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """The publisher of the French geography, without its departments."""
    if not GEOGRAPHY.is_dir():
        pytest.skip("the file is not at hand")
    page = Page((GEOGRAPHY / "regions.json").read_bytes())
    with publishing({f"{WHERE}regions.json": page}) as running:
        yield running


def test_a_data_set_is_loaded_by_its_name(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    load_names(settings, ("fr-regions", "hdf-rhenanie"), None, publisher.fetcher())
    said = capsys.readouterr().out
    assert "fr-regions: Actor 26, Evidence 26, Source 1, Territory 26" in said
    assert "version 1" in said
    folder = GraphFolder(tmp_path / "store")
    manifest = folder.current()
    assert manifest is not None
    assert [entry.slug for entry in manifest.sources] == ["fr-regions", "hdf-rhenanie"]
    lines = folder.quads(manifest.sources[0]).decode()
    (file,) = offered("fr-regions")
    assert f"<http://www.w3.org/ns/dcat#downloadURL> <{file.address}>" in lines
    assert f'checksumValue> "{file.sha256}"' in lines
    load_names(settings, ("fr-regions",), None, publisher.fetcher())
    assert "stays at version 1" in capsys.readouterr().out


def test_all_of_them_or_none(publisher: Publisher, tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    with pytest.raises(NotFetched, match=r"departements\.json cannot be fetched: .* 404"):
        load_names(settings, ("fr-regions", "fr-departements"), None, publisher.fetcher())
    assert GraphFolder(tmp_path / "store").current() is None


def test_a_data_set_is_rehearsed_without_a_trace(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    rehearse(settings, Wanted("fr-regions", "fr-regions", dry_run=True), publisher.fetcher())
    said = capsys.readouterr().out
    assert "row 1: Territory FR-971" in said
    assert "Nothing was written" in said
    assert not (tmp_path / "store").exists()


def test_each_part_of_a_data_set_is_a_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = SHARED / "data" / "twins-rogorido-wikidata-eu" / "by-country"
    if not folder.is_dir():
        pytest.skip("the files are not at hand")
    parts = [*offered("twins-by-country")]
    pages = {
        file.address.removeprefix("https://raw.githubusercontent.com"): Page(
            (folder / file.name).read_bytes()
        )
        for file in parts
    }
    settings = Settings(store=str(tmp_path / "store"))
    with publishing(pages) as running:
        load_names(settings, ("twins-by-country",), None, running.fetcher())
    assert "version 1" in capsys.readouterr().out
    manifest = GraphFolder(tmp_path / "store").current()
    assert manifest is not None
    assert [entry.slug for entry in manifest.sources] == [file.slug for file in parts]
    for entry, file in zip(manifest.sources, parts, strict=True):
        lines = (folder / file.name).read_bytes().splitlines()
        assert entry.report is not None
        assert entry.report.rows == len(lines) - 1, file.slug
        assert entry.counts["Twinning"] > 0.5 * len(lines), file.slug
    assert manifest.sources[-1].title == "Sister cities by country (Wikidata P190) (uk)"


def test_a_file_of_ones_own_needs_no_network(tmp_path: Path) -> None:
    if not GEOGRAPHY.is_dir():
        pytest.skip("the file is not at hand")
    words = ["--store", str(tmp_path / "store"), "load", "fr-regions"]
    done = CliRunner().invoke(main, [*words, "--file", str(GEOGRAPHY / "regions.json")])
    assert done.exit_code == 0, done.output
    assert "fr-regions: Actor 26, Evidence 26, Source 1, Territory 26" in done.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("no-such", "--file", "x"), "--file is for a data set that `accordia sources` lists"),
        (("ror", "--file", "x", "--mapping", "y"), "one table at a time"),
        (("ror", "fr-regions", "--dry-run"), "for one table"),
        (("twins-by-country", "--refused", "x.csv"), "for one table"),
    ],
)
def test_options_that_do_not_fit_are_told(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "load", *words])
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_sources_tell_who_publishes_what(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "sources"])
    lines = {line.split("\t")[0]: line.split("\t") for line in done.output.splitlines()}
    for name, source in published().items():
        _, state, _, title, publisher, _, address = lines[name]
        assert (state, publisher) == ("available", source.publisher)
        assert title
        assert address.startswith("https://")
