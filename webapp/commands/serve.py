"""Run the service."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen
from threading import Event, Thread

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from graph.engine import EngineUnavailable, start_keeper
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
    listening = _resolved(host, port)
    built = load_missing(writer(settings), tell)
    if built is not None:
        click.echo(f"Built version {built.version}: {built.quads} triples.")
    with start_keeper(settings) as (address, keeper), _ending_with(keeper):
        click.echo(f"Accordia is at http://{_in_address(host)}:{port}/ (Ctrl+C ends it).")
        os.environ |= _environment(settings, address)
        Granian(
            "webapp:create_app",
            factory=True,
            interface=Interfaces.WSGI,
            address=listening,
            port=port,
            workers=workers,
            blocking_threads=min(settings.connections, 2 * (os.cpu_count() or 1) + 1),
            log_level=LogLevels.warning,
            workers_kill_timeout=STOP_SECONDS,
        ).serve()


@contextmanager
def _ending_with(keeper: Popen[bytes]) -> Iterator[None]:
    """End the block as ``kill`` would when the keeper ends: without it, nothing is answered.

    Whoever watches over the service can then start it again. Raises EngineUnavailable.
    """
    over = Event()

    def watch() -> None:
        keeper.wait()
        if not over.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()
    if keeper.poll() is not None:
        raise EngineUnavailable("its process has ended, and so does the service")


def _in_address(host: str) -> str:
    """Return the host as an address has it; RFC 3986, 3.2.2."""
    return f"[{host}]" if ":" in host else host


def _environment(settings: Settings, engine: str) -> dict[str, str]:
    """Hand the settings to the server's worker processes, which read their environment."""
    values = settings.model_copy(update={"engine": engine}).model_dump()
    return {f"ACCORDIA_{name.upper()}": str(value) for name, value in values.items()}


def _resolved(host: str, port: int) -> str:
    """Return the address of a host, IPv4 or IPv6, with the port tried.

    The server itself knows no names, and says that a port is taken after the engine has started.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return str(address[0])
    except OSError as error:
        raise PortTaken(host, port, error.strerror or str(error)) from None
