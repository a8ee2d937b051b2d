"""The graph taken away: sorted, with prefixes, without blank nodes or times.

What is derived and the ontology are left out: both can be made again from the sources.
"""

from graph.export.write import FORMATS, UnknownExport, export_format, write_all, write_source

__all__ = ["FORMATS", "UnknownExport", "export_format", "write_all", "write_source"]
