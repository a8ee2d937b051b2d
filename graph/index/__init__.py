"""What is derived from the files and can be thrown away: the engine's index, the search table."""

from graph.index.build import Index, build_index

__all__ = ["Index", "build_index"]
