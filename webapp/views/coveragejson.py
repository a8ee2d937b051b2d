"""Coverage for programs."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from webapp.labels import labels
from webapp.views.coverage import Coverage, Covered
from webapp.views.sources import Source


def as_json(found: Coverage, sources: Iterable[Source], version: int) -> dict[str, Any]:
    """Return what the sources cover, countries by their addresses."""
    named = labels(found.countries)
    return {
        "version": version,
        "ties": found.ties,
        "dated": found.dated,
        "actors": found.actors,
        "actors_with_tie": found.tied,
        "levels": found.levels,
        "sources": [_source(one, found) for one in sources],
        "countries": [
            {
                "iri": iri,
                "name": named[iri],
                "actors": country.actors,
                "actors_with_tie": country.tied,
                "ties": country.ties,
                "sources": {
                    graph: covered.countries[iri]
                    for graph, covered in found.sources.items()
                    if iri in covered.countries
                },
            }
            for iri, country in found.countries.items()
        ],
    }


def _source(source: Source, found: Coverage) -> dict[str, Any]:
    graph = source.entry.graph
    covered = asdict(found.sources.get(graph, Covered()))
    covered["actors_with_tie"] = covered.pop("tied")
    known = {"graph": graph, "slug": source.entry.slug, "title": source.title}
    return known | covered
