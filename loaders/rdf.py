"""Any RDF file as a source: its triples kept as they are, its blank nodes given IRIs."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.identity import KEY, Namer
from graph.namespaces import PREFIXES, expand
from graph.store.lines import skolemised
from loaders.foreign.read import read_vocabularies
from loaders.foreign.rules import rules_for
from loaders.rdfchild import CPU_SECONDS, MEGABYTES, REFUSED
from loaders.yamlfile import FileProblem

SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld")
SOURCE = NamedNode(PREFIXES["acc"] + "Source")
TYPE = NamedNode(PREFIXES["rdf"] + "type")
DERIVED = NamedNode(expand("cooperatesWith"))


class LoadedRdf(NamedTuple):
    """An RDF file that was read without fault."""

    slug: str
    title: str
    quads: list[Quad]
    remarks: tuple[str, ...]
    left_out: dict[str, int]
    """How many triples were left out, by property."""


def load_rdf(
    path: Path, base: str, slug: str | None, vocabularies: Iterable[str] = ()
) -> LoadedRdf:
    """Read a file; its slug is the one asked for, or the file's own.

    What is derived is left out and counted: it follows from the ties. What the vocabularies tell
    is added in our terms. Raises FileProblem, UnknownVocabulary.
    """
    wanted = tuple(vocabularies)
    rules_for(wanted)
    parsed = _parsed(path)
    quads = [quad for quad in parsed if quad.predicate != DERIVED]
    if not quads:
        raise FileProblem(path, None, "the file holds no triple.")
    slug = slug or _own_slug(quads, base) or path.stem
    if not KEY.fullmatch(slug):
        reason = f"{slug!r} cannot name a source: expected letters, digits, '-', '_' and '.'."
        raise FileProblem(path, None, reason)
    number = len(parsed) - len(quads)
    remarks: tuple[str, ...] = ()
    if number:
        remarks = (f"{number} acc:cooperatesWith left out: they are derived.",)
    left_out = {"acc:cooperatesWith": number} if number else {}
    own = list(skolemised(quads, Namer(base).source(slug)))
    if wanted:
        added, doubts = read_vocabularies(own, wanted, base, slug, path.name)
        own, remarks = own + added, remarks + doubts
    return LoadedRdf(slug, path.name, own, remarks, left_out)


def _parsed(path: Path) -> list[Quad]:
    command = [sys.executable, "-P", "-m", "loaders.rdfchild", str(path)]
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, check=False)
        if done.returncode == REFUSED:
            told = json.loads(done.stderr)
            raise FileProblem(path, told["line"], told["reason"])
        if done.returncode:
            reason = f"reading it takes more than {MEGABYTES} MB or {CPU_SECONDS} s."
            raise FileProblem(path, None, reason)
        output.seek(0)
        return list(parse(output, format=RdfFormat.N_QUADS))


def _own_slug(quads: Iterable[Quad], base: str) -> str | None:
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
