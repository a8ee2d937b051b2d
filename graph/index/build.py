"""An Oxigraph store in memory over one version of the graph.

The union of named graphs is no set in Oxigraph: a triple that two sources state would count
twice. So the default graph holds every triple once, beside the named graphs.
"""

import hashlib
import sqlite3
from dataclasses import dataclass

from pyoxigraph import NamedNode, RdfFormat, Store

from graph.identity import Namer, digest
from graph.index.derive import derivation
from graph.index.search import build_search
from graph.store import GraphFolder, Manifest
from ontology import ontology_ntriples


@dataclass(frozen=True, slots=True)
class Index:
    """One version, ready for queries."""

    version: int
    base: str
    digest: str
    """Stands for the content: ontology, base and sources."""
    store: Store
    search: sqlite3.Connection


def build_index(folder: GraphFolder, base: str) -> Index:
    """Load the current version; an empty graph where nothing was loaded yet.

    Raises DamagedFile.
    """
    manifest = folder.current()
    store = Store()
    ontology = ontology_ntriples(base)
    _load_ontology(store, base, ontology)
    if manifest is not None:
        _load_sources(store, folder, manifest)
    store.update(derivation(Namer(base)))
    version = manifest.version if manifest else 0
    return Index(version, base, _digest(ontology, manifest), store, build_search(store, base))


def _digest(ontology: bytes, manifest: Manifest | None) -> str:
    graphs = manifest.graphs if manifest else ()
    checksums = (f"{entry.graph} {entry.sha256}" for entry in graphs)
    return digest([hashlib.sha256(ontology).hexdigest(), *checksums])


def _load_ontology(store: Store, base: str, triples: bytes) -> None:
    store.bulk_load(triples, format=RdfFormat.N_TRIPLES)
    graph = NamedNode(Namer(base).ontology)
    store.bulk_load(triples, format=RdfFormat.N_TRIPLES, to_graph=graph)


def _load_sources(store: Store, folder: GraphFolder, manifest: Manifest) -> None:
    for entry in manifest.graphs:
        quads = folder.quads(entry)
        store.bulk_load(quads, format=RdfFormat.N_QUADS)
        store.bulk_load(without_graph(quads, entry.graph), format=RdfFormat.N_TRIPLES)


def without_graph(lines: bytes, graph: str) -> bytes:
    """Return the N-Triples of N-Quads lines that are all in that graph.

    Safe as bare replacement: a line break inside a literal is always written escaped.
    """
    return lines.replace(f" <{graph}> .\n".encode(), b" .\n")
