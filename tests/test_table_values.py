"""Splitting, dates, numbers, paths: any text is either read right or refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import KEY
from loaders.table.moments import parser
from loaders.table.numbers import decimal, degrees
from loaders.table.paths import find
from loaders.table.refusals import Refused
from loaders.table.splitting import split
from loaders.table.words import slug, text_of

names = st.text(st.characters(exclude_characters=';"\n', codec="utf-8"), min_size=1).filter(
    lambda text: text.strip() == text
)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(st.lists(names, min_size=1))
def test_what_was_joined_is_split_again(parts: list[str]) -> None:
    assert split(" ; ".join(parts), (";",)) == parts


@given(st.lists(names, min_size=1))
def test_quotes_and_names_to_keep_may_hold_the_separator(parts: list[str]) -> None:
    quoted = [f"{part}; {part}" for part in parts]
    assert split(";".join(f'"{part}"' for part in quoted), (";",)) == quoted
    assert split("a;" + ";".join(quoted), (";",), tuple(quoted)) == ["a", *quoted]


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_no_text_is_too_odd_to_split(text: str, separators: list[str]) -> None:
    assert all(part.strip() == part != "" for part in split(text, tuple(separators)))


@given(days, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y 00:00:00", "%d-%m-%Y"]))
def test_a_day_is_read_in_the_order_declared(day: date, form: str) -> None:
    written = day.strftime(form).rjust(10, "0")
    span = parser(["iso", "day-first"], "en")(written)
    assert span is not None
    assert span.begin is not None
    assert (span.begin.earliest, span.begin.latest) == (day, day)


@given(days)
def test_the_first_format_that_fits_is_taken(day: date) -> None:
    span = parser(["month-first", "day-first"], "en")(f"{day.day}/{day.month}/{day.year:04}")
    assert span is not None
    assert span.begin is not None
    expected = day.replace(month=day.day, day=day.month) if day.day <= 12 else day
    assert span.begin.earliest == expected


@given(st.text(max_size=30))
def test_no_text_breaks_a_date_format(text: str) -> None:
    every = ["iso", "edtf", "year", "day-first", "month-first", "%d %b %Y", "words"]
    span = parser(every, "fr")(text)
    assert span is None or span.begin or span.end or text


@given(st.text(max_size=300))
def test_a_slug_is_a_key_or_nothing(text: str) -> None:
    made = slug(text)
    assert made == "" or KEY.fullmatch(made)


def test_names_in_other_scripts_keep_apart() -> None:
    assert slug("Saint-Étienne") == "saint-etienne"
    assert slug("電子") != slug("航法") != ""


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [("1 234,5", ",", "1234.5"), ("-0.5", ".", "-0.5"), ("1e3", ".", "1000"), (".5", ".", "0.5")],
)
def test_a_number_is_written_with_a_point(text: str, mark: str, number: str) -> None:
    assert decimal(text, "x", mark) == number


@pytest.mark.parametrize(("text", "mark"), [("1.234,5", ","), ("1,2", "."), ("x", "."), ("", ",")])
def test_a_number_in_doubt_is_refused(text: str, mark: str) -> None:
    with pytest.raises(Refused, match="a number"):
        decimal(text, "x", mark)


def test_degrees_stay_on_the_globe() -> None:
    with pytest.raises(Refused, match="between -90 and 90"):
        degrees("91", "lat", 90)


@pytest.mark.parametrize("text", ["a\x00b", "\x0b", "\ud800", "\uffff", "x" * 100_001])
def test_what_no_format_can_carry_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="note"):
        text_of(text, "note")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b[].c", [1, 2]), ("a.b.c", [1, 2]), ("a.b[1].c", [2]), ("a.b[7].c", []), ("x.y", ["z"]),
        (".", ["item"]), ("a.none", []), ("n[]", [1, 2]),
    ],
)  # fmt: skip
def test_a_path_finds_what_is_nested(path: str, found: list[object]) -> None:
    record = {"a": {"b": [{"c": 1}, {"c": 2}, {}]}, "x.y": "z", "n": [1, [2, None]]}
    assert find(record, "item", path) == found
