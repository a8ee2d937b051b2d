"""The form that asks for a network: every choice that this graph offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from graph.network import Filters
from graph.network.facets import Counts
from ontology import EdgeStyle, vocabulary
from webapp.display import class_label, concept_label, upper_first
from webapp.engine import app_settings
from webapp.labels import labels, sort_key


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick."""

    value: str
    label: str
    count: int
    checked: bool
    line: EdgeStyle | None
    """How the ties are drawn, for a class of ties."""


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes of one filter."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def is_long(self) -> bool:
        """Whether the boxes would fill the form."""
        return len(self.choices) > 8

    @property
    def asked(self) -> int:
        """How many boxes are ticked."""
        return sum(choice.checked for choice in self.choices)


def form(filters: Filters, counts: Mapping[str, Counts]) -> list[Group]:
    """Return the groups of boxes, with what is asked for ticked."""
    sources = _source_names(counts.get("source", {}))
    called: Mapping[str, tuple[str, Callable[[str], str]]] = {
        "class": (gettext("Ties"), class_label),
        "status": (gettext("Status"), _concept("status")),
        "stance": (gettext("What the source does"), _concept("stance")),
        "source": (gettext("Sources"), lambda slug: sources.get(slug, slug)),
        "kind": (gettext("Kinds"), _concept("kind")),
        "theme": (gettext("Themes"), _concept("theme")),
    }
    asked = {
        "class": filters.wanted_classes,
        "status": filters.statuses,
        "stance": filters.wanted_stances,
        "source": filters.sources,
        "kind": filters.kinds,
        "theme": filters.themes,
    }
    return [
        Group(name, label, _choices(name, asked[name], naming, counts.get(name, {})))
        for name, (label, naming) in called.items()
    ]


def _choices(
    name: str, asked: Iterable[str], called: Callable[[str], str], counts: Counts
) -> list[Choice]:
    """Return what the graph has and what is asked for, by name."""
    ticked = frozenset(asked)
    values = {*counts, *(value for value in ticked if name != "class")}
    choices = [
        Choice(one, upper_first(called(one)), counts.get(one, 0), one in ticked, _line(name, one))
        for one in values
    ]
    return sorted(choices, key=lambda choice: sort_key(choice.label))


def _line(name: str, value: str) -> EdgeStyle | None:
    return vocabulary().edge_style(value) if name == "class" else None


def _concept(scheme: str) -> Callable[[str], str]:
    return lambda slug: concept_label(scheme, slug)


def _source_names(counts: Counts) -> dict[str, str]:
    base = app_settings().base
    named = labels(f"{base}source/{slug}" for slug in counts)
    return {slug: named[f"{base}source/{slug}"] for slug in counts}
