"""Sources as the product itself loads them: bundled mappings and the reference territories."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.load import read
from benchmarks.reference.scenario import BASE, Lines, Scenario, Truth
from loaders.load import prepare
from loaders.reference import SLUG, load_reference
from loaders.table.files import find_mapping


def add_table(
    scenario: Scenario,
    folder: Path,
    slug: str,
    table: Path,
    mapping: str,
    truths: Mapping[str, Truth],
) -> None:
    """Add a table that a bundled mapping reads, of as many rows as there are."""
    target = folder / f"{scenario.name}-{slug}.nq".replace(" ", "-")
    copy = folder / f"{mapping}.yaml"
    lines = find_mapping(mapping).read_text("utf-8").splitlines(keepends=True)
    copy.write_text("".join(line for line in lines if not line.startswith("  expected:")), "utf-8")
    read(table, str(copy), target)
    scenario.sources[slug] = Lines(target)
    scenario.truths |= truths


def add_reference(scenario: Scenario, folder: Path) -> None:
    """Add ISO 3166: countries and subdivisions."""
    _, lines = prepare(SLUG, BASE)
    assert isinstance(lines, bytes), "a bundled source fits into memory"
    target = folder / f"{scenario.name}-{SLUG}.nq".replace(" ", "-")
    target.write_bytes(lines)
    scenario.sources[SLUG] = Lines(target)
    for fact in load_reference().facts:
        names = tuple(text.words for text in (*fact.names, *fact.other_names))
        code = fact.ref.key
        level = getattr(fact, "level", "") or ""
        truth = Truth(SLUG, frozenset({f"iso:{code}"}), names, code[:2], level=level)
        scenario.truths[f"territory/{code}"] = truth
