"""The store: versions, replacement, damage, and a load that is killed."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from graph.index import build_index
from graph.settings import Settings
from graph.store import DamagedFile, GraphFolder, GraphWriter, NoSuchSource, NoSuchVersion
from graph.store.writer import OtherBase
from loaders.load import load
from tests.factfiles import GOOD, write

BASE = Settings().base


@pytest.fixture
def writer(tmp_path: Path) -> GraphWriter:
    return GraphWriter(tmp_path / "store", BASE)


def test_the_same_input_gives_the_same_bytes_and_no_new_version(
    writer: GraphWriter, tmp_path: Path
) -> None:
    first = load(writer, [str(write(tmp_path))])
    again = load(writer, [str(write(tmp_path))])
    assert first == again
    other = GraphWriter(tmp_path / "other", BASE)
    assert load(other, [str(write(tmp_path))]).sources == first.sources


def test_loading_again_replaces_the_source(writer: GraphWriter, tmp_path: Path) -> None:
    load(writer, [str(write(tmp_path))])
    text = GOOD.replace("Université X", "Université Y")
    manifest = load(writer, [str(write(tmp_path, text))])
    assert manifest.version == 2
    (entry,) = manifest.sources
    lines = writer.folder.quads(entry).decode()
    assert "Université Y" in lines
    assert "Université X" not in lines


def test_a_failed_load_changes_nothing(writer: GraphWriter, tmp_path: Path) -> None:
    load(writer, [str(write(tmp_path))])
    before = writer.folder.stamp()
    wrong = write(tmp_path, GOOD.replace("Agreement", "Agrement"), "wrong.yaml")
    other = write(tmp_path, GOOD.replace("slug: test", "slug: other"), "other.yaml")
    with pytest.raises(Exception, match="Agrement"):
        load(writer, [str(other), str(wrong)])
    assert writer.folder.stamp() == before


def test_versions_can_be_listed_and_taken_back(writer: GraphWriter, tmp_path: Path) -> None:
    first = load(writer, [str(write(tmp_path))])
    assert writer.remove("test").sources == ()
    restored = writer.restore(1)
    assert restored.version == 3
    assert restored.sources == first.sources
    assert [manifest.version for manifest in writer.folder.versions()] == [3, 2, 1]
    with pytest.raises(NoSuchVersion, match="no version 9"):
        writer.restore(9)
    with pytest.raises(NoSuchSource, match="nowhere"):
        writer.remove("nowhere")


def test_another_base_is_refused(writer: GraphWriter, tmp_path: Path) -> None:
    load(writer, [str(write(tmp_path))])
    with pytest.raises(OtherBase, match=r"example\.org"):
        GraphWriter(writer.folder.path, "https://example.org/").remove("test")


def test_damage_is_seen_and_loading_again_mends_it(writer: GraphWriter, tmp_path: Path) -> None:
    (entry,) = load(writer, [str(write(tmp_path))]).sources
    path = writer.folder.quads_path(entry.sha256)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(DamagedFile, match="is damaged"):
        build_index(writer.folder, BASE)
    load(writer, [str(write(tmp_path))])
    assert len(build_index(writer.folder, BASE).store) > 0


def _kill_loads(folder: str, times: int) -> None:
    """Fork a process that loads without end, and kill it at a random moment; again and again."""
    paths = [write(Path(folder), GOOD.replace("X", name), f"{name}.yaml") for name in "ABC"]
    load(GraphWriter(Path(folder) / "warm", BASE), [str(paths[0])])  # children start at once
    store = Path(folder) / "store"
    chance = random.Random(2008)
    for _ in range(times):
        child = os.fork()
        if not child:
            while True:
                for path in paths:
                    load(GraphWriter(store, BASE), [str(path)])
        time.sleep(chance.uniform(0.01, 0.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (manifest := GraphFolder(store).current()) is not None:
            for entry in manifest.sources:
                GraphFolder(store).quads(entry)
            for old in GraphFolder(store).versions():
                assert old.version >= 1


def test_a_load_killed_at_any_moment_leaves_the_last_good_graph(tmp_path: Path) -> None:
    run = multiprocessing.get_context("spawn").Process(target=_kill_loads, args=(str(tmp_path), 50))
    run.start()
    run.join(120)
    assert run.exitcode == 0
    folder = GraphFolder(tmp_path / "store")
    manifest = folder.current()
    assert manifest is not None
    assert manifest.version > 10, "the loads did not get anywhere before they were killed"
    assert len(build_index(folder, BASE).store) > 0
    load(GraphWriter(folder.path, BASE), [str(write(tmp_path))])
    assert not list(folder.path.glob(".writing-*")), "what a killed load left is swept away"
