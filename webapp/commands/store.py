"""The option that every command has, and what it opens."""

import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from graph.errors import AccordiaError
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter

MEMORY = ":memory:"


class RemoteStore(AccordiaError):
    """An address where a folder is expected."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} is an address: this version keeps its graph in a folder.")


def with_store(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--store`` and, as its first argument, the settings with that store.

    Raises RemoteStore.
    """

    @click.option("--store", metavar="FOLDER", help="Where the graph is (ACCORDIA_STORE).")
    @click.pass_context
    @wraps(command)
    def wrapped(context: click.Context, /, store: str | None, **options: Any) -> None:
        settings = Settings()
        settings = settings.model_copy(update={"store": store or context.obj or settings.store})
        if settings.store.startswith(("http://", "https://")):
            raise RemoteStore(settings.store)
        if settings.store == MEMORY:
            folder = context.with_resource(tempfile.TemporaryDirectory(prefix="accordia-"))
            settings = settings.model_copy(update={"store": folder})
        command(settings, **options)

    return wrapped


def reader(settings: Settings) -> GraphFolder:
    """Return the store, for reading."""
    return GraphFolder(Path(settings.store))


def writer(settings: Settings) -> GraphWriter:
    """Return the store, for writing."""
    return GraphWriter(Path(settings.store), settings.base)
