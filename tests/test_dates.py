"""Dates as sources write them, and their bounds."""

import unicodedata
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.dates import PartialDate, Span, UnreadableDate, read_edtf, read_span

MOMENTS = [
    ("fr", "9 juillet 2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("fr", "vendredi 9 juillet 2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("fr", "1er janvier 2020", "2020-01-01", "2020-01-01", "2020-01-01"),
    ("fr", "1ᵉʳ janv. 2020", "2020-01-01", "2020-01-01", "2020-01-01"),
    ("fr", "le 26 novembre 2020", "2020-11-26", "2020-11-26", "2020-11-26"),
    ("fr", "09/07/2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("fr", "9.7.2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("fr", "2021-07-09", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("fr", "FEVRIER 2020", "2020-02", "2020-02-01", "2020-02-29"),
    ("fr", "07/2021", "2021-07", "2021-07-01", "2021-07-31"),
    ("fr", "fin juillet 2021", "2021-07", "2021-07-01", "2021-07-31"),
    ("fr", "2008", "2008", "2008-01-01", "2008-12-31"),
    ("fr", "en 2019", "2019", "2019-01-01", "2019-12-31"),
    ("fr", "fin 2014", "2014-36", "2014-10-01", "2014-12-31"),
    ("fr", "à la fin de l’année 2014", "2014-36", "2014-10-01", "2014-12-31"),
    ("fr", "début 2014", "2014-33", "2014-01-01", "2014-03-31"),
    ("fr", "mi-2014", "2014-38", "2014-05-01", "2014-08-31"),
    ("fr", "au milieu de 2014", "2014-38", "2014-05-01", "2014-08-31"),
    ("fr", "printemps 2019", "2019-21", "2019-03-01", "2019-05-31"),
    ("fr", "à l'été 2019", "2019-22", "2019-06-01", "2019-08-31"),
    ("fr", "automne 2019", "2019-23", "2019-09-01", "2019-11-30"),
    ("fr", "hiver 2019", "2019-24", "2018-12-01", "2020-02-29"),
    ("fr", "premier trimestre 2020", "2020-33", "2020-01-01", "2020-03-31"),
    ("fr", "second trimestre 2020", "2020-34", "2020-04-01", "2020-06-30"),
    ("fr", "au troisième trimestre de 2020", "2020-35", "2020-07-01", "2020-09-30"),
    ("fr", "dernier trimestre 2020", "2020-36", "2020-10-01", "2020-12-31"),
    ("fr", "1er semestre 2020", "2020-40", "2020-01-01", "2020-06-30"),
    ("fr", "T2 2020", "2020-34", "2020-04-01", "2020-06-30"),
    ("fr", "entre 2007 et 2013", "[2007..2013]", "2007-01-01", "2013-12-31"),
    ("fr", "entre janvier et mars 2020", "[2020-01..2020-03]", "2020-01-01", "2020-03-31"),
    ("fr", "vers 2008", "2008~", "2007-01-01", "2009-12-31"),
    ("fr", "environ février 2008", "2008-02~", "2008-01-01", "2008-03-31"),
    ("fr", "vers le 1er mars 2021", "2021-03-01~", "2021-02-28", "2021-03-02"),
    ("fr", "dans les années 1990", "199X", "1990-01-01", "1999-12-31"),
    ("fr", "vers les années 1990", "199X~", "1980-01-01", "2009-12-31"),
    ("fr", "depuis 2008", "2008", "2008-01-01", "2008-12-31"),
    ("fr", "à partir du 1er janvier 2020", "2020-01-01", "2020-01-01", "2020-01-01"),
    ("fr", "de 2008 à aujourd'hui", "2008", "2008-01-01", "2008-12-31"),
    ("fr", "2004/..", "2004", "2004-01-01", "2004-12-31"),
    ("fr", "199X", "199X", "1990-01-01", "1999-12-31"),
    ("fr", "2014-36", "2014-36", "2014-10-01", "2014-12-31"),
    ("en", "Friday, July 9th, 2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("en", "the 9th of July 2021", "2021-07-09", "2021-07-09", "2021-07-09"),
    ("en", "09/13/2021", "2021-09-13", "2021-09-13", "2021-09-13"),
    ("en", "13/09/2021", "2021-09-13", "2021-09-13", "2021-09-13"),
    ("en", "07/07/2021", "2021-07-07", "2021-07-07", "2021-07-07"),
    ("en", "in Sept 2021", "2021-09", "2021-09-01", "2021-09-30"),
    ("en", "late 2014", "2014-36", "2014-10-01", "2014-12-31"),
    ("en", "fall 2019", "2019-23", "2019-09-01", "2019-11-30"),
    ("en", "the second quarter of 2020", "2020-34", "2020-04-01", "2020-06-30"),
    ("en", "Q2 2020", "2020-34", "2020-04-01", "2020-06-30"),
    ("en", "between 2007 and 2013", "[2007..2013]", "2007-01-01", "2013-12-31"),
    ("en", "c. 2008", "2008~", "2007-01-01", "2009-12-31"),
    ("en", "the 1990s", "199X", "1990-01-01", "1999-12-31"),
    ("en", "since 2008", "2008", "2008-01-01", "2008-12-31"),
]

PERIODS = [
    ("fr", "de 2007 à 2013", "2007", "2013"),
    ("fr", "depuis 2007 jusqu'en 2013", "2007", "2013"),
    ("fr", "2007-2013", "2007", "2013"),
    ("fr", "2007 – 2013", "2007", "2013"),
    ("fr", "2004/2010", "2004", "2010"),
    ("fr", "de 2007 à la fin de 2014", "2007", "2014-36"),
    ("fr", "du 9 au 12 juillet 2021", "2021-07-09", "2021-07-12"),
    ("fr", "du 9 juillet au 3 août 2021", "2021-07-09", "2021-08-03"),
    ("fr", "01/01/2020-31/12/2020", "2020-01-01", "2020-12-31"),
    ("fr", "jusqu'en 2013", None, "2013"),
    ("fr", "jusqu’au 31 décembre 2013", None, "2013-12-31"),
    ("fr", "../2013", None, "2013"),
    ("en", "from 2007 to 2013", "2007", "2013"),
    ("en", "July 9 - August 3, 2021", "2021-07-09", "2021-08-03"),
    ("en", "until 2013", None, "2013"),
]

UNDATED = [
    *(("fr", text) for text in ("récemment", "récente", "il y a peu", "non daté", "sans date")),
    *(("fr", text) for text in ("s.d.", "il y a 2 ans", "depuis plus de 30 ans", "ce vendredi")),
    *(("fr", text) for text in ("l’an dernier", "hier", "le 9 juillet", "en juillet", "vendredi")),
    *(("en", text) for text in ("recently", "undated", "two years ago", "last year")),
    *(("en", text) for text in ("this Friday", "in May", "July 9", "n.d.")),
]

UNREADABLE = [
    *(("fr", text) for text in ("", " ", "bla", "31 février 2020", "31/02/2020", "2021-02-30")),
    *(("fr", text) for text in ("9 juillet 21", "années 90", "09/07/21", "13/2021", "987")),
    *(("fr", text) for text in ("2013-2007", "de 2013 à 2007", "entre 2013 et 2007", "2013/2007")),
    *(("fr", text) for text in ("0000", "12000", "hiver 9999", "9999~", "../..", "avant 2008")),
    *(("fr", text) for text in ("lundi 9 juillet 2021", "11er mai 2020", "9 July 2021")),
    *(
        ("fr", text)
        for text in ("2023-24", "2011-12", "2020/21", "le 9 juillet 2021 à Paris", "2021²")
    ),
    *(("fr", text) for text in ("vers la fin de 2014", "2008 " * 41, "٢٠٢١", "[2007..]")),
    *(("en", text) for text in ("07/09/2021", "02/30/2020", "9rd July 2021", "1900s", "")),
    ("de", "2008"),
]

EDTF = st.one_of(
    st.from_regex(r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?", fullmatch=True),
    st.from_regex(r"(19|20)[0-9]{2}-(2[1-9]|3[0-9]|4[01])", fullmatch=True),
    st.from_regex(r"\[20[0-9]{2}(\.\.|,)20[0-9]{2}\]", fullmatch=True),
)
PHRASE_WORDS = (
    "de du le la à au fin mi depuis jusqu'en entre et vers ce il y a 2 ans - / .. 1er 9 31 "
    "juillet février 2007 2013 T2 trimestre premier hiver années 1990 09/07/2021 2014-36 199X "
    "from to since until between and July 9th late 1990s of the [ ] ~ ?"
)
PHRASES = st.lists(st.sampled_from(PHRASE_WORDS.split()), max_size=8).map(" ".join)
TEXTS = st.one_of(st.text(max_size=250), PHRASES, EDTF)


@pytest.mark.parametrize(("language", "text", "edtf", "earliest", "latest"), MOMENTS)
def test_a_moment_has_its_edtf_and_bounds(
    language: str, text: str, edtf: str, earliest: str, latest: str
) -> None:
    moment = PartialDate(edtf, date.fromisoformat(earliest), date.fromisoformat(latest))
    assert read_span(text, language) == Span(moment, None)


@pytest.mark.parametrize(("language", "text", "begin", "end"), PERIODS)
def test_a_period_has_a_begin_and_an_end(
    language: str, text: str, begin: str | None, end: str | None
) -> None:
    expected = Span(read_edtf(begin) if begin else None, read_edtf(end) if end else None)
    assert read_span(text, language) == expected


@pytest.mark.parametrize(("language", "text"), UNDATED)
def test_nothing_is_filled_in_from_the_publication_date(language: str, text: str) -> None:
    assert read_span(text, language) == Span(None, None)


@pytest.mark.parametrize(("language", "text"), UNREADABLE)
def test_what_is_no_date_is_refused(language: str, text: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_span(text, language)
    assert (caught.value.text, caught.value.language) == (text, language)


def test_the_refusal_says_what_was_read_and_what_was_expected() -> None:
    with pytest.raises(UnreadableDate, match=r"Cannot read '31 février 2020'.*\"9 juillet 2021\""):
        read_span("31 février 2020", "fr")
    with pytest.raises(UnreadableDate, match=r"Cannot read '2004/2010'.*one moment in EDTF"):
        read_edtf("2004/2010")
    with pytest.raises(UnreadableDate) as caught:
        read_span("x" * 10_000, "fr")
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("decomposed", [False, True])
@pytest.mark.parametrize(
    "text", ["à l’été 2019", "À L'ÉTÉ 2019", " à l'été\u00a02019. ", "à\u202fl'ete  2019"]
)
def test_typography_does_not_matter(text: str, decomposed: bool) -> None:
    written = unicodedata.normalize("NFD" if decomposed else "NFC", text)
    assert read_span(written, "fr") == Span(read_edtf("2019-22"), None)


@given(
    st.dates(),
    st.sampled_from(
        [
            "d MMMM yyyy",
            "d MMM yyyy",
            "EEEE d MMMM yyyy",
            "EEE d MMM yyyy",
            "dd/MM/yyyy",
            "d.M.yyyy",
        ]
    ),
)
@settings(deadline=None)
def test_a_day_written_in_french_reads_back(day: date, pattern: str) -> None:
    text = format_date(day, pattern, locale="fr")
    assert read_span(text, "fr") == Span(PartialDate(day.isoformat(), day, day), None)


@given(st.dates(), st.sampled_from(["MMMM d, yyyy", "EEEE, MMMM d, yyyy", "d MMM yyyy"]))
@settings(deadline=None)
def test_a_day_written_in_english_reads_back(day: date, pattern: str) -> None:
    text = format_date(day, pattern, locale="en")
    assert read_span(text, "en") == Span(PartialDate(day.isoformat(), day, day), None)


@given(EDTF)
@settings(deadline=None)
@example("2021-1X")
@example("2021-XX-31")
@example("0000-02-31~")
@example("9999-12-31~")
def test_bounds_are_in_order(text: str) -> None:
    try:
        moment = read_edtf(text)
    except UnreadableDate:
        return
    assert moment.edtf == text
    assert moment.earliest <= moment.latest


@given(TEXTS, st.sampled_from(["fr", "en"]))
@settings(deadline=timedelta(seconds=2), max_examples=300)
@example("a " * 100, "fr")
@example("9 au " + "x " * 90 + "2021", "fr")
@example("from " * 40, "en")
def test_any_text_is_read_to_ordered_bounds_or_refused(text: str, language: str) -> None:
    try:
        span = read_span(text, language)
    except UnreadableDate:
        return
    for moment in filter(None, (span.begin, span.end)):
        assert moment.earliest <= moment.latest
        assert read_edtf(moment.edtf) == moment
    if span.begin and span.end:
        assert span.begin.earliest <= span.end.latest
