"""Dates as readers see them."""

import pytest
from flask import Flask

from webapp.rows import Value
from webapp.views.nodes import Node
from webapp.views.when import edtf_text, when

ACC = "https://w3id.org/accordia/ontology#"


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("2021-07-09", "9 juillet 2021", "9 July 2021"),
        ("2021-01-01", "1er janvier 2021", "1 January 2021"),
        ("2015-03", "mars 2015", "March 2015"),
        ("2008", "2008", "2008"),
        ("199X", "1990 – 1999", "1990 – 1999"),
        ("2014-36", "octobre–décembre 2014", "October–December 2014"),
        ("2008~", "vers 2008", "around 2008"),
        ("[2007..2013]", "2007 – 2013", "2007 – 2013"),
        ("no date", "no date", "no date"),
    ],
)
def test_edtf_in_words(app: Flask, edtf: str, french: str, english: str) -> None:
    for lang, expected in (("fr", french), ("en", english)):
        with app.test_request_context(f"/?lang={lang}"):
            found = edtf_text(edtf).replace("\N{THIN SPACE}", "")
            assert found.replace(" – ", "–") == expected.replace(" – ", "–")


def node(**values: str) -> Node:
    return Node("urn:x", {ACC + name: [Value(text, "literal")] for name, text in values.items()})


def test_a_tie_with_begin_and_end(app: Flask) -> None:
    with app.test_request_context("/?lang=fr"):
        assert when(node(date="2007", endDate="2013")).text == "2007 – 2013"
        assert when(node(endDate="2013")).text == "jusqu’à 2013"
        assert when(node(date="2007", dateText="depuis 2007")).edtf == "2007"
        assert when(node()).text == ""


def test_bounds_without_edtf(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert when(node(earliest="2014-01-01", latest="2014-12-31")).text == "2014"
        assert when(node(earliest="2014-01-05", latest="2014-02-02")).text == (
            "5 January 2014 – 2 February 2014"
        )
        assert when(node(earliest="what")).text == "what"
