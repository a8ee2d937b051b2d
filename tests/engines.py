"""Small graphs, engines over them, and what runs on the machine because of them."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from graph.engine import Engine, Session
from graph.settings import Settings
from graph.store import GraphWriter
from loaders.load import load

BASE = Settings().base
JSON = ["application/sparql-results+json"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
DEEP = "SELECT * " + "{" * 5000 + "}" * 5000


def write(folder: Path, slug: str, turtle: str) -> None:
    """Load Turtle as a source of the store in ``folder``."""
    file = folder.parent / f"{slug}.ttl"
    file.write_text(turtle)
    load(GraphWriter(folder, BASE), [str(file)], slug=slug)


def value(session: Session, query: str) -> str:
    """Return the one value that a query selects."""
    bindings = json.loads(session.query(query, JSON).body)["results"]["bindings"]
    return str(next(iter(bindings[0].values()))["value"])


def ask(engine: Engine, query: str) -> str:
    with engine.session() as session:
        return value(session, query)


def processes(address: str) -> set[int]:
    """Return the keeper, the loaders and the workers of an engine."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if address.encode() in path.read_bytes().split(b"\0"):
                found.add(int(path.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def keeper_and_loader(address: str) -> tuple[int, int]:
    everyone = processes(address)
    keeper = next(one for one in everyone if parent(one) not in everyone)
    return keeper, next(one for one in everyone if parent(one) == keeper)


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Tell whether the condition comes true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
