"""Who is tied to whom: from the engine to a graph, its picture and its files."""

from graph.network.details import ActorInfo, Evidence, SourceInfo, TieInfo
from graph.network.filters import BadFilter, Expected, Filters, Fold, listed
from graph.network.projection import Network, full_iri, network
from graph.network.selection import Selection, select

__all__ = [
    "ActorInfo",
    "BadFilter",
    "Evidence",
    "Expected",
    "Filters",
    "Fold",
    "Network",
    "Selection",
    "SourceInfo",
    "TieInfo",
    "full_iri",
    "listed",
    "network",
    "select",
]
