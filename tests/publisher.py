"""A publisher's web server: real https on this machine, with a certificate of its own."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

from loaders.download.fetch import Fetcher
from loaders.download.hosts import Endpoint, public_addresses

HOSTS = ("publisher.example", "mirror.example", "unpkg.com", "raw.githubusercontent.com")
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    endless: bool = False
    """The body again and again, a little at a time, until the client leaves."""


@dataclass(slots=True)
class Publisher:
    """The running server, and how to fetch from it."""

    port: int
    pages: dict[str, Page]
    tls: ssl.SSLContext
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Hosts and paths that were asked for."""

    def fetcher(self, most: int = MOST, seconds: float = 60) -> Fetcher:
        """Return a fetcher that finds the hosts of the publisher here, and no other in private."""
        return Fetcher(most, seconds, self._resolve, self.tls)

    def _resolve(self, host: str, port: int) -> tuple[Endpoint, ...]:
        return (("127.0.0.1", self.port),) if host in HOSTS else public_addresses(host, port)


@contextmanager
def publishing(pages: Mapping[str, Page]) -> Iterator[Publisher]:
    """Run a server with these pages."""
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    publisher = Publisher(0, dict(pages), trusting)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(publisher))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(serving)
    server.socket = serving.wrap_socket(server.socket, server_side=True)
    publisher.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.asked.append((self.headers["Host"], self.path))
            page = publisher.pages.get(self.path, Page(status=404))
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in page.headers and not page.endless:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self._send(page)

        def _send(self, page: Page) -> None:
            try:
                self.wfile.write(page.body)
                while page.endless:
                    self.wfile.write(page.body)
            except OSError:  # the client has left
                return

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler
