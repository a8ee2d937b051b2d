"""The same table through Accordia and through morph-kgc, each as a whole process.

    python benchmarks/morph.py sistercities.tsv

What is the same: towns with their names, levels and points; ties with their classes, kinds, states
and parties, all in one named graph. What is not: Accordia looks the countries up, makes addresses
of words, joins both directions of a twinning, proves each tie with its rows, refuses rows with
their reasons, sorts the lines and keeps the version. morph-kgc writes a file of lines in any order.
So the names that are twinned are compared, and triples per second beside the seconds. A town that
rows name in two ways (Saint-X, Saint X) is one in Accordia, hence a few pairs in one only.

morph-kgc asks for versions of rdflib and pyoxigraph that Accordia cannot have: it gets an
environment of its own, in the cache folder of the user. Peak memory is that of the largest process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import QuerySolutions, RdfFormat, Store

MORPH = "morph-kgc==2.10.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "accordia-benchmarks"
CONFIG = """\
[CONFIGURATION]
output_format: N-QUADS
output_file: {output}
[TABLE]
mappings: {mapping}
"""
TWINNED = """
PREFIX acc: <https://w3id.org/accordia/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?a ?b WHERE {
  ?tie a acc:Twinning ; acc:party ?x , ?y .
  ?x skos:prefLabel ?a . ?y skos:prefLabel ?b . FILTER(?x != ?y && STR(?a) <= STR(?b))
}"""


class Run(NamedTuple):
    """What a process took, and what it made."""

    name: str
    seconds: float
    busy: float
    """Seconds of all processors together: on a machine with other work, the figure to trust."""
    megabytes: int
    triples: int
    twinned: frozenset[tuple[str, str]]


def main() -> None:
    """Print one line for each of the two, and what they disagree about."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", type=Path)
    table = parser.parse_args().table.resolve()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = accordia(table, Path(folder)), morph(table, Path(folder))
    for run in (ours, theirs):
        print(
            f"{run.name:10} {run.seconds:6.1f} s {run.busy:6.1f} s of processor"
            f" {run.busy / ours.busy:5.2f}"
            f" {run.triples:9,} triples {run.triples / run.busy:8,.0f} per second of processor"
            f"  {run.megabytes:5} MB"
        )
    print(f"pairs of names twinned in both: {len(ours.twinned & theirs.twinned):,}")
    print(f"in Accordia's only: {len(ours.twinned - theirs.twinned):,}")
    print(f"in morph-kgc's only: {len(theirs.twinned - ours.twinned):,} ")


def accordia(table: Path, folder: Path) -> Run:
    """Load the table into a new graph."""
    store = folder / "store"
    command = [str(Path(sys.executable).with_name("accordia")), "--store", str(store)]
    command += ["load", str(table), "--mapping", "twins-rogorido"]
    return measured("Accordia", command, lambda: next((store / "quads").glob("*.nq")))


def morph(table: Path, folder: Path) -> Run:
    """Write the table's triples with morph-kgc."""
    mapping, output = folder / "mapping.ttl", folder / "morph.nq"
    template = Path(__file__).with_name("twins.rml.ttl").read_text("utf-8")
    mapping.write_text(template.replace('"TABLE"', f'"{table}"'), "utf-8")
    config = folder / "config.ini"
    config.write_text(CONFIG.format(output=output, mapping=mapping), "utf-8")
    return measured("morph-kgc", [environment(), "-m", "morph_kgc", str(config)], lambda: output)


def environment() -> str:
    """Return the interpreter of an environment that has morph-kgc; the first call makes it."""
    folder = CACHE / MORPH
    python = folder / "bin" / "python"
    if not (folder / "whole").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", MORPH], check=True)
        (folder / "whole").touch()
    return str(python)


def measured(name: str, command: list[str], lines: Callable[[], Path]) -> Run:
    """Run a process to its end."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{name} failed: {' '.join(command)}")
    store = Store()
    store.bulk_load(path=lines(), format=RdfFormat.N_QUADS)
    found = store.query(TWINNED, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    twinned = frozenset((solution[0].value, solution[1].value) for solution in found)
    busy = used.ru_utime + used.ru_stime
    return Run(name, seconds, busy, used.ru_maxrss // 1024, len(store), twinned)


if __name__ == "__main__":
    main()
