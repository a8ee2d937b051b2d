"""What the network does not show, said in a sentence, with the address that shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from graph.network import BadFilter, Expected, Filters, Selection, listed
from ontology import vocabulary
from webapp.display import class_noun


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Ties of the same actors that the filters leave out."""

    number: int
    classes: str
    """How many of each class, in words."""
    query: str
    """The address that shows them."""


def everything(filters: Filters) -> Filters:
    """Return the same view of ties of every class and stance."""
    known = vocabulary()
    asked = {
        "classes": known.descendants("Tie"),
        "stances": tuple(sorted(known.concepts["stance"])),
        "focus": filters.focus,
        "depth": filters.depth,
    }
    return Filters.from_query(()).model_copy(update=asked)


def elsewhere(filters: Filters, focus: Mapping[str, str], selection: Selection) -> Elsewhere | None:
    """Return what there is of the focus among all ties, None where nothing is."""
    counts: dict[str, int] = {}
    for tie in selection.by_tie:
        if set(focus).intersection(selection.actors_of(tie)):
            name = selection.class_of(tie)
            counts[name] = counts.get(name, 0) + 1
    words = listed(_counted(name, counts[name]) for name in sorted(counts))
    number = sum(counts.values())
    return Elsewhere(number, words, everything(filters).to_query()) if number else None


def _counted(name: str, number: int) -> str:
    """Say how many ties are of a class; bare ties are what the pages call them elsewhere."""
    if name == "Tie":
        return str(
            ngettext(
                "%(num)d plan, priority or support",
                "%(num)d plans, priorities or supports",
                number,
            )
        )
    return f"{number} {class_noun(name, number)}"


def without_undated(filters: Filters) -> str:
    """Return the address of the same view without what has no date."""
    return filters.model_copy(update={"undated": False}).to_query()


EXPECTED: Mapping[Expected, Callable[[], str]] = {
    Expected.NUMBER: lambda: gettext("a whole number"),
    Expected.MORE: lambda: gettext("a larger number"),
    Expected.LESS: lambda: gettext("a smaller number"),
    Expected.YES_OR_NO: lambda: gettext("yes or no"),
    Expected.SLUG: lambda: gettext("the short name of a source"),
    Expected.ADDRESS: lambda: gettext("the address of an actor"),
    Expected.OTHER: lambda: gettext("something else"),
}


def bad_filter_sentence(error: BadFilter) -> str:
    """Say which filter is wrong, and what was expected, in the language of the request."""
    match error.expected:
        case Expected() as expected:
            words = EXPECTED[expected]()
        case known:
            words = gettext("one of %(names)s", names=listed(known))
    told = {"name": error.name, "value": error.value, "expected": words}
    return str(gettext("The network has no %(name)s=%(value)s: expected %(expected)s.", **told))
