"""The values of many things in a few queries, and what to make of them."""

from collections.abc import Iterable, Mapping, Sequence

from graph.engine import Session
from graph.identity import Namer
from graph.namespaces import expand
from graph.network.rows import Value, rows_about

LANGUAGES = ("fr", "en")
Described = Mapping[str, Sequence[Value]]
"""The values of one thing, by the name of the property."""


def describe(
    session: Session, iris: frozenset[str], names: Sequence[str]
) -> dict[str, dict[str, list[Value]]]:
    """Return the values of the properties, for each thing, over all sources."""
    found = _nothing(iris, names)
    by_iri = {expand(name): name for name in names}
    for row in rows_about(session, "s", iris, f"?s ?p ?o {_among(by_iri)}"):
        found[row["s"].text][by_iri[row["p"].text]].append(row["o"])
    return found


def describe_in_graphs(
    session: Session, wanted: frozenset[tuple[str, str]], names: Sequence[str]
) -> dict[str, dict[str, list[Value]]]:
    """Return the values of the properties, for each thing, in the graphs named with it."""
    things = {thing for thing, _ in wanted}
    found = _nothing(things, names)
    by_iri = {expand(name): name for name in names}
    pattern = f"GRAPH ?g {{ ?s ?p ?o }} {_among(by_iri)}"
    for row in rows_about(session, "s", things, pattern):
        if (row["s"].text, row["g"].text) in wanted:
            found[row["s"].text][by_iri[row["p"].text]].append(row["o"])
    return found


def _among(by_iri: Mapping[str, str]) -> str:
    """Return the filter on ?p; a second VALUES would make the engine begin from the properties."""
    return f"FILTER(?p IN ({', '.join(f'<{iri}>' for iri in by_iri)}))"


def _nothing(iris: Iterable[str], names: Sequence[str]) -> dict[str, dict[str, list[Value]]]:
    return {iri: {name: [] for name in names} for iri in iris}


def labels_of(values: Iterable[Value], iri: str) -> dict[str, str]:
    """Return a name in each language of the service, the nearest there is."""
    by_language = {value.language: value.text for value in sorted(values, reverse=True)}
    spare = [by_language[language] for language in sorted(by_language)]
    last = iri.rstrip("/").rsplit("/", 1)[-1]
    found = {}
    for language in LANGUAGES:
        wanted = (language, *LANGUAGES, "mul", "")
        chosen = next((by_language[one] for one in wanted if one in by_language), None)
        found[language] = chosen or (spare[0] if spare else last)
    return found


def slugs(namer: Namer, scheme: str, concepts: Sequence[Value]) -> tuple[str, ...]:
    """Return concepts of a scheme by their slugs, sorted."""
    prefix = namer.concept(scheme, "")
    return tuple(sorted({value.text.removeprefix(prefix) for value in concepts}))


def plain(values: Sequence[Value]) -> tuple[str, ...]:
    """Return the texts, sorted."""
    return tuple(sorted({value.text for value in values}))
