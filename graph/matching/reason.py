"""One piece of evidence for or against two things being one."""

from typing import NamedTuple


class Reason(NamedTuple):
    """Its code, what it is about, its weight."""

    code: str
    detail: str
    weight: float
