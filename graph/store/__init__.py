"""The graph on disk: content-named N-Quads files, and a manifest for each version."""

from graph.store.manifest import Entry, Manifest
from graph.store.reader import DamagedFile, GraphFolder, NoSuchVersion
from graph.store.report import LoadReport
from graph.store.writer import GraphWriter, NoSuchSource

__all__ = [
    "DamagedFile",
    "Entry",
    "GraphFolder",
    "GraphWriter",
    "LoadReport",
    "Manifest",
    "NoSuchSource",
    "NoSuchVersion",
]
