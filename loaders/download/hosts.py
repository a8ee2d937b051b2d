"""Which hosts may be asked: only those whose every address is public.

The address that was checked is the one that is connected to, so that a name which answers
differently the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from loaders.download.errors import ForbiddenAddress, NotFetched

Endpoint = tuple[str, int]
Resolver = Callable[[str, int], tuple[Endpoint, ...]]
"""Returns where to connect for a host and a port; raises ValueError where one may not."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SITE = ipaddress.ip_network("fec0::/10")
"""Addresses within one organisation (RFC 3879), which Python takes for public ones."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public_addresses(host: str, port: int) -> tuple[Endpoint, ...]:
    """Return the addresses of a host, all of them public. Raises ValueError, OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise ValueError(f"{host} is at {address}, which is no public address")
    return tuple((address, port) for address in addresses)


def is_public(address: Address) -> bool:
    """Tell whether an address, and the one that it may carry inside, is on the public Internet."""
    inner = _carried(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    if address in SITE:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def checked(address: str) -> SplitResult:
    """Return the parts of an https address. Raises ForbiddenAddress."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ForbiddenAddress(address, "this is no web address") from None
    if parts.scheme != "https" or not host or port == 0 or not address.isascii():
        raise ForbiddenAddress(address, "only https addresses are fetched")
    if "@" in parts.netloc:
        raise ForbiddenAddress(address, "an address with a user's name is not fetched")
    return parts


def resolved(address: str, parts: SplitResult, resolve: Resolver) -> tuple[Endpoint, ...]:
    """Return where to connect for an address. Raises ForbiddenAddress, NotFetched."""
    host = parts.hostname or ""
    try:
        return resolve(host.encode("idna").decode(), parts.port or 443)
    except UnicodeError:
        raise ForbiddenAddress(address, f"{host!r} is no name of a host") from None
    except ValueError as error:
        raise ForbiddenAddress(address, str(error)) from None
    except OSError:
        raise NotFetched(address, f"the host {host} is not found (no network?)") from None
