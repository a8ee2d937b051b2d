"""Which things of different sources are one: same, different, or for a person to say."""

from graph.matching.decisions import Decision, Decisions, read_decisions, write_decisions
from graph.matching.identify import identify
from graph.matching.joining import Matches
from graph.matching.verdicts import Match

__all__ = [
    "Decision",
    "Decisions",
    "Match",
    "Matches",
    "identify",
    "read_decisions",
    "write_decisions",
]
