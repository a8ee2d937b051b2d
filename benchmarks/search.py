"""How quickly a name is found among a million, beside a plain scan of the same names.

    python benchmarks/search.py STORE [--names 1000000] [--rounds 5]

STORE is a folder that `accordia load` filled (ROR, the communes of France, twinned towns ...).
Its names are real; others are made of their words until there are as many as asked for. The codes
of the store come on top. Milliseconds: the median, the 95th percentile and the worst of all rounds;
the worst in processor time, which a busy machine does not lengthen as much; and the peer: `LIKE
'%words%'` over the same names, ended after as many hits.
"""

import argparse
import gc
import random
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from graph.index.build import without_graph
from graph.index.search import find
from graph.index.search.names import CODE, NAME, Thing, things
from graph.index.search.table import SCHEMA, fill
from graph.settings import Settings
from graph.store import GraphFolder

LIMIT = 20
QUESTIONS = {
    "one letter": ["u", "s", "c", "é"],
    "two letters": ["pa", "un", "sa", "de"],
    "a common word": ["university", "saint", "institute", "centre", "of"],
    "an unfinished word": ["univ", "natio", "techno", "hosp"],
    "several words": ["university of paris", "saint denis", "école des hautes études"],
    "unfinished words": ["univ tech", "nat inst sci", "cent hosp univ", "hauts france"],
    "a code": ["59350", "FR-HDF", "https://ror.org/0175hh227", "Q365"],
    "a long name": ["Conservatoire National des Arts et Métiers", "École des chartes de Paris"],
    "typed wrong": ["universty", "dortmnud", "lile", "conservatoir natoinal", "Hautes Etudse"],
    "nothing": ["zzzzqqq", "xqxqxq wvwvw", "99999999999"],
    "other scripts": ["北京", "大学", "Москва", "מכון", "جامعة"],
    "hostile": ["🦆" * 50, '"' * 99, "a " * 5000, "x" * 10_000, "NEAR(a b)", "a* OR b*", "\0",
                "\u202e abc", "ab cd ef gh ij kl mn op", "univ inst nati cent hosp scho tech rese"],
}  # fmt: skip


def main() -> None:
    """Build the table, ask every question, print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    connection = _build(arguments.store, arguments.names)
    scan = _peer(connection)
    print(f"{'milliseconds':22}{'median':>9}{'p95':>9}{'worst':>9}{'processor':>11}{'scan':>9}")
    everything: list[Times] = []
    for name, texts in QUESTIONS.items():
        own = [_timed(partial(find, connection, text, LIMIT)) for text in texts * arguments.rounds]
        peer = statistics.median(_timed(partial(scan, text)).wall for text in texts)
        everything += own
        print(_line(name, own) + f"{peer:9.1f}")
    print(_line("all", everything))


def _build(store: Path, number: int) -> sqlite3.Connection:
    """Return the table of the names of the store, and of as many made ones as are missing."""
    settings = Settings()
    kept = _read(_graph(store), settings.base)
    real = sum(kind != CODE for thing in kept for kind in thing.names.values())
    kept += _made([name for thing in kept for name in thing.names], number - real)
    kept.sort(key=lambda thing: -thing.score)
    before, began, used = _memory(), time.monotonic(), time.process_time()
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    gc.disable()  # as the service does
    fill(connection, kept)
    seconds, processor = time.monotonic() - began, time.process_time() - used
    rows = connection.execute("SELECT count(*) FROM names").fetchone()[0]
    print(f"{rows:,} names and codes of {len(kept):,} things; {real:,} names are real")
    size = connection.execute("SELECT * FROM pragma_page_count, pragma_page_size").fetchone()
    print(f"filled in {seconds:.1f} s (processor {processor:.1f} s), "
          f"{size[0] * size[1] >> 20} MB, {_memory() - before} MB more of the process")  # fmt: skip
    return connection


def _graph(store: Path) -> Store:
    graph, folder = Store(), GraphFolder(store)
    if manifest := folder.current():
        for entry in manifest.sources:
            lines = without_graph(folder.quads(entry), entry.graph)
            graph.bulk_load(lines, format=RdfFormat.N_TRIPLES)
    return graph


def _read(graph: Store, base: str) -> list[Thing]:
    began, used = time.monotonic(), time.process_time()
    found = list(things(graph, base))
    seconds, processor = time.monotonic() - began, time.process_time() - used
    print(f"{len(found):,} things read in {seconds:.1f} s (processor {processor:.1f} s)")
    return found


def _made(names: list[str], number: int) -> Iterator[Thing]:
    """Yield things with two names each: real ones, with one word of another."""
    chance = random.Random(1)
    words = [word for name in names for word in name.split() if word.isalpha()]
    for at in range(0, number, 2):
        made = []
        for name in chance.choices(names, k=2):
            parts = name.split() or [""]
            parts[chance.randrange(len(parts))] = chance.choice(words)
            made.append(" ".join(parts))
        degree = int(chance.paretovariate(1.2)) - 1
        yield Thing(f"urn:made:{at}", "Institution", degree, 1.0 + degree.bit_length() * 2,
                    {made[1]: NAME} | {made[0]: NAME})  # fmt: skip


def _peer(connection: sqlite3.Connection) -> Callable[[str], object]:
    like = "SELECT name FROM names WHERE name LIKE ? LIMIT ?"
    return lambda text: connection.execute(like, (f"%{text[:200]}%", LIMIT)).fetchall()


class Times(NamedTuple):
    """Milliseconds of one question."""

    wall: float
    processor: float


def _timed(step: Callable[[], object]) -> Times:
    began, used = time.perf_counter(), time.process_time()
    step()
    return Times((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000)


def _line(name: str, times: Sequence[Times]) -> str:
    walls = sorted(one.wall for one in times)
    late, worst = walls[int(len(walls) * 0.95)], max(one.processor for one in times)
    return f"{name:22}{statistics.median(walls):9.1f}{late:9.1f}{walls[-1]:9.1f}{worst:11.1f}"


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() >> 20


if __name__ == "__main__":
    main()
