"""How English says dates. Month and weekday names are CLDR's; CLDR does not name the rest."""

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

_MONTHS, _WEEKDAYS = month_names("en", "en_GB"), day_names("en", "en_GB")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ORDINALS = ("1st first", "2nd second", "3rd third", "4th fourth last")
_CODES = dict.fromkeys(("early", "beginning", "start"), "33") | {"mid": "38", "middle": "38"}
_CODES |= dict.fromkeys(("late", "end"), "36") | _SEASONS | SHORT
_CODES |= numbered(_ORDINALS, "quarter", 33)
_CODES |= numbered(_ORDINALS[:2], "half", 40) | numbered(_ORDINALS[:2], "semester", 40)

_month, _weekday, _season = any_of(_MONTHS), any_of(_WEEKDAYS), any_of(_SEASONS)
_lead = "(?:in |on |during |at )?(?:the )?"
_on = rf"{_lead}(?:(?P<weekday>{_weekday})\.?,? (?:the )?)?"
_day = "(?P<day>[0-9]{1,2})(?:(?<=1)st|(?<=2)nd|(?<=3)rd|(?<=[04-9])th|(?<=1[1-3])th)?"
_part = "(?:(?:early|mid|late|(?:beginning|start|middle|end) of)[ -])?(?:the month of )?"
_count = (
    "(?:about |almost |nearly |over |more than |some )?(?:the (?:last|past) )?(?:[0-9]{1,4} "
    "|an? |one |two |three |four |five |six |seven |eight |nine |ten |twenty |thirty |forty "
    "|fifty |a few |few |several |many )?"
)
_unit = "(?:days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies))"
_named = f"(?:{_weekday}|{_month}|{_season}|day|week|month|quarter|semester|year|morning|evening)"

ENGLISH = Words(
    day_first=False,
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    codes=_CODES,
    moments=compiled(
        rf"{_on}{_day} (?:of )?(?P<month>{_month})\.?,? {YEAR}",
        rf"{_on}(?P<month>{_month})\.? {_day},? {YEAR}",
        _on + NUMERIC,
        rf"{_lead}{_part}(?P<month>{_month})\.?,? (?:of )?{YEAR}",
        NUMERIC_MONTH,
        f"{_lead}(?:year )?{YEAR}",
        f"{_lead}(?P<code>{any_of(_CODES)})[ -](?:of )?(?:the year )?{YEAR}",
        f"{YEAR}[ -](?P<code>{any_of(SHORT)})",
        # "1900s" may be the decade or the century: not read. "2000s" is the decade.
        f"{_lead}(?P<decade>[0-9]{{2}}[1-9]|200)0'?s",
    ),
    about=re.compile(r"(?:(?:about|around|approximately|circa|ca?\.?) |ca?\.)(?P<moment>.+)"),
    between=re.compile("between (?P<begin>.+?) and (?P<end>.+)"),
    ranges=compiled("(?:from )?(?P<begin>.+?) (?:to|until|till|through) (?P<end>.+)", *DASHES),
    since=re.compile(
        "(?:since|from|as (?:of|from)|starting|effective)(?: from)? "
        "(?P<begin>.+?)(?: on| onwards?)?"
    ),
    until=re.compile("(?:until|till|up to|through) (?P<end>.+)"),
    now=re.compile("(?:the )?present(?: day)?|today|now"),
    undated=re.compile(
        r"(?:very |most )?(?:recently|recent)|lately|soon|not long ago|undated|no date|[sn]\.? ?d"
        f"|unknown date|date unknown|{_count}{_unit} ago|(?:for|over|in|within) {_count}{_unit}"
        "|(?:since )?(?:yesterday|today|tomorrow)"
        f"|(?:since |on |in |during )?(?:this|last|next) {_named}"
        f"|(?:since |on |in |during )?(?:the )?(?:{_weekday}|{_season})"
        rf"|(?:since )?{_lead}{_part}(?:(?:{_weekday})\.?,? )?(?:the )?"
        rf"(?:(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)? (?:of )?)?(?:{_month})\.?"
        r"(?: (?:[12]?[0-9]|3[01])(?:st|nd|rd|th)?)?"
    ),
)
