"""How French says dates. Month and weekday names are CLDR's; CLDR does not name the rest."""

import re

from graph.date_words import (
    DASHES,
    NUMERIC,
    NUMERIC_MONTH,
    SHORT,
    YEAR,
    Words,
    any_of,
    compiled,
    day_names,
    month_names,
    numbered,
)

_MONTHS, _WEEKDAYS = month_names("fr", "fr_CA"), day_names("fr", "fr_CA")
_SEASONS = {"printemps": "21", "ete": "22", "automne": "23", "hiver": "24"}
_ORDINALS = ("1er premier", "2e 2eme 2nd second deuxieme", "3e 3eme troisieme", "4e 4eme quatrieme")
_CODES = {"debut": "33", "mi": "38", "milieu": "38", "fin": "36", "dernier trimestre": "36"}
_CODES |= numbered(_ORDINALS, "trimestre", 33) | numbered(_ORDINALS[:2], "semestre", 40)
_CODES |= _SEASONS | SHORT

_month, _weekday, _season = any_of(_MONTHS), any_of(_WEEKDAYS), any_of(_SEASONS)
_lead = (
    "(?:(?:en|le|la|les|au|a|a la|dans|dans les|courant|pendant|au cours d(?:e|u|es|e la)) "
    "|a l'|l'|pendant l'|au cours de l'|d')?"
)
_on = rf"{_lead}(?:(?P<weekday>{_weekday})\.?,? (?:le )?)?"
_part = "(?:(?:debut|mi|milieu|fin)(?: de | d'| du |-| ))?(?:mois (?:de |d'))?"
_of = "(?:de l'annee |d'annee |l'annee |annee |de |d')?"
_count = (
    "(?:environ |pres de |plus de |moins de )?(?:[0-9]{1,4} |une? |deux |trois |quatre |cinq |six "
    "|sept |huit |neuf |dix |quinze |vingt |trente |quarante |cinquante |cent |quelques |plusieurs "
    "|une (?:diz|douz|quinz|vingt|trent|quarant|cinquant|cent)aine d(?:e |'))"
)
_unit = "(?:jours?|semaines?|mois|trimestres?|ans?|annees?|decennies?|siecles?)"
_named = f"(?:{_weekday}|{_season}|jour|semaine|mois|trimestre|semestre|an|annee|matin|soir)"
_from = "(?:depuis |des |a (?:partir|compter) (?:de |du |des |d'))"

FRENCH = Words(
    day_first=True,
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    codes=_CODES,
    moments=compiled(
        rf"{_on}(?P<day>[0-9]{{1,2}})(?:(?<=\b1)er)? (?P<month>{_month})\.? {YEAR}",
        _on + NUMERIC,
        rf"{_lead}{_part}(?P<month>{_month})\.? (?:de )?{YEAR}",
        NUMERIC_MONTH,
        f"{_lead}(?:annee )?{YEAR}",
        f"{_lead}(?P<code>{any_of(_CODES)})[ -]{_of}{YEAR}",
        f"{YEAR}[ -](?P<code>{any_of(SHORT)})",
        f"{_lead}(?:annees|decennie) (?P<decade>[0-9]{{3}})0",
    ),
    about=re.compile(
        r"(?:(?:vers|environ|autour de|aux (?:alentours|environs) de|circa|ca?\.?) |ca?\.)"
        "(?P<moment>.+)"
    ),
    between=re.compile("entre (?P<begin>.+?) et (?P<end>.+)"),
    ranges=compiled(
        rf"(?:{_from}|de |du |d')?(?P<begin>.+?) (?:a|au|aux|jusqu'(?:a|en|au|aux)) (?P<end>.+)",
        *DASHES,
    ),
    since=re.compile(f"{_from}(?P<begin>.+)"),
    until=re.compile("jusqu'(?:a|en|au|aux) (?P<end>.+)"),
    now=re.compile("aujourd'hui|nos jours|ce jour|maintenant|present"),
    undated=re.compile(
        "(?:tout |tres )?(?:recemment|recente?s?)|il y a peu(?: de temps)?|prochainement|bientot"
        "|depuis (?:peu|longtemps|toujours)|non datee?s?|sans date|date (?:inconnue|non precisee)"
        rf"|[sn]\.? ?d|(?:il y a|depuis|dans) {_count}{_unit}"
        "|(?:depuis )?(?:hier|avant-hier|aujourd'hui|demain|apres-demain)"
        f"|(?:depuis |en |au )?(?:ce|cet|cette) {_named}"
        f"|(?:depuis |en |au )?(?:l'|le |la )?{_named} "
        "(?:derniere?|passee?|prochaine?)"
        f"|(?:depuis |en |au |a l')?(?:le |l')?(?:{_weekday}|{_season})"
        rf"|{_from}?{_lead}{_part}(?:(?:{_weekday})\.?,? (?:le )?)?"
        rf"(?:(?:1er|[12]?[0-9]|3[01]) )?(?:{_month})\.?"
    ),
)
