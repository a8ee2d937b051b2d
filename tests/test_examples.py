"""The example questions run, and find something in what is bundled."""

import json

import pytest

from graph.engine import Engine
from webapp.examples import Example, examples


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.slug)
def test_an_example_has_two_titles_and_an_answer(engine: Engine, example: Example) -> None:
    assert set(example.titles) == {"fr", "en"}
    with engine.session() as session:
        body = session.query(example.query, ["application/sparql-results+json"]).body
    assert json.loads(body)["results"]["bindings"]


def test_examples_ask_about_the_graph_that_is_served() -> None:
    base = "http://localhost/"
    for example in examples(base):
        assert "<https://w3id.org/accordia/ontology#>" in example.query
        assert "<https://w3id.org/accordia/id/" not in example.query
