"""Countries and their subdivisions: ISO 3166, with names in French, English and locally."""

import gettext
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry
import yaml
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from graph.facts import Source, Territory, Text
from graph.identity import Ref
from loaders.source import Loaded

SLUG = "iso-3166"
AUTHORITY = ("[A-Z]{2}$", "[A-Z]{2}-[A-Z0-9]{1,3}$")
"""Keys that are ISO codes; ``FR-COM-59350`` is none."""

LEVELS = ("department", "province", "district", "municipality")
"""Words in ISO's type of a subdivision that tell its level; else a first level is a region."""


def load_reference() -> Loaded:
    """Return the reference territories as a source."""
    return Loaded(
        Source(
            slug=SLUG,
            titles=(
                Text("Pays et subdivisions (ISO 3166)", "fr"),
                Text("Countries and subdivisions (ISO 3166)", "en"),
            ),
            publisher="pycountry, Debian iso-codes, Unicode CLDR",
            language="mul",
            address="https://salsa.debian.org/iso-codes-team/iso-codes",
            licence="https://spdx.org/licenses/LGPL-2.1-or-later",
        ),
        (*_countries(), *_subdivisions()),
        AUTHORITY,
    )


@cache
def territory_names(code: str) -> tuple[str, ...]:
    """Return all names of a country or subdivision; none where ISO 3166 lacks the code."""
    fact = _by_code().get(code)
    texts = (*fact.names, *fact.other_names) if fact else ()
    return tuple(dict.fromkeys(text.words for text in texts))


@cache
def _by_code() -> dict[str, Territory]:
    return {fact.ref.key: fact for fact in (*_countries(), *_subdivisions())}


def _countries() -> Iterator[Territory]:
    for country in pycountry.countries:
        names = dict(_country_names(country))
        yield Territory(
            ref=Ref("territory", country.alpha_2),
            names=tuple(Text(name, language) for language, name in sorted(names.items())),
            other_names=_other_names(country, set(names.values())),
            notations=(country.alpha_2, country.alpha_3),
            level="country",
        )


def _country_names(country: Any) -> Iterator[tuple[str, str]]:
    for language in sorted({"fr", "en", *_official(country.alpha_2)}):
        if name := _locale_territories(language).get(country.alpha_2):
            yield language, name
    if country.alpha_2 not in _locale_territories("en"):
        yield from (("fr", country.name), ("en", country.name))


def _other_names(country: Any, known: set[str]) -> tuple[Text, ...]:
    official = (getattr(country, name, None) for name in ("name", "official_name", "common_name"))
    return tuple(Text(name, "en") for name in dict.fromkeys(official) if name and name not in known)


@cache
def _locale_territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except UnknownLocaleError:
        return {}


def _official(country: str) -> tuple[str, ...]:
    return tuple(code.replace("_", "-") for code in get_official_languages(country))


def _subdivisions() -> Iterator[Territory]:
    french = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=["fr"])
    for place in pycountry.subdivisions:
        yield Territory(
            ref=Ref("territory", place.code),
            names=(names := _subdivision_names(place, french.gettext(place.name))),
            other_names=_spellings(place, names),
            notations=(place.code,),
            level=_level(place),
            within=(Ref("territory", place.parent_code or place.country_code),),
        )


def _subdivision_names(place: Any, french: str) -> tuple[Text, ...]:
    """ISO gives one name, in the local language; CLDR the English, iso-codes the French."""
    name, _ = _split(place.name)
    code = place.code.replace("-", "").lower()
    names = {
        "en": name if RENUMBERED.match(place.code) else _english_names().get(code, name),
        "fr": name if place.country_code == "FR" else _split(french)[0],
    }
    if len(local := _official(place.country_code)) == 1:
        names.setdefault(local[0], name)
    names |= _usual_names().get(place.code, {})
    return tuple(Text(words, language) for language, words in sorted(names.items()))


def _spellings(place: Any, names: tuple[Text, ...]) -> tuple[Text, ...]:
    known = {text.words for text in names}
    return tuple(Text(name, "mul") for name in _split(place.name) if name and name not in known)


def _split(name: str) -> tuple[str, str]:
    """Split ``Catalunya [Cataluña]``: ISO puts a name in a second language in brackets."""
    first, _, second = name.partition(" [")
    return first, second.rstrip("]")


RENUMBERED = re.compile(r"IR-|MA-04$")
"""Codes that ISO gave to other places since, whose old names CLDR still has."""
FOOTNOTES = "²³¹"
"""CLDR tells namesakes of one country apart by a raised number: it is no part of the name."""


@cache
def _english_names() -> dict[str, str]:
    """Return CLDR's names by code in its own form: no hyphen, lower case (UTS 35)."""
    path = files("loaders") / "vendor" / "cldr-subdivisions-full" / "en.json"
    data = json.loads(path.read_text("utf-8"))
    names: dict[str, str] = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return {code: name.rstrip(FOOTNOTES) for code, name in names.items()}


@cache
def _usual_names() -> dict[str, dict[str, str]]:
    text = files("loaders").joinpath("names.yaml").read_text("utf-8")
    names: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)
    return names


def _level(place: Any) -> str:
    kind = place.type.lower()
    by_word = next((level for level in LEVELS if level in kind), None)
    return by_word or ("other-subdivision" if place.parent_code else "region")
