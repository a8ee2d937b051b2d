"""Code lists: what each code of a column stands for."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import pycountry

from graph.errors import AccordiaError
from loaders.quotes import fold_name
from loaders.reference import territory_names
from loaders.yamlfile import read_yaml

Lookup = Callable[[str], str | None]
CODE_LISTS = Path(str(files("loaders") / "mappings" / "codes"))
COUNTRIES = "countries"
"""The name of the list of all countries: by name, two letters or three letters."""
SUBDIVISIONS = "subdivisions"
"""The name of the list of the codes of ISO 3166-2, which stand for themselves."""


class NoCodeList(AccordiaError):
    """A code list that is neither bundled nor a file beside the mapping."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = ", ".join(
            [COUNTRIES, SUBDIVISIONS, *sorted(path.stem for path in CODE_LISTS.glob("*.yaml"))]
        )
        super().__init__(
            f"{name!r} is no code list: expected one of {known}, or a .yaml file of codes "
            "beside the mapping."
        )


def lookup(codes: Mapping[str, str] | str, folder: Path) -> Lookup:
    """Return how to look a code up. Raises NoCodeList, FileProblem."""
    if codes == COUNTRIES:
        return country
    if codes == SUBDIVISIONS:
        return subdivision
    if isinstance(codes, str):
        return _listed(_path(codes, folder)).get
    return codes.get


def country(name: str) -> str | None:
    """Return the code of the one country of that name or code, None where there is none."""
    return _countries().get(name) or _countries().get(fold_name(name))


def subdivision(code: str) -> str | None:
    """Return the code where ISO 3166-2 has it."""
    return code if code in _subdivisions() else None


def _path(name: str, folder: Path) -> Path:
    for path in (folder / name, CODE_LISTS / f"{name}.yaml"):
        if path.suffix in {".yaml", ".yml"} and path.is_file():
            return path
    raise NoCodeList(name)


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(place.code for place in pycountry.subdivisions)


@cache
def _listed(path: Path) -> Mapping[str, str]:
    file = read_yaml(path)
    if not isinstance(file.data, dict):
        raise file.problem((), "expected a code and what it stands for on each line.")
    for code, meaning in file.data.items():
        if not isinstance(meaning, str):
            raise file.problem((code,), "expected a code and what it stands for.")
    return file.data


@cache
def _countries() -> Mapping[str, str]:
    """Return the countries by code and by folded name; a name that two share is none's."""
    names: dict[str, set[str]] = {}
    for place in pycountry.countries:
        for name in territory_names(place.alpha_2):
            names.setdefault(fold_name(name), set()).add(place.alpha_2)
    found = {name: codes.pop() for name, codes in names.items() if len(codes) == 1}
    for place in pycountry.countries:
        found |= {place.alpha_2: place.alpha_2, place.alpha_3: place.alpha_2}
    return found
