"""The comment before exported Turtle: whose words these are, and under which licence."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.export.lines import quad_lines
from graph.namespaces import PREFIXES
from graph.store import Entry, GraphFolder

TITLE, PUBLISHER, LICENCE, RIGHTS = (
    NamedNode(PREFIXES["dct"] + name) for name in ("title", "publisher", "license", "rights")
)
NAME = NamedNode(PREFIXES["foaf"] + "name")
INTRODUCTION = (
    "Each source keeps its own licence.",
    "Not in here, because they can be made again: acc:cooperatesWith, and the ontology.",
)


def header(folder: GraphFolder, entries: Iterable[Entry]) -> bytes:
    """Return comment lines that name title, publisher and licence of each source."""
    lines = [*INTRODUCTION]
    for entry in entries:
        lines += ["", f"Source: {entry.graph}", *_described(folder, entry)]
    return "".join(f"# {_one_line(line)}".rstrip() + "\n" for line in lines).encode() + b"\n"


def _described(folder: GraphFolder, entry: Entry) -> Iterator[str]:
    quads = list(parse(_about(folder, entry), format=RdfFormat.N_QUADS))
    for name, predicate in (
        ("Title", TITLE),
        ("Publisher", NAME),
        ("Licence", LICENCE),
        ("Rights", RIGHTS),
    ):
        texts = sorted(_text(quad) for quad in quads if quad.predicate == predicate)
        if texts:
            yield f"{name}: {' / '.join(texts)}"
        elif predicate == TITLE and entry.title:
            yield f"{name}: {entry.title}"


def _about(folder: GraphFolder, entry: Entry) -> bytes:
    """Return the lines about the source and its publisher, whose address is below the source's."""
    subjects = (f"<{entry.graph}> ".encode(), f"<{entry.graph}#publisher> ".encode())
    return b"".join(line for line in quad_lines(folder, entry) if line.startswith(subjects))


def _text(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, Literal | NamedNode) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
