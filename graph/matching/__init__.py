"""Which things of different sources are one: same, different, or for a person to say."""

from graph.matching.decisions import Decision, Decisions, as_mapping
from graph.matching.graphlines import identity_quads
from graph.matching.identify import Identities, identify
from graph.matching.rewrite import Rewriter
from graph.matching.verdicts import Match

__all__ = [
    "Decision",
    "Decisions",
    "Identities",
    "Match",
    "Rewriter",
    "as_mapping",
    "identify",
    "identity_quads",
]
