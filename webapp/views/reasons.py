"""Why two things were joined, or may be one: each piece of evidence in words."""

from collections.abc import Callable, Mapping
from datetime import date

from babel import Locale
from flask_babel import gettext, ngettext

from graph.matching.reason import Reason
from webapp.display import class_label, concept_label
from webapp.language import current_language
from webapp.views.when import range_text

Called = Callable[[str], str]
"""Gives the name of a thing by its short address."""

REGISTERS = {
    "iso": "ISO 3166", "iso3": "ISO 3166", "insee-commune": "INSEE", "insee": "INSEE",
    "siren": "SIREN", "siret": "SIRET", "ror": "ROR", "uai": "UAI", "wikidata": "Wikidata",
    "geonames": "GeoNames", "grid": "GRID", "isni": "ISNI",
}  # fmt: skip
"""Registers as they write their own names."""
STRONG, FAIR = 0.75, 0.4
"""Scores from which on the evidence is called so."""


def in_words(reason: Reason, called: Called) -> str:
    """Return what a reason says; its code and detail where no words are known for it."""
    told = WORDS.get(reason.code)
    if told is None:
        return " ".join(filter(None, (reason.code, reason.detail)))
    return told(reason.detail, called)


def strength(score: float) -> str:
    """Return in words how much speaks for two things being one."""
    if score >= STRONG:
        return str(gettext("strong evidence"))
    return str(gettext("some evidence") if score >= FAIR else gettext("weak evidence"))


def _same_code(detail: str, _: Called) -> str:
    return str(gettext("same code: %(code)s", code=_code(detail)))


def _other_code(detail: str, _: Called) -> str:
    return str(gettext("different codes: %(codes)s", codes=_code(detail)))


def _code(detail: str) -> str:
    register, _, value = detail.partition(" ")
    return f"{REGISTERS.get(register, register)} {value}"


def _same_name(detail: str, _: Called) -> str:
    return str(gettext("same name: “%(name)s”", name=detail))


def _same_words(detail: str, _: Called) -> str:
    one, __, other = detail.partition(" ~ ")
    return str(gettext("same words: “%(one)s” and “%(other)s”", one=one, other=other or one))


def _same_acronym(detail: str, _: Called) -> str:
    return str(gettext("same acronym: %(name)s", name=detail))


def _similar_name(detail: str, _: Called) -> str:
    one, __, other = detail.partition(" ~ ")
    return str(gettext("similar names: “%(one)s” and “%(other)s”", one=one, other=other))


def _same_country(detail: str, _: Called) -> str:
    return str(gettext("same country: %(names)s", names=_each(detail, _country)))


def _other_country(detail: str, _: Called) -> str:
    return str(gettext("different countries: %(names)s", names=_each(detail, _country)))


def _country(code: str) -> str:
    return str(Locale.parse(current_language()).territories.get(code, code))


def _same_level(detail: str, _: Called) -> str:
    return str(gettext("same level: %(level)s", level=concept_label("level", detail)))


def _other_level(detail: str, _: Called) -> str:
    levels = _each(detail, lambda slug: concept_label("level", slug))
    return str(gettext("different levels: %(levels)s", levels=levels))


def _near(detail: str, _: Called) -> str:
    return str(gettext("in the same place: %(distance)s apart", distance=detail))


def _far(detail: str, _: Called) -> str:
    return str(gettext("far from each other: %(distance)s", distance=detail))


def _same_place(detail: str, called: Called) -> str:
    return str(gettext("both lie in %(place)s", place=_place(detail, called)))


def _other_place(detail: str, called: Called) -> str:
    places = _each(detail, lambda key: _place(key, called))
    return str(gettext("they lie in different places: %(places)s", places=places))


def _place(key: str, called: Called) -> str:
    return called(f"territory/{key}")


def _same_type(detail: str, _: Called) -> str:
    return str(gettext("same kind: %(kind)s", kind=concept_label("kind", detail)))


def _other_type(detail: str, _: Called) -> str:
    kinds = _each(detail, lambda slug: concept_label("kind", slug))
    return str(gettext("different kinds: %(kinds)s", kinds=kinds))


def _namesakes(detail: str, _: Called) -> str:
    number = int(detail) if detail.isdigit() else 2
    return str(
        ngettext(
            "%(num)d thing of one source fits as well",
            "%(num)d things of one source fit equally well",
            number,
        )
    )


def _better_candidate(detail: str, called: Called) -> str:
    return str(gettext("another fits better: %(name)s", name=called(detail)))


def _same_parties(detail: str, _: Called) -> str:
    return str(gettext("same parties, same class: %(name)s", name=class_label(detail)))


def _more_parties(detail: str, called: Called) -> str:
    names = _each(detail, lambda key: _place(key, called))
    return str(gettext("one source names more parties: %(names)s", names=names))


def _same_date(detail: str, _: Called) -> str:
    try:
        day = date.fromisoformat(detail)
    except ValueError:
        return str(gettext("dates that agree: %(date)s", date=detail))
    return str(gettext("dates that agree: %(date)s", date=range_text(day, day)))


def _no_date(_: str, __: Called) -> str:
    return str(gettext("no date in one of the sources"))


def _each(detail: str, called: Called) -> str:
    return ", ".join(map(called, detail.split(", ")))


WORDS: Mapping[str, Callable[[str, Called], str]] = {
    "same-code": _same_code,
    "other-code": _other_code,
    "same-name": _same_name,
    "same-words": _same_words,
    "same-acronym": _same_acronym,
    "similar-name": _similar_name,
    "same-country": _same_country,
    "other-country": _other_country,
    "same-level": _same_level,
    "other-level": _other_level,
    "near": _near,
    "far": _far,
    "same-place": _same_place,
    "other-place": _other_place,
    "same-type": _same_type,
    "other-type": _other_type,
    "namesakes": _namesakes,
    "better-candidate": _better_candidate,
    "same-parties": _same_parties,
    "more-parties": _more_parties,
    "other-kind": _other_type,
    "same-date": _same_date,
    "no-date": _no_date,
}
