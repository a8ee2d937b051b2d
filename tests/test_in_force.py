"""What was in force on a day, as far as its dates tell."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.dates import Certainty, PartialDate, Span, in_force, read_span

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("depuis 2008", date(2007, 12, 31), Certainty.NO),
        ("depuis 2008", date(2008, 1, 1), Certainty.POSSIBLE),
        ("depuis 2008", date(2008, 12, 31), Certainty.CERTAIN),
        ("de 2007 à 2013", date(2013, 1, 1), Certainty.CERTAIN),
        ("de 2007 à 2013", date(2013, 1, 2), Certainty.POSSIBLE),
        ("de 2007 à 2013", date(2014, 1, 1), Certainty.NO),
        ("jusqu'en 2013", date(2010, 1, 1), Certainty.UNKNOWN),
        ("jusqu'en 2013", date(2014, 1, 1), Certainty.NO),
        ("récemment", date(2014, 1, 1), Certainty.UNKNOWN),
        ("entre 2007 et 2013", date(2013, 6, 1), Certainty.POSSIBLE),
    ],
)
def test_in_force_on_a_day(text: str, day: date, expected: Certainty) -> None:
    assert in_force(read_span(text, "fr"), day) is expected


def test_a_tie_without_end_need_not_be_still_in_force() -> None:
    span = read_span("2008", "fr")
    assert in_force(span, date(2007, 12, 31), open_ended=False) is Certainty.NO
    assert in_force(span, date(2020, 1, 1), open_ended=False) is Certainty.POSSIBLE


@given(DAYS, st.integers(0, 4000), DAYS, DAYS)
def test_what_has_begun_without_end_only_gets_surer(
    earliest: date, width: int, day: date, other: date
) -> None:
    span = Span(PartialDate("", earliest, earliest + timedelta(days=width)), None)
    rising = [Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN]
    answers = [rising.index(in_force(span, when)) for when in sorted((day, other))]
    assert answers == sorted(answers)


@given(st.lists(DAYS, min_size=4, max_size=4).map(sorted), DAYS, DAYS)
def test_what_has_an_end_rises_then_falls(bounds: list[date], day: date, other: date) -> None:
    span = Span(PartialDate("", bounds[0], bounds[1]), PartialDate("", bounds[2], bounds[3]))
    assume(bounds[1] <= min(day, other))
    falling = [Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.NO]
    answers = [falling.index(in_force(span, when)) for when in sorted((day, other))]
    assert answers == sorted(answers)
