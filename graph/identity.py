"""The addresses of things: one place that knows how an IRI is made."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


FOREIGN = "iri"
"""The kind of a thing that keeps the address that others gave it: its key is that address."""


class Ref(NamedTuple):
    """A thing before it has an IRI: its kind of address and its key in that kind."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Namer:
    """Makes the IRIs of one base address (DESIGN: things keep theirs for ever)."""

    base: str

    def thing(self, ref: Ref) -> str:
        """Return the IRI of a territory, institution, tie, person ..."""
        if ref.kind == FOREIGN:
            return ref.key
        return f"{self.base}id/{ref.kind}/{quote(ref.key, safe='')}"

    def concept(self, scheme: str, slug: str) -> str:
        """Return the IRI of a concept of one of the five schemes."""
        return f"{self.base}concept/{scheme}/{slug}"

    def source(self, slug: str) -> str:
        """Return the IRI of a source, which is also the name of its graph."""
        return f"{self.base}source/{slug}"

    @property
    def derived(self) -> str:
        """The graph of what is computed from the sources."""
        return f"{self.base}graph/derived"

    @property
    def identity(self) -> str:
        """The graph of what was found to be one, and of what may be."""
        return f"{self.base}graph/identity"

    @property
    def ontology(self) -> str:
        """The graph of the vocabulary and the concepts."""
        return f"{self.base}ontology"


def digest(parts: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that stand for the parts, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def twinning_key(parties: Iterable[str]) -> str:
    """Return the key of a twinning: its parties' keys, sorted, whoever tells of it."""
    return "--".join(sorted(parties))
