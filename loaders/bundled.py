"""The sources that come with Accordia."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from loaders.factfile import load_fact_file
from loaders.reference import SLUG, load_reference
from loaders.source import Loaded


@cache
def fact_files() -> Mapping[str, Path]:
    """Return the curated fact files by slug."""
    folder = Path(str(files("loaders") / "facts"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def bundled() -> Mapping[str, Callable[[], Loaded]]:
    """Return how to load each bundled source, by slug."""
    curated = {slug: _curated(path) for slug, path in fact_files().items()}
    return {SLUG: load_reference, **curated}


def _curated(path: Path) -> Callable[[], Loaded]:
    return lambda: load_fact_file(path)
