"""The form that asks for a network: every choice that this graph offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from graph.identity import Namer
from graph.network import Filters
from graph.network.facets import Counts
from ontology import EdgeStyle, vocabulary
from webapp.display import class_label, concept_label, upper_first
from webapp.engine import app_settings
from webapp.labels import best_names, sort_key
from webapp.rows import Value


@dataclass(slots=True)
class Choice:
    """One box to tick."""

    value: str
    label: str
    count: int
    checked: bool
    line: EdgeStyle | None
    """How the ties are drawn, for a class of ties."""
    language: str = ""
    """Of the label, where it is not the reader's."""


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
    sources = _source_names({*counts.get("source", {}), *filters.sources})
    called: Mapping[str, tuple[str, Callable[[str], str]]] = {
        "class": (gettext("Ties"), class_label),
        "status": (gettext("Status"), _concept("status")),
        "stance": (gettext("What the source does"), _concept("stance")),
        "source": (gettext("Sources"), lambda slug: sources[slug].value),
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
    groups = [
        Group(name, label, _choices(name, asked[name], naming, counts.get(name, {})))
        for name, (label, naming) in called.items()
    ]
    for choice in (
        choice for group in groups if group.name == "source" for choice in group.choices
    ):
        choice.language = sources[choice.value].language
    return groups


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


def _source_names(slugs: Iterable[str]) -> dict[str, Value]:
    iris = {slug: Namer(app_settings().base).source(slug) for slug in slugs}
    named = best_names(iris.values())
    return {slug: named.get(iri, Value(slug, "literal")) for slug, iri in iris.items()}
