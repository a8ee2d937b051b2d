"""The keeper: owns the engine's address, and moves it to each new version of the graph.

    keeper   listens, watches the store, holds no data
      loader   one per version: builds the index, accepts connections
        worker   one per connection: see worker.py

A retired loader takes no more connections; its workers finish what was begun, and
go. When the keeper goes, all go: each holds the end of a pipe that closes with the keeper.
"""

import math
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from graph.engine.loader import run_loader
from graph.settings import Settings
from graph.store import GraphFolder

READY = b"ready\n"
LONGEST_PAUSE = 30.0
"""Seconds between two attempts to load what could not be loaded."""


class Keeper:
    """Holds the listening socket and the loader of the current version."""

    def __init__(self, settings: Settings, listener: socket.socket, lifeline: int) -> None:
        self.settings = settings
        self.listener = listener
        self.lifeline = lifeline
        self.address = Path(listener.getsockname())
        self.folder = GraphFolder(Path(settings.store))
        self.stamp = (0, 0)
        self.loader: tuple[int, int] | None = None
        """The loader's process and the pipe whose closing retires it."""
        self.again = math.inf
        """When to try again what failed, by the monotonic clock."""
        self.pause = settings.watch_seconds

    def run(self) -> None:
        """Serve until the lifeline closes, or the address vanishes and nobody can come any more.

        A version that cannot be loaded is left, and the next one tried; the old one serves on.
        """
        self._moved()
        if not self._renew():
            return
        with suppress(BrokenPipeError):  # who waited for this has gone: so will the lifeline
            os.write(1, READY)
        while not self._closing() and self.address.exists():
            lost, moved = self._lost(), self._moved()
            if lost or moved or time.monotonic() >= self.again:
                self._renew()
        self._retire(self.loader)

    def _closing(self) -> bool:
        readable, _, _ = select.select([self.lifeline], [], [], self.settings.watch_seconds)
        return bool(readable)

    def _moved(self) -> bool:
        """Tell whether the store has another version than when this was last asked."""
        before = self.stamp
        with suppress(OSError):  # a disk that does not answer now has not moved
            self.stamp = self.folder.stamp()
        return self.stamp != before

    def _renew(self) -> bool:
        """Start a loader of the current version; retire the old one once the new one is ready.

        What fails is tried again, unless it is the version's fault and an old one serves.
        """
        try:
            loader, is_lasting = self._load(), self.loader is not None
        except OSError as error:  # no process, no descriptor to be had now
            sys.stderr.write(f"{error}\n")
            loader, is_lasting = None, False
        if loader is None:
            self.again = math.inf if is_lasting else time.monotonic() + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
            return False
        self._retire(self.loader)
        self.loader, self.again, self.pause = loader, math.inf, self.settings.watch_seconds
        return True

    def _load(self) -> tuple[int, int] | None:
        """Fork a loader and wait until it is ready; None where it cannot load. Raises OSError."""
        pipes: list[int] = []
        try:
            pipes += os.pipe()
            pipes += os.pipe()
            process = os.fork()
        except OSError:
            _close(*pipes)
            raise
        keep, retire, ready, tell = pipes
        if not process:
            _close(retire, ready, *(self.loader or ())[1:])
            run_loader(self.settings, self.listener, keep, tell)
        _close(keep, tell)
        with os.fdopen(ready, "rb") as pipe:
            if pipe.read() == READY:
                return process, retire
        _close(retire)
        return None

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


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _ended() -> Iterator[int]:
    with suppress(ChildProcessError):
        while process := os.waitpid(-1, os.WNOHANG)[0]:
            yield process


def main(address: str, settings: str) -> None:
    """Run a keeper whose lifeline is standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which lets go
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(128)
    Keeper(Settings.model_validate_json(settings), listener, sys.stdin.fileno()).run()
