"""One file from its address to the disk; every redirect is checked like the first address."""

import hashlib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import responses
from pathlib import Path
from urllib.parse import SplitResult, urljoin

from urllib3 import BaseHTTPResponse, HTTPResponse, HTTPSConnectionPool, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.exceptions import SSLError as TlsError

from loaders.download.errors import ForbiddenAddress, NotFetched, TooLarge
from loaders.download.hosts import Resolver, checked, public_addresses, resolved

CHUNK = 1 << 16
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PATIENCE = Timeout(connect=10, read=30)
HEADERS = {"User-Agent": "accordia", "Accept": "*/*", "Accept-Encoding": "identity"}

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and how many are to come in all (0: not known)."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches files within limits; whom it asks and trusts can be given from outside."""

    most: int
    """Bytes that one file may have."""
    seconds: float
    """Time that one file may take."""
    resolve: Resolver = public_addresses
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(
        self, address: str, target: Path, on_progress: Progress = lambda done, whole: None
    ) -> str:
        """Write a file to the disk and return its SHA-256. Raises NotFetched."""
        end = time.monotonic() + self.seconds
        at = address
        for _ in range(MOST_REDIRECTS + 1):
            with self._answer(at) as answer:
                if answer.status not in REDIRECTS:
                    return self._kept(answer, at, target, end, on_progress)
                location = answer.headers.get("Location", "")
            if not location:
                raise NotFetched(at, "it redirects without saying where to")
            at = _followed(at, location)
        raise NotFetched(address, f"it redirects more than {MOST_REDIRECTS} times")

    @contextmanager
    def _answer(self, address: str) -> Iterator[BaseHTTPResponse]:
        parts = checked(address)
        with _told(address), self._pool(address, parts) as pool:
            answer = pool.request(
                "GET",
                (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
                headers={**HEADERS, "Host": parts.netloc},
                redirect=False,
                preload_content=False,
            )
            try:
                yield answer
            finally:
                answer.close()

    def _pool(self, address: str, parts: SplitResult) -> HTTPSConnectionPool:
        """Return a pool that connects to an address which was checked, whatever the name says."""
        (host, port), *_ = resolved(address, parts, self.resolve)
        return HTTPSConnectionPool(
            host,
            port,
            timeout=PATIENCE,
            retries=False,
            ssl_context=self.tls,
            server_hostname=parts.hostname,
        )

    def _kept(
        self,
        answer: BaseHTTPResponse,
        address: str,
        target: Path,
        end: float,
        on_progress: Progress,
    ) -> str:
        if answer.status != 200:
            name = responses.get(answer.status, "")
            raise NotFetched(address, f"the host answers {answer.status} {name}".rstrip())
        whole = _length(answer)
        if whole > self.most:
            raise TooLarge(address, self.most)
        digest, total = hashlib.sha256(), 0
        with target.open("wb") as file:
            for chunk in _chunks(answer):
                total += len(chunk)
                if total > self.most:
                    raise TooLarge(address, self.most)
                if time.monotonic() > end:
                    raise NotFetched(address, f"it takes more than {self.seconds:g} s")
                digest.update(chunk)
                file.write(chunk)
                on_progress(total, whole)
        return digest.hexdigest()


def _chunks(answer: BaseHTTPResponse) -> Iterator[bytes]:
    """Yield what comes as it comes: who sends one byte at a time is stopped in time, too."""
    assert isinstance(answer, HTTPResponse)
    while chunk := answer.read1(CHUNK, decode_content=False):
        yield chunk


def _length(answer: BaseHTTPResponse) -> int:
    said = answer.headers.get("Content-Length", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _followed(address: str, location: str) -> str:
    try:
        target = urljoin(address, location)
    except ValueError:
        raise ForbiddenAddress(location, "the redirect leads to what is no web address") from None
    try:
        return checked(target).geturl()
    except ForbiddenAddress as error:
        reason = f"it redirects to {error.address}, and {error.reason}"
        raise ForbiddenAddress(address, reason) from None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Say in our words what the library raises."""
    try:
        yield
    except TlsError:
        raise NotFetched(address, "the host does not prove who it is (TLS)") from None
    except (ConnectTimeoutError, ReadTimeoutError):
        raise NotFetched(address, "the host does not answer in time") from None
    except ProtocolError:
        raise NotFetched(address, "the connection broke before the file was whole") from None
    except HTTPError as error:
        raise NotFetched(address, f"the connection failed ({type(error).__name__})") from None
