"""Writes sources as RDF in constant memory: from the store's files, not from the index.

Turtle, N-Triples and JSON-LD hold the triples, each once whoever states it; TriG and N-Quads hold
them in the named graph of their source. The same sources give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from graph.errors import AccordiaError
from graph.export.header import header
from graph.export.layout import Layout, reading_order
from graph.export.lines import merged, quad_lines, triple_lines, whole_subjects
from graph.namespaces import PREFIXES
from graph.store import Entry, GraphFolder, Manifest
from ontology import DEFAULT_BASE

FORMATS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
"""What can be exported, by file suffix."""

LINES = {RdfFormat.N_QUADS, RdfFormat.N_TRIPLES}
BY_GRAPH = {RdfFormat.N_QUADS, RdfFormat.TRIG}
COMMENTED = {RdfFormat.TURTLE, RdfFormat.TRIG}


class UnknownExport(AccordiaError):
    """A format in which the graph is not exported."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(f"No export as {wanted!r}: expected one of {', '.join(FORMATS)}.")


def export_format(suffix: str) -> RdfFormat:
    """Return the format of a file suffix. Raises UnknownExport."""
    if suffix not in FORMATS:
        raise UnknownExport(suffix)
    return FORMATS[suffix]


def write_source(folder: GraphFolder, entry: Entry, format: RdfFormat, file: IO[bytes]) -> None:
    """Write one source. Raises DamagedFile."""
    _write(folder, [entry], format, file)


def write_all(folder: GraphFolder, manifest: Manifest, format: RdfFormat, file: IO[bytes]) -> None:
    """Write every source of a version. Raises DamagedFile."""
    _write(folder, manifest.graphs, format, file)


def _write(
    folder: GraphFolder, entries: Sequence[Entry], format: RdfFormat, file: IO[bytes]
) -> None:
    if format in COMMENTED:
        file.write(header(folder, entries))
    if format in LINES:
        file.writelines(_lines(folder, entries, format))
    elif format in COMMENTED:
        file.writelines(_laid_out(folder, entries, format))
    else:
        serialize(_triples(folder, entries), file, format=format, prefixes=dict(PREFIXES))


def _laid_out(folder: GraphFolder, entries: Sequence[Entry], format: RdfFormat) -> Iterator[bytes]:
    layout = Layout(base_of(entries[0]) if entries else DEFAULT_BASE)
    yield layout.head()
    if format not in BY_GRAPH:
        yield from layout.blocks(_triples(folder, entries))
        return
    for entry in entries:
        quads = _in_reading_order(quad_lines(folder, entry))
        yield from layout.graph(entry.graph, (quad.triple for quad in quads))


def base_of(entry: Entry) -> str:
    """Return the base address that the graph was named with: a source's, or that of identities."""
    return entry.graph.removesuffix(entry.slug).removesuffix("source/").removesuffix("graph/")


def _lines(folder: GraphFolder, entries: Iterable[Entry], format: RdfFormat) -> Iterator[bytes]:
    read = quad_lines if format in BY_GRAPH else triple_lines
    return merged(read(folder, entry) for entry in entries)


def _triples(folder: GraphFolder, entries: Iterable[Entry]) -> Iterator[Triple]:
    lines = merged(triple_lines(folder, entry) for entry in entries)
    return (quad.triple for quad in _in_reading_order(lines))


def _in_reading_order(lines: Iterable[bytes]) -> Iterator[Quad]:
    for batch in whole_subjects(lines):
        yield from sorted(parse(batch, format=RdfFormat.N_QUADS), key=reading_order)
