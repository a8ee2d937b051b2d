"""The engine's serializer, into bytes."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, Triple, serialize


def to_bytes(
    statements: Iterable[Quad] | Iterable[Triple],
    form: RdfFormat,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """Return triples or quads in a format, in the order given."""
    data = serialize(statements, format=form, prefixes=dict(prefixes or {}) or None)
    assert data is not None, "without an output, serialize returns what it wrote"
    return data
