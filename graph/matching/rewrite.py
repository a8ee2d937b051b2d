"""The lines of a source with the one address of each thing, and its one preferred name."""

from collections.abc import Iterable, Iterator

from graph.matching.addresses import Addresses
from graph.matching.identify import Identities
from graph.matching.read import iri, text
from graph.namespaces import expand

PREFERRED = f"<{expand('skos:prefLabel')}>".encode()
OTHER = f"<{expand('skos:altLabel')}>".encode()


class Rewriter:
    """Writes the lines of sources anew; what a source does not say of merged things stays as is."""

    def __init__(self, base: str, found: Identities) -> None:
        addresses = Addresses(base)
        self._stays = {
            f"<{addresses.whole(old)}>".encode(): f"<{addresses.whole(new)}>".encode()
            for old, new in found.canonical.items()
        }
        self._second = {
            source: {(name.iri, name.words, name.language) for name in names}
            for source, names in found.second.items()
        }

    def changes(self, lines: Iterable[bytes], source: str) -> bool:
        """Tell whether any line would be written anew."""
        return any(old is not new for old, new in self._both(lines, source))

    def lines(self, lines: Iterable[bytes], source: str) -> Iterator[bytes]:
        """Yield the lines as they are to be, in the old order; what becomes empty is left out."""
        return (new for _, new in self._both(lines, source) if new)

    def _both(self, lines: Iterable[bytes], source: str) -> Iterator[tuple[bytes, bytes]]:
        stays, second = self._stays, self._second.get(source, set())
        renamed = {f"<{name[0]}>".encode() for name in second}
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            new = line
            if predicate == PREFERRED and subject in renamed:
                new = _demoted(line, subject, rest, second)
            if subject in stays or (rest.startswith(b"<") and _object(rest) in stays):
                new = self._renamed(new)
            yield line, new

    def _renamed(self, line: bytes) -> bytes:
        """Return the line with the addresses that stay; nothing where a thing would meet itself."""
        subject, predicate, rest = line.split(b" ", 2)
        subject = self._stays.get(subject, subject)
        if rest.startswith(b"<"):
            old = _object(rest)
            new = self._stays.get(old, old)
            if new == subject:
                return b""
            rest = new + rest[len(old) :]
        return b" ".join((subject, predicate, rest))


def _object(rest: bytes) -> bytes:
    return rest[: rest.index(b">") + 1]


def _demoted(line: bytes, subject: bytes, rest: bytes, second: set[tuple[str, str, str]]) -> bytes:
    words, language = text(rest, line)
    if (iri(subject), words, language) in second:
        return b" ".join((subject, OTHER, rest))
    return line
