"""Codes that registers give, read from addresses and notations: the best evidence of all."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from stdnum import isni
from stdnum.fr import siren, siret

from graph.matching.read import Described


class Code(NamedTuple):
    """A register and the code that it gives, in its shortest form."""

    register: str
    value: str


TERRITORY = re.compile(r"/id/territory/([A-Z]{2}(?:-[A-Z0-9]{1,3})?)$")
COMMUNE = re.compile(r"/id/territory/FR-COM-(\w{5})$")
EPCI = re.compile(r"/id/territory/FR-EPCI-(\d{9})$")
ADDRESSES = (
    ("iso", TERRITORY),
    ("insee-commune", COMMUNE),
    ("siren", EPCI),
    ("ror", re.compile(r"(?:^https://ror\.org/|/id/institution/ror-)(0[a-z0-9]{8})$")),
    ("uai", re.compile(r"/id/institution/uai-(\d{7}[A-Z])$", re.IGNORECASE)),
    ("wikidata", re.compile(r"(?:^https?://www\.wikidata\.org/entity/|/wd-)(Q\d+)$")),
    ("geonames", re.compile(r"(?:^https?://(?:sws|www)\.geonames\.org/|/geonames-)(\d+)/?$")),
)

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
GRID = re.compile(r"grid\.\d+\.[0-9a-f]+")


def is_uai(text: str) -> bool:
    """Tell whether a text is the code of a French school.

    The letter is the remainder by 23 of the seven digits (ministry of education, RAMSESE).
    """
    digits, letter = text[:7], text[7:].upper()
    is_shaped = len(digits) == 7 and digits.isdecimal() and len(letter) == 1
    return is_shaped and UAI_LETTERS[int(digits) % 23] == letter


NOTATIONS: Mapping[int, tuple[str, Callable[[str], bool]]] = {
    8: ("uai", is_uai),
    9: ("siren", siren.is_valid),
    14: ("siret", siret.is_valid),
    16: ("isni", isni.is_valid),
}
"""Registers whose codes prove themselves by length and check digit: a notation is a bare text."""


INSEE = "insee"
"""French municipalities, as a bare text: five digits are many other things too."""
COMMUNE_CODE = re.compile(r"\d[\dAB]\d{3}")
ISO = {"iso": re.compile(r"[A-Z]{2}"), "iso3": re.compile(r"[A-Z]{3}")}
SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def codes(thing: Described) -> Iterator[Code]:
    """Yield the codes of a thing: in its own address, in its sameAs, in its notations."""
    for address in (thing.iri, *thing.same_as):
        yield from _from_address(address)
    for notation in thing.notations:
        compact = notation.replace(" ", "")
        yield from _from_notation(compact)
        if "Territory" in thing.types:
            yield from _of_territory(compact, thing.level)


def _from_notation(text: str) -> Iterator[Code]:
    if text.startswith("grid."):
        if GRID.fullmatch(text):
            yield Code("grid", text)
    elif text.isascii() and text[:7].isdigit() and len(text) in NOTATIONS:
        register, is_valid = NOTATIONS[len(text)]
        if is_valid(text):
            yield Code(register, text.upper())


def _of_territory(text: str, level: str) -> Iterator[Code]:
    if SUBDIVISION.fullmatch(text):
        yield Code("iso", text)
    elif level == "country":
        yield from (Code(name, text) for name, form in ISO.items() if form.fullmatch(text))
    elif level == "municipality" and COMMUNE_CODE.fullmatch(text):
        yield Code(INSEE, text)


def _from_address(address: str) -> Iterator[Code]:
    for register, pattern in ADDRESSES:
        if match := pattern.search(address):
            yield Code(register, match[1])
