"""Two sources, one town: one address, both pieces of evidence, and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from graph.identity import Namer
from graph.index import build_index
from graph.matching import Decision
from graph.matching.decisions import COLUMNS, BadDecision, read_decisions, write_decisions
from graph.namespaces import PREFIXES
from graph.store import GraphFolder, GraphWriter
from loaders.load import load
from ontology import DEFAULT_BASE as BASE

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += f"@base <{BASE}id/> .\n@prefix level: <{BASE}concept/level/> .\n"
HEAD += f"@prefix stance: <{BASE}concept/stance/> .\n"
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

REGISTER = """
<territory/FR> a acc:Territory ; skos:prefLabel "France"@fr ; acc:level level:country .
<territory/DE> a acc:Territory ; skos:prefLabel "Allemagne"@fr ; acc:level level:country .
<territory/FR-COM-80021> a acc:Territory, acc:Actor ; skos:prefLabel "Amiens"@fr ;
  acc:level level:municipality ; acc:within <territory/FR> .
<territory/DE-DO> a acc:Territory, acc:Actor ; skos:prefLabel "Dortmund"@fr ;
  acc:level level:municipality ; acc:within <territory/DE> ."""

TWINS = """
<territory/amiens-f> a acc:Territory, acc:Actor ; skos:prefLabel "AMIENS"@fr ;
  acc:level level:municipality ; acc:within <territory/FR> .
<territory/dortmund-d> a acc:Territory, acc:Actor ; skos:prefLabel "Dortmund"@fr ;
  acc:level level:municipality ; acc:within <territory/DE> .
<twinning/amiens-f--dortmund-d> a acc:Twinning, acc:Agreement, acc:Tie ;
  skos:prefLabel "Jumelage"@fr ; acc:party <territory/amiens-f>, <territory/dortmund-d> .
<evidence/twins-1> a acc:Evidence ; acc:supports <twinning/amiens-f--dortmund-d> ;
  acc:source <../source/twins> ; acc:stance stance:asserted ; acc:row 1 ."""

DOCUMENT = """
<twinning/FR-COM-80021--DE-DO> a acc:Twinning, acc:Agreement, acc:Tie ;
  skos:prefLabel "Amiens et Dortmund"@fr ; acc:party <territory/FR-COM-80021>, <territory/DE-DO> .
<evidence/document-1> a acc:Evidence ; acc:supports <twinning/FR-COM-80021--DE-DO> ;
  acc:source <../source/document> ; acc:stance stance:asserted ;
  acc:quote "les villes d'Amiens et Dortmund"@fr ."""

ELSEWHERE = """
<territory/amiens-x> a acc:Territory, acc:Actor ; skos:prefLabel "Amiens"@fr ."""

Load = Callable[..., GraphFolder]


@pytest.fixture
def store(tmp_path: Path) -> Load:
    """Load sources into one graph, in the order given."""

    def load_all(**sources: str) -> GraphFolder:
        writer = GraphWriter(tmp_path / "store", BASE)
        for slug, turtle in sources.items():
            path = tmp_path / f"{slug}.ttl"
            path.write_text(HEAD + turtle, "utf-8")
            load(writer, [str(path)], slug=slug)
        return writer.folder

    return load_all


def ask(folder: GraphFolder, query: str) -> list[tuple[str, ...]]:
    """Return the rows, addresses without the base."""
    solutions = build_index(folder, BASE).store.query(PROLOGUE + query)
    assert isinstance(solutions, QuerySolutions)
    names = solutions.variables
    return [
        tuple(row[name].value.removeprefix(f"{BASE}id/") for name in names) for row in solutions
    ]


TOWNS = "SELECT ?town WHERE { ?town acc:level ?l FILTER(STRENDS(STR(?l), 'municipality')) }"


def test_a_town_of_two_sources_is_one_node_with_one_preferred_name(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS)
    towns = {town for (town,) in ask(folder, TOWNS)}
    assert towns == {"territory/FR-COM-80021", "territory/DE-DO"}
    labels = (
        "SELECT ?p ?name WHERE { <%sid/territory/FR-COM-80021> ?p ?name FILTER(isLiteral(?name)) }"
    )
    told = {(p.rpartition("#")[2], name) for p, name in ask(folder, labels % BASE)}
    assert told == {("prefLabel", "Amiens"), ("altLabel", "AMIENS")}


def test_the_register_that_gives_a_code_names_what_has_it(store: Load) -> None:
    other = '<territory/FR> a acc:Territory ; skos:prefLabel "Hexagone"@fr .'
    folder = store(aaa=other)
    load(GraphWriter(folder.path, BASE), ["iso-3166"])
    names = f"SELECT ?p ?n WHERE {{ <{BASE}id/territory/FR> ?p ?n FILTER(LANG(?n) = 'fr') }}"
    told = {(name.rpartition("#")[2], words) for name, words in ask(folder, names)}
    assert {("prefLabel", "France"), ("altLabel", "Hexagone")} <= told
    assert ("prefLabel", "Hexagone") not in told, "aaa comes first in the alphabet only"


def test_a_twinning_of_two_sources_counts_once_with_both_proofs(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS, document=DOCUMENT)
    ties = ask(folder, "SELECT DISTINCT ?t WHERE { ?t a acc:Twinning }")
    assert ties == [("twinning/DE-DO--FR-COM-80021",)]
    proofs = ask(folder, "SELECT ?e WHERE { ?e acc:supports ?t . ?t a acc:Twinning }")
    assert {proof for (proof,) in proofs} == {"evidence/twins-1", "evidence/document-1"}
    pairs = ask(folder, "SELECT ?a ?b WHERE { ?a acc:cooperatesWith ?b }")
    assert len(pairs) == 2, "one pair, both ways"


def test_old_addresses_name_the_one_that_stays(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS)
    told = set(ask(folder, "SELECT ?old ?new WHERE { ?old dct:isReplacedBy ?new }"))
    assert told == {
        ("territory/amiens-f", "territory/FR-COM-80021"),
        ("territory/dortmund-d", "territory/DE-DO"),
        ("twinning/amiens-f--dortmund-d", "twinning/DE-DO--FR-COM-80021"),
    }


def test_the_order_of_loading_does_not_matter(store: Load, tmp_path: Path) -> None:
    first = store(register=REGISTER, twins=TWINS, document=DOCUMENT).current()
    writer = GraphWriter(tmp_path / "other", BASE)
    for slug in ("document", "twins", "register"):
        load(writer, [str(tmp_path / f"{slug}.ttl")], slug=slug)
    second = writer.folder.current()
    assert first is not None
    assert second is not None
    assert [one.sha256 for one in first.graphs] == [one.sha256 for one in second.graphs]
    assert first.matches == second.matches


def test_taking_a_source_out_gives_the_addresses_back(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS)
    GraphWriter(folder.path, BASE).remove("register")
    towns = {town for (town,) in ask(folder, TOWNS)}
    assert towns == {"territory/amiens-f", "territory/dortmund-d"}
    assert not ask(folder, "SELECT ?old WHERE { ?old dct:isReplacedBy ?new }")


def test_loading_the_same_again_makes_no_version(store: Load) -> None:
    version = store(register=REGISTER, twins=TWINS).current()
    again = store(register=REGISTER, twins=TWINS).current()
    assert version == again


def test_loading_the_same_again_brings_lost_pairs_back(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS)
    manifest = folder.version(2)
    before = folder.matches(manifest)
    folder.matches_path(manifest.matches).unlink()
    store(register=REGISTER)
    assert folder.matches(folder.version(2)) == before


def test_what_the_evidence_does_not_decide_stays_two_and_can_be_counted_together(
    store: Load,
) -> None:
    folder = store(register=REGISTER, elsewhere=ELSEWHERE)
    pair = ("territory/FR-COM-80021", "territory/amiens-x")
    (match,) = folder.matches(folder.current() or pytest.fail("no version"))
    assert (match.pair, match.outcome) == (pair, "unsure")
    assert {reason.code for reason in match.reasons} == {"same-name"}
    told = ask(folder, "SELECT ?a ?b WHERE { ?a acc:possiblySame ?b }")
    assert sorted(told) == sorted([pair, pair[::-1]])


@pytest.mark.parametrize(("decision", "towns"), [("same", 2), ("different", 3), ("later", 3)])
def test_a_decision_holds_on_every_load_and_can_be_taken_back(
    store: Load, decision: str, towns: int
) -> None:
    folder = store(register=REGISTER, elsewhere=ELSEWHERE)
    pair = ("territory/FR-COM-80021", "territory/amiens-x")
    named = "SELECT DISTINCT ?town WHERE { ?town a acc:Territory ; skos:prefLabel ?n"
    query = named + " FILTER(?n IN ('Amiens'@fr, 'Dortmund'@fr)) }"
    writer = GraphWriter(folder.path, BASE)
    writer.decide([Decision(*pair, decision, by="Ada", date="2026-11-21")], "decide")
    assert len(ask(folder, query)) == towns
    store(document=DOCUMENT)
    assert len(ask(folder, query)) == towns
    unsure = ask(folder, "SELECT ?a WHERE { ?a acc:possiblySame ?b }")
    assert bool(unsure) is (decision == "later")
    writer.decide([Decision(*pair, "")], "take back")
    assert len(ask(folder, query)) == 3
    assert ask(folder, "SELECT ?a WHERE { ?a acc:possiblySame ?b }")


def test_going_back_brings_old_decisions_back(store: Load) -> None:
    folder = store(register=REGISTER, elsewhere=ELSEWHERE)
    writer = GraphWriter(folder.path, BASE)
    pair = ("territory/FR-COM-80021", "territory/amiens-x")
    decided = writer.decide([Decision(*pair, "same")], "decide")
    writer.decide([Decision(*pair, "different")], "change")
    writer.restore(decided.version)
    assert folder.decisions(folder.current())[pair].decision == "same"


cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20
)
address = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters='<>"{}|^`\\'
    ),
    min_size=1,
    max_size=20,
)


@given(st.lists(st.tuples(address, address, st.sampled_from(["same", "different", "later"]), cell)))
def test_a_table_of_decisions_reads_back_as_it_was_written(
    rows: list[tuple[str, str, str, str]],
) -> None:
    told = [
        Decision(min(one, other), max(one, other), said, note=note.strip())
        for one, other, said, note in rows
        if one != other
    ]
    unique = {decision.pair: decision for decision in told}
    text = write_decisions(unique.values())
    read = {decision.pair: decision for decision in read_decisions(text, "decisions.csv")}
    assert read == unique


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("territory/a,,same,,,", "other", "the address of a thing"),
        ('territory/a,"territory/b\r?",same,,,', "other", "the address of a thing"),
        ("territory/a,territory/a,same,,,", "other", "another thing"),
        ("territory/a,territory/b,yes,,,", "decision", "one of same, different, later"),
        ("territory/a,territory/b,same,,21.11.2026,", "date", "YYYY-MM-DD"),
    ],
)
def test_a_bad_decision_is_told_with_row_and_column(row: str, column: str, expected: str) -> None:
    with pytest.raises(BadDecision, match=expected) as told:
        read_decisions(f"{','.join(COLUMNS)}\n{row}\n", "shared.csv")
    assert (told.value.file, told.value.row, told.value.column) == ("shared.csv", 2, column)


def test_a_table_of_decisions_may_have_semicolons() -> None:
    text = "one;other;decision;by;date;note\r\nterritory/a;territory/b;same;Zoé;;un, deux\r\n"
    said = Decision("territory/a", "territory/b", "same", "Zoé", "", "un, deux")
    assert read_decisions(text, "decisions.csv") == [said]


def test_the_graph_of_identities_has_a_name_of_its_own(store: Load) -> None:
    folder = store(register=REGISTER, twins=TWINS)
    graphs = ask(folder, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?old dct:isReplacedBy ?new } }")
    assert graphs == [(Namer(BASE).identity,)]
