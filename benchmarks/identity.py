"""How well names are matched: precision and recall with 95 % intervals, beside two plain peers.

    python benchmarks/identity.py                      the half that may be tuned on
    python benchmarks/identity.py --half held-back     the other half, for the figures

The truth comes from identifiers and coordinates that are hidden from the matchers; what they match
are whole sources. Needs the extra ``benchmark``, and the folder ``shared`` beside the repository.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reference import report
from benchmarks.reference.files import SHARED
from benchmarks.reference.judge import verdict
from benchmarks.reference.peers import equal_names, similar_names
from benchmarks.reference.scenario import BASE
from benchmarks.reference.scenarios import SCENARIOS
from benchmarks.reference.score import Reference, Score, reference, score
from tests.traps import TRAPS, told

Matcher = Callable[[str, Mapping[str, Any]], Any]
PEERS: Mapping[str, Matcher] = {"equal names": equal_names, "rapidfuzz 90": similar_names}
ACCORDIA = "Accordia"


def main() -> None:
    """Print a table for each scenario, then the sums."""
    arguments = _arguments()
    matchers = _matchers(arguments.without)
    scores: dict[str, list[Score]] = {name: [] for name in matchers}
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only or SCENARIOS:
            scenario = SCENARIOS[name](Path(folder), arguments.data)
            known = reference(scenario, arguments.half)
            report.heading(known)
            for matcher, run in matchers.items():
                scores[matcher].append(judged(run, known))
                report.table(matcher, scores[matcher][-1])
                if matcher == ACCORDIA and (arguments.half == "tuning" or arguments.show):
                    report.faults(scores[matcher][-1], scenario, arguments.faults)
    report.sums(scores, arguments.half)
    for name, run in matchers.items():
        report.traps(name, [(trap, *told(trap, run)) for trap in TRAPS])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("tuning", "held-back"), default="tuning")
    parser.add_argument("--only", action="append", choices=tuple(SCENARIOS), help="these scenarios")
    parser.add_argument("--without", action="append", default=[], help="leave a matcher out")
    parser.add_argument("--show", action="store_true", help="list faults of the half held back too")
    parser.add_argument("--faults", type=int, default=20, metavar="N", help="how many to list")
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of the data sets")
    return parser.parse_args()


def _matchers(without: Sequence[str]) -> Mapping[str, Matcher]:
    found: dict[str, Matcher] = {}
    if ACCORDIA not in without:
        from graph.matching import identify

        found[ACCORDIA] = identify
    return found | {name: each for name, each in PEERS.items() if name not in without}


def judged(matcher: Matcher, known: Reference) -> Score:
    """Run a matcher over the sources of a scenario."""
    began = time.monotonic()
    matches = matcher(BASE, known.scenario.sources)
    seconds = time.monotonic() - began
    return score(verdict(matches, known.scenario), known, seconds)


if __name__ == "__main__":
    main()
