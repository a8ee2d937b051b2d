"""Terms as N-Quads writes them, the same bytes as the engine's serializer and many times quicker.

What may come from a source (addresses, language tags) is checked by the engine, once for each.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_CONTROLS = (*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff")
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04X}" for char in _CONTROLS} | _SHORT)
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')


Block = tuple[bytes, bytes]
"""A subject, and lines of it: each once, in their order. Blocks in the order of their subjects are
lines in their order, because no subject is the beginning of another."""


def block(subject: str, lines: Iterable[str]) -> Block:
    """Return lines that all have one subject."""
    return subject.encode(), "".join(sorted(set(lines))).encode()


def joined(blocks: Iterable[Block]) -> bytes:
    """Return the lines of blocks."""
    return b"".join(lines for _, lines in blocks)


def quads(blocks: Iterable[Block]) -> Iterator[Quad]:
    """Return the lines of blocks as the engine's own objects."""
    return parse(joined(blocks), format=RdfFormat.N_QUADS)


def regrouped(lines: Iterable[bytes]) -> Iterator[Block]:
    """Yield blocks of lines in any order; few, where the lines of a subject are neighbours."""
    for subject, same in groupby(lines, _subject):
        yield subject, b"".join(sorted(set(same)))


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def quoted(words: str) -> str:
    """Return words as a literal without language and datatype."""
    return f'"{words.translate(_ESCAPES)}"' if _ESCAPED.search(words) else f'"{words}"'


def worded(words: str, language: str) -> str:
    """Return words with their language. Raises ValueError where it is no language tag."""
    return quoted(words) + _tag(language)


def typed(words: str, datatype: str) -> str:
    """Return a literal of a datatype."""
    return f"{quoted(words)}^^<{datatype}>"


@lru_cache(maxsize=4096)
def iri(text: str) -> str:
    """Return ``<text>``. Raises ValueError where it is no absolute IRI."""
    return str(NamedNode(text))


def is_iri(text: str) -> bool:
    """Tell whether the engine takes this as an absolute IRI (RFC 3987)."""
    return _holds(iri, text)


def is_language(tag: str) -> bool:
    """Tell whether the engine takes this as a language tag (BCP 47)."""
    return _holds(_tag, tag)


def _holds(write: Callable[[str], str], text: str) -> bool:
    try:
        write(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _tag(language: str) -> str:
    return str(Literal("", language=language)).removeprefix('""')
