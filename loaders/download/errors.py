"""Why a file could not be fetched, each in one sentence."""

from graph.errors import AccordiaError


class NotFetched(AccordiaError):
    """A file that could not be had from its address."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(f"{address} cannot be fetched: {reason}.")


class ForbiddenAddress(NotFetched):
    """An address that leads elsewhere than to a public host over https."""


class TooLarge(NotFetched):
    """A file beyond the limit."""

    def __init__(self, address: str, most: int) -> None:
        self.most = most
        super().__init__(
            address, f"it has more than {most} bytes (the setting ACCORDIA_DOWNLOAD_MEGABYTES)"
        )


class OtherContent(NotFetched):
    """A file that is not the one that the mapping was written for."""

    def __init__(self, address: str, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(
            address,
            f"its checksum is {found[:12]}..., and {expected[:12]}... was expected: the publisher "
            "has changed the file (fetch it yourself, and load it with --file)",
        )


class NoMember(NotFetched):
    """An archive that lacks the file, or cannot be read."""
