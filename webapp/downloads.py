"""Large files on their way to slow readers.

Each holds one of the server's few threads for as long as its reader likes: so only some at a time.
"""

import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock
from typing import IO, cast

from flask import Flask, Response, abort, current_app
from flask_babel import gettext

Write = Callable[[IO[bytes]], None]

LARGE = 16 << 20
"""Bytes of sources from which on an export is large."""
AT_ONCE = 2
"""Large files on their way at the same time; the server has three threads or more."""
KEPT = 5
"""Large files that are kept for the next reader: the graph in each format."""
CHUNK = 1 << 18


class Kept:
    """A written file without a name: gone with its last reader, whatever happens."""

    def __init__(self, write: Write) -> None:
        with TemporaryFile(prefix="accordia-") as file:
            write(file)
            file.flush()
            self.size = file.tell()
            self.descriptor = os.dup(file.fileno())
        weakref.finalize(self, os.close, self.descriptor)

    def chunks(self) -> Iterator[bytes]:
        """Yield the content. Safe for threads."""
        for offset in range(0, self.size, CHUNK):
            yield os.pread(self.descriptor, CHUNK, offset)


class Downloads:
    """The large files of one process, each written once."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(AT_ONCE)
        self._lock = Lock()
        self._kept: dict[str, Kept] = {}

    def response(self, tag: str, write: Write) -> Response:
        """Return the file of that tag; a 503 where too many are on their way."""
        if not self._places.acquire(blocking=False):
            abort(
                HTTPStatus.SERVICE_UNAVAILABLE,
                gettext("Too many large files are being downloaded. Please try again in a moment."),
            )
        with ExitStack() as stack:
            stack.callback(self._places.release)
            kept = self._get(tag, write)
            response = Response(kept.chunks())
            response.content_length = kept.size
            response.call_on_close(stack.pop_all().close)
        return response

    def _get(self, tag: str, write: Write) -> Kept:
        with self._lock:
            kept = self._kept.pop(tag, None) or Kept(write)
            self._kept[tag] = kept
            for oldest in list(self._kept)[:-KEPT]:
                del self._kept[oldest]
        return kept


def init_app(app: Flask) -> None:
    """Give the service its downloads."""
    app.extensions["downloads"] = Downloads()


def downloads() -> Downloads:
    """Return those of the current service."""
    return cast(Downloads, current_app.extensions["downloads"])
