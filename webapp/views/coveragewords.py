"""What the sources do not tell, in words."""

from collections.abc import Iterator, Mapping

from flask_babel import format_decimal, gettext, ngettext

from graph.network import listed
from ontology import vocabulary
from webapp.display import class_label, plural
from webapp.views.coverage import Coverage, Covered
from webapp.views.shares import share

MOSTLY = 0.8
"""From which share on a country is said to make up most of a source."""


def said_of_source(covered: Covered, named: Mapping[str, str]) -> Iterator[str]:
    """Yield what a reader has to know before concluding from a source's silence."""
    yield from _where(covered, named)
    if not covered.dated:
        yield str(gettext("None of its ties has a date."))
    if covered.with_party and (without := covered.ties - covered.partied):
        part = share(without, covered.ties)
        yield str(gettext("%(share)s of its ties name no party.", share=part))


def _where(covered: Covered, named: Mapping[str, str]) -> Iterator[str]:
    if not covered.with_party:
        yield from _without_parties(covered)
        return
    if not covered.placed:
        yield str(gettext("The country of its parties is not known."))
        return
    top = max(covered.countries, key=lambda iri: covered.countries[iri])
    if len(covered.countries) == 1:
        yield str(gettext("It only names parties in %(country)s.", country=named[top]))
    elif (n := covered.countries[top]) >= MOSTLY * covered.ties:
        yield str(
            gettext(
                "%(share)s of its ties have a party in %(country)s.",
                share=share(n, covered.ties),
                country=named[top],
            )
        )
    if unplaced := covered.with_party - covered.placed:
        part = share(unplaced, covered.ties)
        yield str(gettext("Of %(share)s of its ties, no party’s country is known.", share=part))


def _without_parties(covered: Covered) -> Iterator[str]:
    yield str(gettext("It names no party of its ties itself."))
    if covered.partied:
        part = share(covered.partied, covered.ties)
        yield str(gettext("Memberships in other sources do for %(share)s of them.", share=part))


def missing(found: Coverage) -> Iterator[str]:
    """Yield what all sources together leave open."""
    if alone := found.actors - found.tied:
        words = ngettext(
            "Of %(number)s actor that is known, no source tells a tie (%(share)s of all).",
            "Of %(number)s actors that are known, no source tells a tie (%(share)s of all).",
            alone,
            number=format_decimal(alone),
            share=share(alone, found.actors),
        )
        yield str(words)
    if undated := found.ties - found.dated:
        part = share(undated, found.ties)
        yield str(
            gettext(
                "%(share)s of the ties have no date: they may lie in any year that is asked for.",
                share=part,
            )
        )
    yield from _kinds(found)
    yield from _one_source(found)


def _kinds(found: Coverage) -> Iterator[str]:
    told = {name for one in found.sources.values() for name in one.classes}
    silent = [name for name in vocabulary().cooperation_classes if name not in told]
    if silent:
        names = listed(plural(class_label(name)) for name in sorted(silent))
        yield str(gettext("No source tells of any %(kinds)s.", kinds=names))


def _one_source(found: Coverage) -> Iterator[str]:
    sources: dict[str, int] = {}
    for covered in found.sources.values():
        for country in covered.countries:
            sources[country] = sources.get(country, 0) + 1
    alone = sum(number == 1 for number in sources.values())
    if alone:
        words = ngettext(
            "Ties of %(num)d country are told by one source only.",
            "Ties of %(num)d countries are told by one source only.",
            alone,
        )
        yield str(words)


def levels_missing(found: Coverage) -> list[str]:
    """Return the levels of which actors are known and no source names a party."""
    told = {level for one in found.sources.values() for level in one.levels}
    return [level for level in found.levels if level not in told]
