"""Nodes as they stand in a picture: how large, and under what name."""

import re
from math import sqrt
from textwrap import wrap

LONGEST = 64
WIDTH = 20
"""Characters of a line."""

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
"""Controls: a picture cannot isolate a name from the text around it, as a page does."""


def caption(name: str) -> str:
    """Return a name in lines of WIDTH characters, cut where it is long."""
    plain = re.sub(" +", " ", UNSEEN.sub(" ", name[: LONGEST * 4])).strip()
    short = plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"
    return "\n".join(wrap(short, WIDTH))


def radius(degree: int) -> float:
    """Return half the width of a node's symbol: its area grows with its number of ties."""
    return round(9 + 4 * sqrt(min(degree, 60)), 1)
