"""Run the service."""

import os
import socket
from contextlib import closing

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from graph.engine import start_engine
from graph.errors import AccordiaError
from graph.settings import Settings
from loaders.load import load_missing
from webapp.commands.store import with_store, writer
from webapp.commands.tell import tell

STOP_SECONDS = 5
"""A worker that is told to stop while it starts does not hear it: it is killed then."""


class PortTaken(AccordiaError):
    """Another program listens on the port, or it may not be used."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port, self.reason = host, port, reason
        super().__init__(f"Port {port} of {host} cannot be used ({reason}): choose another --port.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@with_store
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Build the graph if there is none yet, then serve it."""
    _refuse_taken(host, port)
    built = load_missing(writer(settings), tell)
    if built is not None:
        click.echo(f"Built version {built.version}: {built.quads} triples.")
    with start_engine(settings) as engine:
        click.echo(f"Accordia is at http://{host}:{port}/ (Ctrl+C ends it).")
        os.environ |= _environment(settings, engine.address)
        Granian(
            "webapp:create_app",
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=workers,
            blocking_threads=min(settings.connections, 2 * (os.cpu_count() or 1) + 1),
            log_level=LogLevels.warning,
            workers_kill_timeout=STOP_SECONDS,
        ).serve()


def _environment(settings: Settings, engine: str) -> dict[str, str]:
    """Hand the settings to the server's worker processes, which read their environment."""
    values = settings.model_copy(update={"engine": engine}).model_dump()
    return {f"ACCORDIA_{name.upper()}": str(value) for name, value in values.items()}


def _refuse_taken(host: str, port: int) -> None:
    """Try the port first: the server itself only says so after the engine has started."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host, port, error.strerror or str(error)) from None
