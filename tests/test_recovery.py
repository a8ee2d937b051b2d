"""A store that was damaged, is full, or is written by two at once."""

import multiprocessing
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.index import build_index
from graph.settings import Settings
from graph.store import DamagedFile, GraphFolder, GraphWriter
from graph.store.writer import UnwritableStore
from loaders.load import load
from tests.factfiles import GOOD, write
from webapp.cli import main

BASE = Settings().base


@pytest.fixture
def writer(tmp_path: Path) -> GraphWriter:
    """A store of two versions."""
    store = GraphWriter(tmp_path / "store", BASE)
    load(store, [str(write(tmp_path))])
    load(store, [str(write(tmp_path, GOOD.replace("slug: test", "slug: other")))])
    return store


def run(writer: GraphWriter, *words: str) -> Result:
    command = ["--store", str(writer.folder.path), *words]
    return CliRunner().invoke(main, command, catch_exceptions=False)


@pytest.mark.parametrize(
    ("words", "version"), [(("versions", "--restore", "1"), 3), (("remove", "test"), 3)]
)
def test_a_damaged_manifest_is_mended_by_the_next_change(
    writer: GraphWriter, words: tuple[str, ...], version: int
) -> None:
    writer.folder.pointer.write_bytes(b'{"version": 2, "ba')
    assert "is damaged" in run(writer, "export").stderr
    assert len(run(writer, "versions").output.splitlines()) == 2
    result = run(writer, *words)
    assert result.exit_code == 0, result.output
    manifest = writer.folder.current()
    assert manifest is not None
    assert manifest.version == version
    assert len(build_index(writer.folder, BASE).store) > 0


def test_loading_mends_a_damaged_manifest_and_keeps_the_other_sources(
    writer: GraphWriter, tmp_path: Path
) -> None:
    writer.folder.pointer.write_bytes(b"")
    assert run(writer, "load", str(write(tmp_path))).exit_code == 0
    manifest = writer.folder.current()
    assert manifest is not None
    assert {entry.slug for entry in manifest.sources} == {"test", "other"}


def test_where_no_version_can_be_read_nothing_is_overwritten(writer: GraphWriter) -> None:
    for path in (writer.folder.pointer, *writer.folder.path.glob("versions/*")):
        path.write_bytes(b"{")
    assert "is damaged" in run(writer, "versions", "--restore", "1").stderr
    assert writer.folder.version_path(1).read_bytes() == b"{"


def test_a_version_that_is_no_longer_whole_is_not_restored(writer: GraphWriter) -> None:
    before = writer.folder.stamp()
    (entry,) = writer.folder.version(1).sources
    writer.folder.quads_path(entry.sha256).write_bytes(b"")
    with pytest.raises(DamagedFile):
        writer.restore(1)
    assert writer.folder.stamp() == before


def _load_each(folder: str, name: str, times: int) -> None:
    for number in range(times):
        slug = f"{name}-{number}"
        text = GOOD.replace("slug: test", f"slug: {slug}")
        load(
            GraphWriter(Path(folder), BASE), [str(write(Path(folder).parent, text, slug + ".yaml"))]
        )


def test_what_two_processes_load_at_the_same_time_is_all_there(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    store = str(tmp_path / "store")
    runs = [spawn.Process(target=_load_each, args=(store, name, 20)) for name in ("a", "b")]
    for one in runs:
        one.start()
    for one in runs:
        one.join(60)
    assert [one.exitcode for one in runs] == [0, 0]
    manifest = GraphFolder(Path(store)).current()
    assert manifest is not None
    assert len(manifest.sources) == manifest.version == 40


def _without_room(folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    store = GraphWriter(Path(folder) / "store", BASE)
    with pytest.raises(UnwritableStore, match="File too large"):
        load(store, [str(Path(folder) / "big.yaml")])
    assert not list(store.folder.path.glob(".writing-*"))


def test_a_full_disk_changes_nothing_and_leaves_nothing(
    writer: GraphWriter, tmp_path: Path
) -> None:
    before = writer.folder.stamp()
    write(tmp_path, GOOD.replace("slug: test", "slug: big"), "big.yaml")
    process = multiprocessing.get_context("spawn").Process(
        target=_without_room, args=(str(tmp_path),)
    )
    process.start()
    process.join(30)
    assert process.exitcode == 0
    assert writer.folder.stamp() == before


def _file_as_store(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("")


def _file_in_store(folder: Path) -> None:
    shutil.rmtree(folder / "versions")
    (folder / "versions").write_text("")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [(_file_as_store, "is no folder"), (_file_in_store, "cannot be written: File exists")],
)
def test_a_store_that_is_none_is_told_in_one_sentence(
    writer: GraphWriter, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(writer.folder.path)
    result = run(writer, "load", str(write(tmp_path, GOOD.replace("test", "third"))))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
