"""Matches as lines of JSON: one pair a line, the same matches, the same bytes."""

import json
from collections.abc import Iterable, Iterator

from graph.matching.reason import Reason
from graph.matching.verdicts import Match


def write_matches(pairs: Iterable[Match]) -> bytes:
    """Return the pairs that are one or unsure, and those that a person decided on."""
    kept = sorted(match for match in pairs if match.outcome != "different" or match.decision)
    lines = (json.dumps(_data(match), ensure_ascii=False) for match in kept)
    return "".join(f"{line}\n" for line in lines).encode()


def read_matches(lines: bytes) -> Iterator[Match]:
    """Yield the pairs that ``write_matches`` wrote."""
    for line in lines.splitlines():
        data = json.loads(line)
        reasons = tuple(Reason(*reason) for reason in data.pop("reasons"))
        yield Match(**data, reasons=reasons)


def _data(match: Match) -> dict[str, object]:
    data = match._asdict()
    return data | {"reasons": [list(reason) for reason in match.reasons]}
