"""The network: no tie is lost, none is invented, and the same question has the same answer."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import comb
from urllib.parse import parse_qsl

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.engine import Engine, Session
from graph.facts import Fact
from graph.identity import Ref
from graph.network import BadFilter, Filters, Fold, network
from graph.network.captions import LONGEST, caption
from graph.network.layout import positions
from ontology import vocabulary
from tests.asking import ask
from tests.networks import BASE, actor, asking, drawn, iri, pairs, store, tie, ties, unnamed

ACTORS = ("a", "b", "c", "d", "e")
TOWN_A = Ref("territory", "a")

COOPERATION: tuple[Fact, ...] = (
    *map(actor, ("a", "b", "c", "d", "e", "f", "g")),
    unnamed("ecole"),
    tie("old", ["a", "b"], date="1990", status="renewed", kinds=("convention",)),
    tie("new", ["b", "a"], date="2010", status="in-force", themes=("climate",)),
    tie("three", ["a", "b", "c"], type="Project", date="entre 2000 et 2005", themes=("culture",)),
    tie("far", ["c", "d"], type="Partnership"),
    tie("school", ["d", "ecole"], type="Partnership", institutions=["ecole"]),
    tie("beyond", ["ecole", "e"], type="Partnership", institutions=["ecole"]),
    tie("plan", ["a", "f"], type="Tie", stance="planned", status="planned", kinds=("prospect",)),
    tie("visit", ["a", "g"], type="Event", date="2001"),
    tie("alone", ["g"], type="Partnership"),
    tie("member", [], type="Membership", member=(TOWN_A,), of=(Ref("territory", "g"),)),
)  # fmt: skip
OTHER_SOURCE: tuple[Fact, ...] = (
    tie("old", ["a", "f"], stance="denied", quote="jamais signé"),
    tie("told", ["a", "b"], type="Partnership"),
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("network")
    with asking(store(path, one=COOPERATION, two=OTHER_SOURCE)) as running:
        yield running


some_parties = st.lists(st.sampled_from(ACTORS), max_size=4, unique=True)
classes = st.sampled_from(("Agreement", "Partnership", "Project"))
some_ties = st.lists(st.tuples(some_parties, classes), max_size=8)


@settings(max_examples=6, deadline=None)
@given(datasets=st.lists(some_ties, min_size=4, max_size=8))
def test_no_tie_is_lost_and_none_invented(
    datasets: list[list[tuple[list[str], str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    named = {
        f"s{number}": [
            *map(actor, ACTORS),
            *(tie(f"s{number}-{n}", who, type=what) for n, (who, what) in enumerate(dataset)),
        ]
        for number, dataset in enumerate(datasets)
    }
    with asking(store(tmp_path_factory.mktemp("any"), **named)) as session:
        for number, dataset in enumerate(datasets):
            folded = drawn(session, f"source=s{number}")
            lines = Counter(key.rpartition("-")[2] for *_, key in folded.edges(keys=True))
            expected = Counter({str(n): comb(len(who), 2) for n, (who, _) in enumerate(dataset)})
            assert lines == +expected
            assert ties(folded) == {f"s{number}-{n}" for n in range(len(dataset))}
            assert pairs(folded) == {
                frozenset(pair) for who, _ in dataset for pair in combinations(who, 2)
            }
            unfolded = drawn(session, f"source=s{number}&fold=ties")
            assert unfolded.number_of_edges() == sum(len(who) for who, _ in dataset)


def test_network_is_what_the_engine_derives(engine: Engine) -> None:
    """Rule 6: unnamed bodies are drawn, marked, and never in the derived graph."""
    query = f"SELECT ?a ?b {{ GRAPH <{BASE}graph/derived> {{ ?a acc:cooperatesWith ?b }} }}"
    derived = ask(engine, query)
    with engine.session() as running:
        graph = network(running, BASE, Filters())
    named = [n for n, is_unnamed in graph.nodes(data="unnamed") if not is_unnamed]
    lines = {frozenset(edge) for edge in graph.subgraph(named).edges()}
    assert lines == {frozenset(f"{BASE}id/{end}" for end in row) for row in derived}
    assert lines


def test_parallel_and_reversed_ties_stay_apart(session: Session) -> None:
    graph = drawn(session)
    between = [key for a, b, key in graph.edges(keys=True) if {a, b} == {iri("a"), iri("b")}]
    assert sorted(key.rpartition("/")[2] for key in between) == ["new", "old", "three", "told"]


def test_only_asserted_cooperation_is_drawn_unless_asked(session: Session) -> None:
    assert ties(drawn(session)).isdisjoint({"plan", "visit", "member"})
    assert ties(drawn(session, "class=Tie")) == set()
    assert ties(drawn(session, "class=Tie&stance=planned")) == {"plan"}
    assert ties(drawn(session, "class=Event&class=Membership")) == {"visit", "member"}


def test_an_edge_carries_its_tie_and_the_words_that_prove_it(session: Session) -> None:
    edge = drawn(session).get_edge_data(iri("a"), iri("b"))[f"{BASE}id/agreement/old"]
    assert edge["tie"] == f"{BASE}id/agreement/old"
    assert (edge["class"], edge["kinds"], edge["statuses"]) == (
        "Agreement",
        ("convention",),
        ("renewed",),
    )
    assert (edge["dates"], edge["earliest"], edge["latest"]) == (
        ("1990",),
        "1990-01-01",
        "1990-12-31",
    )
    assert edge["color"] == vocabulary().edge_style("Agreement").color
    assert [(one.quote, one.stance) for one in edge["evidence"]] == [
        ("les mots de old", "asserted"),
        ("jamais signé", "denied"),
    ]


def test_evidence_vouches_in_its_own_graph_only(session: Session) -> None:
    """The second source denies a tie with f, the first asserts one without: no line to f."""
    assert frozenset("af") not in pairs(drawn(session))
    assert frozenset("af") in pairs(drawn(session, "stance=denied"))
    assert frozenset("ab") not in pairs(drawn(session, "stance=denied"))


def test_a_membership_leads_from_the_member(session: Session) -> None:
    ((source, target, data),) = drawn(session, "class=Membership").edges(data=True)
    assert (source, target, data["directed"]) == (iri("a"), iri("g"), True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("class=Project", {"three"}),
        ("kind=tie-kind", {"old"}),
        ("status=in-force", {"new"}),
        ("theme=environment", {"new"}),
        ("source=two", {"told"}),
        ("from=1991&to=1999&undated=no", {"old"}),
        ("to=1989&undated=no", set()),
        ("to=1989", {"far", "school", "beyond", "alone", "told"}),
        ("from=2002&undated=no", {"old", "new", "three"}),
        ("class=Event&from=2002", set()),
        ("class=Event&from=2001&to=2001", {"visit"}),
    ],
)
def test_filters(session: Session, query: str, expected: set[str]) -> None:
    """Years: a tie without a known end may still last; a visit is over."""
    assert ties(drawn(session, query)) == expected


def test_a_neighbourhood_grows_by_steps(session: Session) -> None:
    def reached(query: str) -> set[str]:
        return {node.rpartition("/")[2] for node in drawn(session, query)}

    assert reached("focus=id/territory/a&depth=0") == {"a"}
    assert reached("focus=id/territory/a") == {"a", "b", "c"}
    assert reached(f"focus={iri('a')}&depth=2") == {"a", "b", "c", "d"}
    assert reached("focus=id/territory/a&depth=6") == {"a", "b", "c", "d", "ecole"}


def test_nobody_is_reached_through_a_body_that_has_no_name(session: Session) -> None:
    graph = drawn(session, "focus=id/territory/a&depth=6")
    assert graph.nodes[iri("ecole", "institution")]["unnamed"]
    assert iri("e") not in graph


def test_a_limit_says_how_many_more_there_are(session: Session) -> None:
    graph = drawn(session, "focus=id/territory/c&depth=1&limit=2")
    assert graph.graph["left_out"] == 2
    assert graph.nodes[iri("c")]["more"] == 2
    whole = drawn(session, "limit=3")
    assert len(whole) == 3
    assert whole.graph["left_out"] == 4


def test_an_unknown_focus_stands_alone(session: Session) -> None:
    graph = drawn(session, "focus=id/territory/nowhere")
    assert list(graph) == [iri("nowhere")]
    assert graph.nodes[iri("nowhere")]["degree"] == 0


some = st.builds(
    Filters,
    classes=st.lists(st.sampled_from(vocabulary().descendants("Tie"))).map(tuple),
    themes=st.lists(st.sampled_from(sorted(vocabulary().concepts["theme"]))).map(tuple),
    sources=st.lists(st.sampled_from(("un", "deux"))).map(tuple),
    focus=st.lists(st.sampled_from((iri("a"), "id/territory/é&=?"))).map(tuple),
    first_year=st.none() | st.integers(1, 9999),
    undated=st.booleans(),
    depth=st.integers(0, 6),
    limit=st.none() | st.integers(1, 5000),
    fold=st.sampled_from(Fold),
)


@given(some)
def test_the_address_of_a_view_asks_for_the_same_view(filters: Filters) -> None:
    assert Filters.from_query(parse_qsl(filters.to_query())) == filters


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("class=Traité", "class='Traité': expected one of Agreement"),
        ("from=hier", "from='hier': expected a whole number"),
        ("colour=red", "colour='red': expected one of class, kind"),
        ("focus=a>b", "focus='a>b': expected the address of an actor"),
        ("undated=maybe", "undated='maybe': expected yes or no"),
        ("fold=paper", "fold='paper': expected one of actors, ties"),
    ],
)
def test_a_wrong_filter_is_named_with_what_was_expected(query: str, words: str) -> None:
    with pytest.raises(BadFilter) as caught:
        Filters.from_query(parse_qsl(query))
    assert words in str(caught.value)


def test_the_picture_is_the_same_each_time_and_names_do_not_cover_nodes(session: Session) -> None:
    first, second = positions(drawn(session)), positions(drawn(session))
    assert first == second
    apart = [max(abs(x - u), abs(y - v)) for (x, y), (u, v) in combinations(first.values(), 2)]
    assert min(apart) > 30


def test_a_large_network_is_placed_quickly() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.relabel_nodes(nx.star_graph(3000), str))
    for node in graph:
        graph.nodes[node].update(labels={"fr": node, "en": node}, degree=1)
    assert len(set(positions(graph).values())) == 3001


@given(st.text(max_size=300))
def test_a_caption_is_short_and_cannot_turn_the_text_around_it(name: str) -> None:
    lines = caption(name).split("\n")
    assert sum(map(len, lines)) <= LONGEST
    assert not set("\u202e\u202d\u2066\u2067\u200f\x00").intersection("".join(lines))
