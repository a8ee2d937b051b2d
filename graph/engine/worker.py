"""A query worker: one process, one connection, one version of the graph.

It is forked from a process that has loaded the index, so it starts in milliseconds and shares the
index's memory. It parses too: deep nesting crashes the parser.
"""

import select
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
)

from graph.engine import protocol
from graph.engine.formats import GRAPHS, RESULTS
from graph.engine.limits import MEGABYTE, deadline, forbid_files, limit_memory, while_wanted
from graph.engine.refusals import calls_out
from graph.engine.syntax import explained
from graph.engine.table import beginning, json_table
from graph.export.layout import turtle
from graph.index.build import Index
from graph.index.search import find
from graph.namespaces import PREFIXES
from graph.serialization import to_bytes

Reply = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take."""

    seconds: float
    megabytes: int
    result_megabytes: int


class Worker:
    """Answers the sessions of one connection, one after the other."""

    def __init__(self, index: Index, limits: Limits, retired: int) -> None:
        self.index = index
        self.limits = limits
        self.retired = retired
        """A descriptor that is readable once a newer version is served, or the keeper is gone."""
        self.handlers: Mapping[str, Callable[[dict[str, Any], str], Reply]] = {
            "begin": self._begin,
            "query": self._query,
            "search": self._search,
        }

    def serve(self, connection: socket.socket) -> None:
        """Answer until the other side closes, or this version is retired between two sessions."""
        limit_memory(self.limits.megabytes)
        forbid_files()
        with suppress(ConnectionError):
            while self._is_wanted(connection):
                self._answer_session(connection)

    def _is_wanted(self, connection: socket.socket) -> bool:
        """Wait for the next session; an idle worker must not hold the memory of an old version."""
        readable, _, _ = select.select([connection.fileno(), self.retired], [], [])
        return self.retired not in readable

    def _answer_session(self, connection: socket.socket) -> None:
        while True:
            head, body = protocol.receive(connection)
            if head["do"] == "end":
                return
            with deadline(self.limits.seconds), while_wanted(connection):
                reply = self.handlers[head["do"]](head, body.decode())
            protocol.send(connection, *reply)

    def _begin(self, _head: dict[str, Any], _text: str) -> Reply:
        return {"version": self.index.version, "digest": self.index.digest}, b""

    def _search(self, head: dict[str, Any], words: str) -> Reply:
        start, group = head["start"], head["group"]
        found = find(self.index.search, words, head["limit"], start=start, group=group)
        return found._asdict(), b""

    def _query(self, head: dict[str, Any], query: str) -> Reply:
        if calls_out(query):
            return {"error": "refused", "reason": "SERVICE"}, b""
        try:
            result = self.index.store.query(query, **_dataset(head))
            return self._sized(*_serialised(result, head, self.index.base))
        except SyntaxError as error:
            return {"error": "syntax"} | explained(str(error), query).parts, b""
        except (ValueError, RuntimeError, OSError) as error:
            return {"error": "failed", "reason": str(error)}, b""
        except MemoryError:
            return {"error": "memory"}, b""

    def _sized(self, head: dict[str, Any], body: bytes) -> Reply:
        if len(body) > self.limits.result_megabytes * MEGABYTE:
            return {"error": "size"}, b""
        return head, body


def _dataset(head: dict[str, Any]) -> dict[str, Any]:
    """Return the dataset that the request names; SPARQL 1.1 Protocol, 2.1.4."""
    default, named = head.get("default", ()), head.get("named", ())
    if not default and not named:
        return {}
    return {
        "default_graph": [NamedNode(iri) for iri in default],
        "named_graphs": [NamedNode(iri) for iri in named],
    }


def _serialised(
    result: QuerySolutions | QueryBoolean | QueryTriples, asked: dict[str, Any], base: str
) -> Reply:
    is_graph = isinstance(result, QueryTriples)
    known = GRAPHS if is_graph else RESULTS
    media_type = next((wanted for wanted in asked["accept"] if wanted in known), None)
    if media_type is None:
        return {"error": "format", "known": list(known)}, b""
    head = {"media_type": media_type, "graph": is_graph}
    if isinstance(result, QueryTriples):
        triples, more = beginning(result, asked["rows"])
        if asked["sorted"] and media_type == "text/turtle":
            return head | more, turtle(triples, base)
        return head | more, to_bytes(triples, GRAPHS[media_type], PREFIXES)
    if isinstance(result, QuerySolutions) and asked["rows"] is not None:
        solutions, more = beginning(result, asked["rows"])
        return head | more, json_table(result.variables, solutions)
    body = result.serialize(format=RESULTS[media_type])
    assert body is not None
    return head, body
