"""Search over names and codes: SQLite's full-text index, built beside the engine's."""

from graph.index.search.find import Finding, Hit, find
from graph.index.search.table import build_search

__all__ = ["Finding", "Hit", "build_search", "find"]
