"""A loader: builds the index of one version, then forks a worker for each connection."""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from graph.engine.worker import Limits, Worker
from graph.errors import AccordiaError
from graph.index import Index, build_index
from graph.settings import Settings
from graph.store import GraphFolder


def run_loader(settings: Settings, listener: socket.socket, retired: int, tell: int) -> NoReturn:
    """Be a loader until retired, then exit. Called in a forked process."""
    try:
        index = build_index(GraphFolder(Path(settings.store)), settings.base)
    except (AccordiaError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        os._exit(1)
    gc.freeze()
    os.write(tell, b"ready\n")
    os.close(tell)
    _accept(settings, index, listener, retired)
    os._exit(0)


def _accept(settings: Settings, index: Index, listener: socket.socket, retired: int) -> None:
    limits = Limits(settings.query_seconds, settings.query_megabytes, settings.result_megabytes)
    worker = Worker(index, limits, retired)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener.setblocking(False)
    while True:
        readable, _, _ = select.select([listener.fileno(), retired], [], [])
        if retired in readable:
            return
        with suppress(OSError):  # another loader was quicker, or no process is to be had now
            _fork_worker(worker, listener)


def _fork_worker(worker: Worker, listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        if os.fork():
            return
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        listener.close()
        connection.setblocking(True)
        try:
            worker.serve(connection)
        finally:
            os._exit(0)
