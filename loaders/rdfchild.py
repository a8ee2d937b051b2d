"""Parses one RDF file in a process of its own, held to a limit of memory and time.

``python -m loaders.rdfchild FILE`` writes the canonical quads to standard output as N-Quads. A few
lines of XML entities can expand to gigabytes, and RDFC-1.0 takes exponential time on some graphs
of blank nodes: the limits are the kernel's, so they hold whatever the file does.
"""

import json
import mmap
import resource
import sys
from pathlib import Path
from typing import NoReturn

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Triple, parse, serialize

from graph.engine.limits import limit_memory

MEGABYTES = 4096
CPU_SECONDS = 600
REFUSED = 3
"""Exit code of a file that is told why it is refused."""

BASE = "urn:accordia:file/"
"""What relative addresses in a file are below: the place of the file says nothing."""


def main(name: str) -> None:
    """Parse, canonicalise, write."""
    path = Path(name)
    limit_memory(MEGABYTES)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert form is not None
    try:
        if form == RdfFormat.RDF_XML and _declares(path):
            _refuse(None, "an RDF/XML file may not declare a DOCTYPE or entities")
        dataset = Dataset(parse(path=path, format=form, base_iri=BASE))
    except SyntaxError as error:
        _refuse(error.lineno, f"this is no RDF: {error.msg}")
    except OSError as error:
        _refuse(None, f"cannot be read: {error.strerror or error}")
    if any(isinstance(quad.object, Triple) for quad in dataset):
        _refuse(None, "it holds triple terms (RDF 1.2), which are not supported")
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    serialize(dataset, sys.stdout.buffer, format=RdfFormat.N_QUADS)


def _declares(path: Path) -> bool:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return data.find(b"<!DOCTYPE") >= 0 or data.find(b"<!ENTITY") >= 0


def _refuse(line: int | None, reason: str) -> NoReturn:
    sys.stderr.write(json.dumps({"line": line, "reason": f"{reason.rstrip('.')}."}))
    raise SystemExit(REFUSED)


if __name__ == "__main__":
    main(sys.argv[1])
