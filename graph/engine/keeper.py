"""The keeper: owns the engine's address, and moves it to each new version of the graph.

    keeper   listens, watches the store, holds no data
      loader   one per version: builds the index, accepts connections
        worker   one per connection: see worker.py

A retired loader takes no more connections; its workers finish what was begun. When the keeper goes,
all go: each holds the end of a pipe that closes with its parent.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.engine.client import Engine
from graph.engine.errors import EngineUnavailable
from graph.engine.loader import run_loader
from graph.settings import Settings
from graph.store import GraphFolder

READY = b"ready\n"


class Keeper:
    """Holds the listening socket and the loader of the current version."""

    def __init__(self, settings: Settings, listener: socket.socket, lifeline: int) -> None:
        self.settings = settings
        self.listener = listener
        self.lifeline = lifeline
        self.folder = GraphFolder(Path(settings.store))
        self.loader: tuple[int, int] | None = None
        """The loader's process and the pipe whose closing retires it."""

    def run(self) -> None:
        """Serve until the lifeline closes.

        A version that cannot be loaded is left, and the next one tried; the old one serves on.
        """
        stamp = self.folder.stamp()
        if not self._renew():
            return
        os.write(1, READY)
        while not self._closing():
            now, lost = self.folder.stamp(), self._lost()
            if now != stamp or lost:
                self._renew()
            stamp = now
        self._retire(self.loader)

    def _closing(self) -> bool:
        readable, _, _ = select.select([self.lifeline], [], [], self.settings.watch_seconds)
        return bool(readable)

    def _renew(self) -> bool:
        """Start a loader of the current version; retire the old one once the new one is ready."""
        keep, retire = os.pipe()
        ready, tell = os.pipe()
        process = os.fork()
        if not process:
            os.close(retire)
            os.close(ready)
            if self.loader:
                os.close(self.loader[1])
            run_loader(self.settings, self.listener, keep, tell)
        os.close(keep)
        os.close(tell)
        with os.fdopen(ready, "rb") as pipe:
            if pipe.read() != READY:
                os.close(retire)
                return False
        old, self.loader = self.loader, (process, retire)
        self._retire(old)
        return True

    @staticmethod
    def _retire(loader: tuple[int, int] | None) -> None:
        if loader:
            os.close(loader[1])

    def _lost(self) -> bool:
        """Collect ended loaders; tell whether the one that serves is among them."""
        ended = set(_ended())
        if self.loader is None or self.loader[0] not in ended:
            return False
        self._retire(self.loader)
        self.loader = None
        return True


def _ended() -> Iterator[int]:
    with suppress(ChildProcessError):
        while process := os.waitpid(-1, os.WNOHANG)[0]:
            yield process


@contextmanager
def start_engine(settings: Settings) -> Iterator[Engine]:
    """Run an engine over the store for the length of the block.

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
                engine = Engine(address, settings)
                try:
                    yield engine
                finally:
                    engine.close()
            finally:
                keeper.stdin.close()


def main(address: str, settings: str) -> None:
    """Run a keeper whose lifeline is standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which lets go
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(128)
    Keeper(Settings.model_validate_json(settings), listener, sys.stdin.fileno()).run()
