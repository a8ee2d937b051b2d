"""Any RDF file as a source: its triples kept as they are, its blank nodes given IRIs."""

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.identity import KEY, Namer
from graph.namespaces import PREFIXES
from graph.store.lines import skolemised
from loaders.yamlfile import FileProblem

SUFFIXES: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
SOURCE = NamedNode(PREFIXES["acc"] + "Source")
TYPE = NamedNode(PREFIXES["rdf"] + "type")


def load_rdf(path: Path, base: str, slug: str | None) -> tuple[str, str, list[Quad]]:
    """Return slug, title and quads of a file; the slug is the one asked for, or the file's own.

    Raises FileProblem.
    """
    quads = _parsed(path)
    if not quads:
        raise FileProblem(path, None, "the file holds no triple.")
    slug = slug or _own_slug(quads, base) or path.stem
    if not KEY.fullmatch(slug):
        reason = f"{slug!r} cannot name a source: expected letters, digits, '-', '_' and '.'."
        raise FileProblem(path, None, reason)
    return slug, path.name, skolemised(quads, Namer(base).source(slug))


def _parsed(path: Path) -> list[Quad]:
    try:
        return list(parse(path=path, format=SUFFIXES[path.suffix], base_iri="urn:accordia:file/"))
    except SyntaxError as error:
        raise FileProblem(path, error.lineno, f"this is no RDF: {error.msg}.") from None
    except OSError as error:
        raise FileProblem(path, None, f"cannot be read: {error.strerror or error}.") from None


def _own_slug(quads: list[Quad], base: str) -> str | None:
    """Return the slug of the one source that the file describes, as our exports do."""
    prefix = Namer(base).source("")
    found = {
        quad.subject.value.removeprefix(prefix)
        for quad in quads
        if quad.predicate == TYPE
        and quad.object == SOURCE
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(prefix)
    }
    return found.pop() if len(found) == 1 else None
