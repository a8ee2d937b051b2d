"""How the benchmark of name matching judges: what is true, what evidence decides, what counts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reference.evidence import AMBIGUOUS, DECIDABLE, OTHER_WORDS, decidability
from benchmarks.reference.judge import half, homonyms, kilometres, same, true_pairs, wilson
from benchmarks.reference.judge import verdict as read_verdict
from benchmarks.reference.scenario import Point, Scenario, Truth, opaque
from benchmarks.reference.score import Reference, Score, reference, score, totals
from graph.facts import Territory, Text

PARIS, LYON = (48.857, 2.352), (45.757, 4.832)


class Answer:
    """What a matcher answers."""

    def __init__(self, canonical: dict[str, str]) -> None:
        self.pairs: list[object] = []
        self.canonical = canonical


def city(
    source: str, name: str, *identifiers: str, point: Point | None = None, country: str = "FR"
) -> Truth:
    truth = frozenset(identifiers)
    return Truth(source, truth, (name,), country, point=point, level="municipality")


def scenario(**truths: Truth) -> Scenario:
    return Scenario("test", truths=truths)


def judged(made: Scenario, canonical: dict[str, str]) -> Score:
    """Return the sum of both halves."""
    whole = Score()
    for name in ("tuning", "held-back"):
        known: Reference = reference(made, name)
        part = score(read_verdict(Answer(canonical), made), known, 0)
        for kind, count in part.kinds.items():
            whole.kinds[kind] = whole.kinds[kind] + count
        whole.wrong += part.wrong
    return whole


def test_identifiers_decide_what_is_true() -> None:
    one = city("a", "Lens", "geonames:1")
    assert same(one, city("b", "Lens", "geonames:1")) is True
    assert same(one, city("b", "Lens", "geonames:2")) is False
    assert same(one, city("b", "Lens", "insee:1")) is None
    assert same(one, city("b", "Lens", "insee:1", country="CH")) is False


def test_identifiers_that_contradict_each_other_are_a_doubt() -> None:
    one = city("a", "X", "ror:1", "wikidata:1")
    assert same(one, city("b", "X", "ror:1", "wikidata:2")) is None


def test_two_numbers_at_one_spot_are_a_doubt() -> None:
    one = city("a", "Paris", "geonames:1", point=PARIS)
    assert same(one, city("b", "Paris", "geonames:2", point=PARIS)) is None
    assert same(one, city("b", "Saint-Denis", "geonames:2", point=PARIS)) is False
    assert same(one, city("b", "Paris", "geonames:2", point=LYON)) is False


def test_what_lies_far_away_is_not_the_same() -> None:
    assert round(kilometres(PARIS, LYON)) == pytest.approx(392, abs=2)
    assert same(city("a", "Lens", point=PARIS), city("b", "Lens", point=LYON)) is False
    assert same(city("a", "Lens", point=PARIS), city("b", "Lens", point=PARIS)) is None


def test_the_halves_are_halves_and_never_move() -> None:
    pairs = [(city("a", "", f"ror:{n}"), city("b", "", f"ror:{n}")) for n in range(2000)]
    tuning = [pair for pair in pairs if half(*pair) == "tuning"]
    assert 900 < len(tuning) < 1100
    assert all(half(other, one) == "tuning" for one, other in tuning)


def test_rivals_make_a_pair_ambiguous() -> None:
    made = scenario(
        a=city("a", "Lens", "insee:1"),
        b=city("b", "Lens", "insee:1"),
        c=city("b", "LENS", "insee:2"),
    )
    assert decidability(made.truths["a"], made.truths["b"], made) == AMBIGUOUS
    assert homonyms(made) == {("a", "c"), ("b", "c")}
    assert list(true_pairs(made)) == [("a", "b")]


def test_a_rival_of_another_country_is_none() -> None:
    rival = city("b", "Lens", "insee:2", country="CH")
    made = scenario(a=city("a", "Lens", "insee:1"), b=city("b", "Lens", "insee:1"), c=rival)
    assert decidability(made.truths["a"], made.truths["b"], made) == DECIDABLE


def test_names_without_a_common_word_are_told_apart() -> None:
    made = scenario(a=city("a", "Köln", "insee:1"), b=city("b", "Cologne", "insee:1"))
    assert decidability(made.truths["a"], made.truths["b"], made) == OTHER_WORDS


def test_what_is_merged_by_way_of_a_third_counts() -> None:
    made = scenario(
        a=city("a", "Lens", "insee:1"),
        b=city("b", "Lens", "insee:1"),
        c=city("c", "Lentz", "insee:2"),
    )
    decidable, everything = totals([judged(made, {"a": "c", "b": "c"})])
    assert (decidable.pairs, decidable.merged, decidable.false) == (1, 1, 2)
    assert everything.precision[0] == pytest.approx(1 / 3)
    assert judged(made, {"a": "c", "b": "c"}).wrong == [("a", "c"), ("b", "c")]


def test_who_merges_what_is_true_and_no_more_has_full_marks() -> None:
    made = scenario(
        a=city("a", "Lens", "insee:1"),
        b=city("b", "Lens", "insee:1"),
        c=city("b", "Lens", "insee:2"),
    )
    _, everything = totals([judged(made, {"b": "a"})])
    assert (everything.precision[0], everything.recall[0], everything.false) == (1, 1, 0)


def test_wilson_gives_the_published_interval() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(hits: int, others: int) -> None:
    low, high = wilson(hits, hits + others)
    assert 0 <= low <= high <= 1
    if hits + others:
        assert low - 1e-9 <= hits / (hits + others) <= high + 1e-9


def test_the_lines_of_a_source_do_not_tell_the_truth(tmp_path: Path) -> None:
    made = Scenario("test")
    for source in ("one", "two"):
        ref = opaque("territory", source, "geonames:2998324")
        fact = Territory(ref=ref, names=(Text("Lille", "fr"),), level="municipality")
        made.add_facts(tmp_path, source, [(fact, city(source, "Lille", "geonames:2998324"))])
    assert len(made.truths) == 2
    assert len({path.rpartition("-")[2] for path in made.truths}) == 2
    assert not any(b"2998324" in line for lines in made.sources.values() for line in lines)
