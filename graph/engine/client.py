"""The service's side of the engine: sessions over a pool of connections."""

import queue
import socket
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from graph.engine import protocol
from graph.engine.errors import (
    EngineUnavailable,
    QueryCrashed,
    QueryError,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    UnknownFormat,
)
from graph.engine.formats import GRAPHS, RESULTS
from graph.index.search import Finding, Hit
from graph.settings import Settings

GRACE = 2.0
"""Seconds that a killed worker's end may take to be seen."""
GREETING = 5.0
"""Seconds that a worker may take to begin: longer, and nobody is there to start one."""
ATTEMPTS = 2
"""A loader that retires between a connection and its greeting leaves it to the next loader."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A result, serialised by the engine."""

    media_type: str
    body: bytes
    is_graph: bool
    version: int
    rows: int | None = None
    """How many, where no more than so many were asked for."""
    more: bool = False
    """Whether the result goes on after them."""


class Session:
    """Queries that are all answered from one version of the graph."""

    def __init__(
        self, connection: socket.socket, settings: Settings, version: int, digest: str
    ) -> None:
        self.connection = connection
        self.settings = settings
        self.version = version
        self.digest = digest
        """Stands for the content that answers: the same digest, the same answers."""
        self.broken = False
        """Whether an answer was left unread: such a connection is not used again."""

    def query(
        self,
        query: str,
        accept: Sequence[str] = (*RESULTS, *GRAPHS),
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        in_order: bool = False,
        rows: int | None = None,
    ) -> Answer:
        """Return the answer in the first format of ``accept`` that its kind of query has.

        ``in_order``: Turtle sorted and with prefixes, for people to read. ``rows``: no more than
        the first so many, a SELECT then as JSON.
        Raises QuerySyntaxError, QueryFailed, QueryRefused, QueryTimeout, QueryCrashed,
        ResultTooLarge, UnknownFormat.
        """
        request = {
            "do": "query",
            "accept": list(accept),
            "default": list(default_graphs),
            "named": list(named_graphs),
            "sorted": in_order,
            "rows": rows,
        }
        head, body = self._ask(request, query)
        if "error" in head:
            raise self._error(head, accept)
        return Answer(
            media_type=head["media_type"],
            body=body,
            is_graph=head["graph"],
            version=self.version,
            rows=head.get("rows"),
            more=head.get("more", False),
        )

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Return things whose names or codes the words begin."""
        return self.find(words, limit).hits

    def find(self, words: str, limit: int, start: int = 0, group: str = "") -> Finding:
        """Return a part of what the words find, of one group of classes or of all."""
        request = {"do": "search", "limit": limit, "start": start, "group": group}
        head, _ = self._ask(request, words)
        return Finding(**head | {"hits": [Hit(*hit) for hit in head["hits"]]})

    def end(self) -> socket.socket | None:
        """Return the connection for the next session; None where it can carry none."""
        if not self.broken:
            with suppress(OSError):
                protocol.send(self.connection, {"do": "end"})
                return self.connection
        self.connection.close()
        return None

    def _ask(self, head: dict[str, Any], text: str) -> tuple[dict[str, Any], bytes]:
        started = time.monotonic()
        self.broken = True
        try:
            protocol.send(self.connection, head, text.encode(errors="replace"))
            reply = protocol.receive(self.connection)
        except (ConnectionError, TimeoutError):
            if time.monotonic() - started >= self.settings.query_seconds * 0.99:
                raise QueryTimeout(self.settings.query_seconds) from None
            raise QueryCrashed(self.settings.query_megabytes) from None
        self.broken = False
        return reply

    def _error(self, head: dict[str, Any], accept: Sequence[str]) -> QueryError:
        match head["error"]:
            case "refused":
                return QueryRefused(head["reason"])
            case "size":
                return ResultTooLarge(self.settings.result_megabytes)
            case "memory":
                self.broken = True
                return QueryCrashed(self.settings.query_megabytes)
            case "format":
                return UnknownFormat(", ".join(accept), tuple(head["known"]))
            case "failed":
                return QueryFailed(head["reason"])
        return QuerySyntaxError.from_parts(head)


class Engine:
    """A running engine, as one process sees it. Safe for threads."""

    def __init__(self, address: str, settings: Settings) -> None:
        self.address = address
        self.settings = settings
        self._idle: queue.LifoQueue[socket.socket | None] = queue.LifoQueue()
        for _ in range(settings.connections):
            self._idle.put(None)
        self.close = weakref.finalize(self, _close_all, self._idle)
        """Lets go of the workers; also done when the engine is forgotten."""

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Hold one version of the graph for the length of the block.

        Raises EngineUnavailable when every worker stays busy.
        """
        kept: socket.socket | None = None
        idle = self._take()
        try:
            session = self._begin(idle)
            try:
                yield session
            finally:
                kept = session.end()
        finally:
            self._idle.put(kept)

    def _take(self) -> socket.socket | None:
        try:
            return self._idle.get(timeout=self.settings.query_seconds + GRACE)
        except queue.Empty:
            raise EngineUnavailable("all its workers are busy") from None

    def _begin(self, idle: socket.socket | None) -> Session:
        if idle is not None and (session := self._greeted(idle)):
            return session
        for _ in range(ATTEMPTS):
            if session := self._greeted(self._connect()):
                return session
        raise EngineUnavailable("it is being replaced")

    def _greeted(self, connection: socket.socket) -> Session | None:
        """Return one greeted by its worker, or None where that has gone: retired ones do."""
        try:
            connection.settimeout(GREETING)
            protocol.send(connection, {"do": "begin"})
            head, _ = protocol.receive(connection)
            connection.settimeout(self.settings.query_seconds + GRACE)
        except (ConnectionError, TimeoutError):
            connection.close()
            return None
        return Session(connection, self.settings, head["version"], head["digest"])

    def _connect(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(GREETING)
            connection.connect(self.address)
        except OSError as error:
            connection.close()
            raise EngineUnavailable(error.strerror or str(error)) from None
        return connection


def _close_all(idle: queue.LifoQueue[socket.socket | None]) -> None:
    with suppress(queue.Empty):
        while True:
            if connection := idle.get_nowait():
                connection.close()
