"""Starting an engine: a keeper in a process of its own, which ends with the one that starts it."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine.client import Engine
from graph.engine.errors import EngineUnavailable
from graph.engine.keeper import READY
from graph.settings import Settings


@contextmanager
def start_engine(settings: Settings) -> Iterator[Engine]:
    """Run an engine over the store for the length of the block.

    Raises EngineUnavailable.
    """
    with start_keeper(settings) as (address, _):
        engine = Engine(address, settings)
        try:
            yield engine
        finally:
            engine.close()


@contextmanager
def start_keeper(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a keeper for the length of the block; give its address and its process, to be watched.

    Raises EngineUnavailable.
    """
    with tempfile.TemporaryDirectory(prefix="accordia-") as folder:
        address = str(Path(folder) / "engine")
        # -P: a file named json.py in the user's folder is not ours
        command = [sys.executable, "-P", "-m", "graph.engine", address, settings.model_dump_json()]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
            assert keeper.stdin is not None
            assert keeper.stdout is not None
            try:
                if keeper.stdout.readline() != READY:
                    raise EngineUnavailable("it could not load the graph")
                yield address, keeper
            finally:
                keeper.stdin.close()
