"""Messages between the service and a query worker: a JSON head and a body of bytes."""

import json
import socket
import struct
from typing import Any

HEAD = struct.Struct(">IQ")


class Closed(ConnectionError):
    """The other side is gone."""


def send(connection: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Send one message."""
    data = json.dumps(head).encode()
    connection.sendall(HEAD.pack(len(data), len(body)) + data)
    if body:
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Return the next message. Raises Closed."""
    head_size, body_size = HEAD.unpack(_exactly(connection, HEAD.size))
    head: dict[str, Any] = json.loads(_exactly(connection, head_size))
    return head, _exactly(connection, body_size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise Closed("the connection was closed")
        view = view[count:]
    return bytes(buffer)
