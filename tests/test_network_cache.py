"""What a service remembers of the network is of the graph that answers, whatever its number."""

import time
from pathlib import Path
from shutil import rmtree

from tests.networks import actor, store, tie
from webapp import create_app

QUICK = {"watch_seconds": 0.05}


def test_another_graph_of_the_same_number_is_another_graph(tmp_path: Path) -> None:
    """A folder that is made anew begins at version 1 again."""
    settings = store(tmp_path / "store", one=[*map(actor, "ab"), tie("first", ["a", "b"])])
    app = create_app({"SETTINGS": settings.model_copy(update=QUICK)})
    client = app.test_client()
    assert "agreement/first" in client.get("/network/view.json").text
    other = store(tmp_path / "other", one=[*map(actor, "ab"), tie("second", ["a", "b"])])
    rmtree(settings.store)
    Path(other.store).rename(settings.store)
    end = time.monotonic() + 20
    while "agreement/second" not in client.get("/network/view.json").text:
        assert time.monotonic() < end, "the old picture is still shown"
        time.sleep(0.05)
    assert client.get("/health").get_json()["version"] == 1
    app.extensions["engine_stack"].close()
