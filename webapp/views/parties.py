"""The ties that a thing is a party to, class by class."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from ontology import vocabulary
from webapp.display import class_noun, upper_first
from webapp.labels import most_specific
from webapp.rows import iri_term, rows
from webapp.views.sections import Section, Told, Wanted
from webapp.views.ties import counted_of, ties

UNCOUNTED = "not-counted"
TIES = """
SELECT ?tie ?class ?earliest WHERE {{
  ?tie acc:party {thing} ; a ?class . OPTIONAL {{ ?tie acc:earliest ?earliest }}
}}"""


def tie_sections(iri: str, wanted: Wanted) -> list[Section]:
    """Return the ties that the thing is a party to: cooperation first, class by class.

    What no source asserts as cooperation never stands among the agreements (DESIGN, rule 1).
    """
    thing, found = iri_term(iri), Told()
    for row in rows(TIES.format(thing=thing)):
        found.add(row["tie"], row["class"], row.get("earliest"))
    grouped = _grouped(found, counted_of(thing) if found.classes else set())
    return [_tie_section(name, members, wanted) for name, members in grouped.items()
            if wanted.takes(name)]  # fmt: skip


def _grouped(found: Told, counted: set[str]) -> Mapping[str, list[str]]:
    cooperation = vocabulary().cooperation_classes
    groups: dict[str, list[str]] = {name: [] for name in cooperation}
    for tie in found.newest_first():
        name = most_specific(found.classes[tie]) or "Tie"
        if name in cooperation and tie not in counted:
            name = UNCOUNTED
        groups.setdefault(name, []).append(tie)
    others = sorted(set(groups) - set(cooperation))
    return {name: groups[name] for name in (*cooperation, *others) if groups[name]}


def _tie_section(name: str, members: Sequence[str], wanted: Wanted) -> Section:
    title = upper_first(class_noun(name, len(members)))
    note = ""
    if name == UNCOUNTED:
        title = gettext("Planned, denied or inferred")
        note = gettext("No source asserts these as concluded: they are not counted as cooperation.")
    elif name == "Tie":
        note = gettext("Priorities, supports, plans, prospects: links that are no agreement.")
    shown = ties(wanted.slice(members))
    return Section(name, title, len(members), wanted.page, ties=shown, note=note)
