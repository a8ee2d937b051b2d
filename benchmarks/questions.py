"""The example questions: Accordia's killable workers against rdflib and the bare engine.

    python benchmarks/questions.py [ROUNDS]

One run measures all three on the same graph (the bundled sources) and prints milliseconds (the
median of the rounds) and the ratio to Accordia; results are compared before they are timed.
"""

import json
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions
from rdflib import Graph
from rdflib.plugins.sparql.sparql import SPARQLError

from graph.engine import Session, start_engine
from graph.index import build_index
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from loaders.bundled import bundled
from loaders.load import load
from webapp.examples import examples

JSON = "application/sparql-results+json"
PATIENCE = 10.0
STOPPED = -1
Ask = Callable[[str], int]


def main(rounds: int) -> None:
    """Build the graph, ask each question of each engine, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=folder, query_seconds=60)
        started = time.perf_counter()
        load(GraphWriter(Path(folder), settings.base), bundled())
        loaded = time.perf_counter()
        with start_engine(settings) as engine, engine.session() as session:
            ready = time.perf_counter()
            index = build_index(GraphFolder(Path(folder)), settings.base)
            print(f"load {loaded - started:.2f} s, start {ready - loaded:.2f} s")
            rdf = Graph().parse(data=_triples(index.store.query(ALL)), format="nt")
            peers = {
                "accordia": _session(session),
                "engine": lambda query: _count(index.store.query(query)),
                "rdflib": _patiently(lambda query: len(rdf.query(query))),
            }
            _compare(peers, rounds)


ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def _triples(triples: object) -> str:
    return "".join(f"{triple} .\n" for triple in triples)  # type: ignore[attr-defined]


def _session(session: Session) -> Ask:
    def ask(query: str) -> int:
        return len(json.loads(session.query(query, [JSON]).body)["results"]["bindings"])

    return ask


def _count(solutions: object) -> int:
    assert isinstance(solutions, QuerySolutions)
    return len(
        json.loads(solutions.serialize(format=QueryResultsFormat.JSON) or b"")["results"][
            "bindings"
        ]
    )


def _compare(peers: dict[str, Ask], rounds: int) -> None:
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    print(f"{'question':24}{'rows':>6}" + "".join(f"{name:>12}" for name in peers))
    for example in examples():
        rows = {name: ask(example.query) for name, ask in peers.items()}
        assert len(set(rows.values()) - {STOPPED}) == 1, (example.slug, rows)
        times = {
            name: PATIENCE if rows[name] == STOPPED else _median(ask, example.query, rounds)
            for name, ask in peers.items()
        }
        for name, seconds in times.items():
            ratios[name].append(seconds / times["accordia"])
        cells = "".join(f"{seconds * 1000:12.2f}" for seconds in times.values())
        print(f"{example.slug:24}{rows['accordia']:6}{cells}")
    means = "".join(f"{statistics.geometric_mean(values):12.2f}" for values in ratios.values())
    print(f"{'ratio to accordia':30}{means}")


def _patiently(ask: Ask) -> Ask:
    """Give up after PATIENCE seconds, or on an error: the ratio is then a lower bound."""

    def alarmed(_signal: int, _frame: object) -> None:
        raise TimeoutError

    def limited(query: str) -> int:
        signal.signal(signal.SIGALRM, alarmed)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            return ask(query)
        except (TimeoutError, SPARQLError):  # too slow, or a query that rdflib cannot evaluate
            return STOPPED
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return limited


def _median(ask: Ask, query: str, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask(query)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
