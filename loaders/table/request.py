"""What the process that reads tables is asked for."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One table to be read."""

    path: str
    shown: str
    """The name of the file as the user gave it."""
    mapping: str
    base: str
    slug: str = ""
    """The name of the source; empty: that of the mapping."""
    download: str = ""
    """Address that the file was fetched from."""
    target: str = ""
    """Where the sorted N-Quads go."""
    refused: str = ""
    """Where the refused rows go, as CSV; empty: nowhere."""
    dry_run: int = 0
    """How many facts to show, instead of writing any; 0 writes."""
    most: int = 4_000_000_000
    """Bytes that the file may have, unpacked."""
    megabytes: int = 4096
    """Memory that the process may use."""

    @property
    def kept(self) -> str:
        """Where the list goes that is kept with the version; a dry run keeps none."""
        return f"{self.target}.refused" if self.target and not self.dry_run else ""

    def to_json(self) -> str:
        """Return the request as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Request":
        """Return the request that ``to_json`` wrote."""
        return cls(**json.loads(text))
