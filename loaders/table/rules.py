"""What must hold in a mapping beyond the form of its parts."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from graph.errors import AccordiaError
from loaders.problems import Place
from loaders.table.cells import Cell, DateCell, Reference
from loaders.table.codelists import lookup
from loaders.table.mapping import Mapping
from loaders.table.moments import UnknownFormat, parser
from loaders.table.templates import Template, TieTemplate
from loaders.table.values import paths
from loaders.values import suggestion
from ontology import vocabulary

Broken = tuple[Place, str]
SCHEMES = {"kind": "kind", "level": "level", "status": "status", "themes": "theme"}


def broken_rules(mapping: Mapping, folder: Path) -> Iterator[Broken]:
    """Yield what is wrong, with its place in the file."""
    yield from _encoding(mapping)
    known: set[str] = set()
    for index, template in enumerate(mapping.facts):
        where: Place = ("facts", index)
        yield from _template(where, template, known)
        known |= {template.id} if template.id else set()
    for where, cell in _cells(mapping, ()):
        yield from _cell(where, cell, folder)


def _encoding(mapping: Mapping) -> Iterator[Broken]:
    try:
        codecs.lookup(mapping.table.encoding)
    except LookupError:
        yield ("table", "encoding"), f"{mapping.table.encoding!r} is no known encoding."


def _template(where: Place, template: Template, known: set[str]) -> Iterator[Broken]:
    for name in type(template).model_fields:
        value = getattr(template, name)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Reference):
                yield from _reference((*where, name), item, known)
    for name, scheme in SCHEMES.items():
        value = getattr(template, name, None)
        for cell in value if isinstance(value, list) else [value]:
            yield from _constants((*where, name), cell, scheme)
    if template.each is None:
        yield from _outside(where, template)
    if isinstance(template, TieTemplate):
        yield from _tie(where, template)


def _reference(where: Place, reference: Reference, known: set[str]) -> Iterator[Broken]:
    for name in reference.fact:
        if name not in known:
            yield (
                (*where, "fact"),
                f"no fact before this one has the id {name!r}: {suggestion(name, known)}",
            )


def _constants(where: Place, cell: Cell | None, scheme: str) -> Iterator[Broken]:
    """Check every concept that the mapping itself names."""
    if cell is None:
        return
    named = [cell.constant, cell.otherwise]
    named += [
        meaning for codes in cell.codes if isinstance(codes, dict) for meaning in codes.values()
    ]
    known = vocabulary().concepts[scheme]
    for slug in named:
        if slug and slug not in known and not (slug == cell.constant and cell.codes):
            yield where, f"{slug!r} is no known {scheme}: {suggestion(slug, known)}"


def _outside(where: Place, template: Template) -> Iterator[Broken]:
    for place, cell in _cells(template, where):
        if cell.each is None and any(path.startswith(".") for path in paths(cell)):
            yield place, f"{paths(cell)[0]!r} looks into an item, but there is no 'each' around it."


def _tie(where: Place, template: TieTemplate) -> Iterator[Broken]:
    if template.type == "Twinning" and template.key is not None:
        yield (*where, "key"), "a Twinning has no key of its own: its parties are."
    if template.type == "Twinning" and not template.parties:
        yield where, "a Twinning needs two parties."
    if template.type != "Twinning" and template.key is None:
        yield where, "the key 'key' is missing: a tie needs the record's own key."
    if template.type == "Membership" and not (template.member and template.of):
        yield where, "a Membership needs one 'member' and one 'of'."


def _cell(where: Place, cell: Cell, folder: Path) -> Iterator[Broken]:
    for codes in cell.codes:
        try:
            lookup(codes, folder)
        except AccordiaError as error:
            yield (*where, "codes"), str(error)
    if "" in cell.split:
        yield (*where, "split"), "a separator is at least one character."
    if isinstance(cell, DateCell):
        try:
            parser(cell.format, "fr")
        except UnknownFormat as error:
            yield (*where, "format"), f"{error}."


def _cells(value: Any, where: Place) -> Iterator[tuple[Place, Cell]]:
    if isinstance(value, Cell):
        yield where, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _cells(getattr(value, name), (*where, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _cells(item, (*where, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _cells(item, (*where, name))
