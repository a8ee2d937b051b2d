"""Which columns name territories and institutions by a code list."""

from collections.abc import Iterator
from typing import Any

from loaders.table.cells import Cell, Reference
from loaders.table.mapping import Mapping
from loaders.table.refusals import brief
from loaders.table.templates import InstitutionTemplate, Template, TerritoryTemplate
from loaders.table.values import paths, placed, said


def naming_columns(mapping: Mapping) -> frozenset[str]:
    """Return the columns, as a refusal calls them, whose codes say which actor is meant."""
    cells = [cell for template in mapping.facts for cell in _naming(template)]
    read = {path for cell in cells for path in paths(cell)}
    for name, cell in reversed(mapping.let.items()):
        if name in read:
            cells.append(cell)
            read.update(paths(cell))
    names = {said(cell) for cell in cells if cell.codes}
    names |= {placed(name, template.each) for name in names for template in mapping.facts}
    return frozenset(map(brief, names))


def _naming(template: Template) -> Iterator[Cell]:
    if isinstance(template, TerritoryTemplate | InstitutionTemplate):
        yield template.key
    for name in type(template).model_fields:
        yield from _referring(getattr(template, name))


def _referring(value: Any) -> Iterator[Cell]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Reference):
            yield from (cell for cell in (one.territory, one.institution) if cell is not None)
