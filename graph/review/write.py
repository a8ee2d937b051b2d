"""Decisions written by a process of its own: the sources are compared anew, which takes memory.

The process may be killed at any moment: a version of the graph is there whole or not at all.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.errors import AccordiaError
from graph.matching import Decision
from graph.review.deciding import checked
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter, Manifest


class NotDecided(AccordiaError):
    """Decisions that were not written; its sentence is that of the process that tried."""


class DecisionTimeout(NotDecided):
    """Decisions that took longer to write than they may."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"The decisions were not written within {seconds:g} s: nothing changed.")


def write(store: str, base: str, decisions: Iterable[Decision], reason: str) -> Manifest:
    """Write the decisions here. Raises Contradiction, ItselfAgain and what GraphWriter raises."""
    folder = GraphFolder(Path(store))
    new = checked(decisions, folder.decisions(folder.current()))
    return GraphWriter(folder.path, base).decide(new, reason)


def write_apart(settings: Settings, decisions: Iterable[Decision], reason: str) -> int:
    """Write the decisions in another process; return the version. Raises NotDecided."""
    seconds = settings.decide_seconds
    job = {
        "store": settings.store,
        "base": settings.base,
        "decisions": [asdict(decision) for decision in decisions],
        "reason": reason,
    }
    command = [sys.executable, "-P", "-m", "graph.review.write"]
    try:
        done = subprocess.run(
            command, input=json.dumps(job).encode(), stdout=subprocess.PIPE, timeout=seconds,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise DecisionTimeout(seconds) from None
    if done.returncode:
        raise NotDecided("The process that writes decisions has failed: nothing changed.")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise NotDecided(answer["error"])
    return int(answer["version"])


def _run(job: dict[str, Any]) -> dict[str, Any]:
    decisions = [Decision(**decision) for decision in job.pop("decisions")]
    try:
        return {"version": write(**job, decisions=decisions).version}
    except AccordiaError as error:
        return {"error": str(error)}


if __name__ == "__main__":
    json.dump(_run(json.load(sys.stdin)), sys.stdout)
