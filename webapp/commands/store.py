"""The option that every command has, and what it opens."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from graph.errors import AccordiaError
from graph.settings import Settings, read_settings
from graph.store import GraphFolder, GraphWriter

MEMORY = ":memory:"


class RemoteStore(AccordiaError):
    """An address where a folder is expected."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} is an address: this version keeps its graph in a folder.")


class NotAFolder(AccordiaError):
    """A file where a folder is expected."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} is no folder: --store names the folder that holds the graph.")


def with_store(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--store`` and, as its first argument, the settings with that store.

    Raises BadSetting, RemoteStore, NotAFolder.
    """

    @click.option("--store", metavar="FOLDER", help="Where the graph is (ACCORDIA_STORE).")
    @click.pass_context
    @wraps(command)
    def wrapped(context: click.Context, /, store: str | None, **options: Any) -> None:
        settings = read_settings()
        settings = settings.model_copy(update={"store": store or context.obj or settings.store})
        if settings.store.startswith(("http://", "https://")):
            raise RemoteStore(settings.store)
        context.with_resource(_leaving_on_terminate())
        if settings.store == MEMORY:
            folder = context.with_resource(tempfile.TemporaryDirectory(prefix="accordia-"))
            settings = settings.model_copy(update={"store": folder})
        if os.path.exists(settings.store) and not os.path.isdir(settings.store):
            raise NotAFolder(settings.store)
        command(settings, **options)

    return wrapped


@contextmanager
def _leaving_on_terminate() -> Iterator[None]:
    """Let ``kill`` unwind the command, so that it takes its temporary files and processes along."""

    def leave(number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def reader(settings: Settings) -> GraphFolder:
    """Return the store, for reading."""
    return GraphFolder(Path(settings.store))


def writer(settings: Settings) -> GraphWriter:
    """Return the store, for writing."""
    return GraphWriter(Path(settings.store), settings.base)
