"""What a person needs to judge whether two things are one, and how the judgement is kept."""

from graph.review.candidates import SHOWN, Candidates, Wanted, kind_of
from graph.review.deciding import Contradiction, UnknownThing, checked, known, without_effect
from graph.review.originals import Originals, Told

__all__ = [
    "SHOWN",
    "Candidates",
    "Contradiction",
    "Originals",
    "Told",
    "UnknownThing",
    "Wanted",
    "checked",
    "kind_of",
    "known",
    "without_effect",
]
