"""The five documents: what they state is there, and none of their traps was fallen into."""

from pathlib import Path

import pytest

from graph.engine import Engine
from graph.index import build_index
from graph.index.derive import PROLOGUE
from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from loaders.bundled import fact_files
from loaders.check import check_graph
from loaders.factcheck import check_file
from loaders.load import load
from tests.asking import BASE, ask

COOPERATION = {
    ("territory/FR-HDF", "territory/US-MD"),
    ("institution/association-internationale-des-maires-francophones", "institution/ror-0175hh227"),
    ("territory/DE-NW", "territory/FR-HDF"),
    ("territory/DE", "territory/FR"),
    ("institution/de-nw-ministere-education", "institution/rectorat-academie-de-lille"),
    ("territory/FR-COM-80021", "territory/wd-Q1295"),
    ("territory/FR-COM-59350", "territory/wd-Q365"),
    ("institution/ror-02j530k95", "territory/CM"),
}
"""Who cooperates with whom according to the five documents: these pairs and no other."""


def test_every_quote_stands_in_its_text(texts: Path) -> None:
    faults = [str(f) for path in fact_files().values() for f in check_file(path, texts)]
    assert faults == []


def test_the_bundled_graph_passes_every_check(store: GraphFolder, texts: Path) -> None:
    findings = list(check_graph(store, Settings().base, texts))
    assert [str(finding) for finding in findings if finding.is_fault] == []
    assert not any("unverified" in str(finding) for finding in findings)


def test_who_cooperates_is_exactly_what_the_documents_assert(engine: Engine) -> None:
    pairs = ask(engine, "SELECT ?a ?b WHERE { ?a acc:cooperatesWith ?b FILTER(STR(?a) < STR(?b)) }")
    assert set(pairs) == COOPERATION
    both_ways = ask(engine, "SELECT ?a ?b WHERE { ?a acc:cooperatesWith ?b }")
    assert len(both_ways) == 2 * len(COOPERATION)


def test_a_question_for_the_ties_of_a_party_gives_all_a_citation_needs(engine: Engine) -> None:
    rows = ask(
        engine,
        """SELECT ?label ?kind ?date ?status ?source ?quote WHERE {
             GRAPH ?g { ?tie acc:party id:territory/US-MD ; a acc:Agreement ; acc:kind ?kind ;
               skos:prefLabel ?label ; acc:status ?status .
               ?evidence acc:supports ?tie ; acc:quote ?quote ; acc:source ?source .
               OPTIONAL { ?tie acc:dateText ?date } }
             FILTER(LANG(?label) = "fr") }""",
    )
    assert len(rows) == 5
    assert all(row[2] == "récemment" for row in rows)
    assert any("partenariat récemment signé" in row[5] for row in rows)


UNFINISHED = "acc:status ?s VALUES ?s { concept:status/planned concept:status/never-done }"


@pytest.mark.parametrize(
    ("trap", "query"),
    [
        ("a visitor is no party of the agreement", "?t a acc:Agreement ; acc:party id:institution/ror-04f87d812 ."),
        ("who met has not signed", "?t acc:signatory ?person ."),
        ("a priority country is no agreement", "?t acc:kind concept:kind/priority ; a acc:Agreement ."),
        ("a plan is no cooperation", f"?t a ?c ; {UNFINISHED} . ?c acc:countsAsCooperation true ."),
        ("an application is no label held", "?t acc:kind concept:kind/label-application ; acc:status concept:status/in-force ."),
        ("the page's date is not the agreement's", '?t acc:earliest "2015-03-22"^^xsd:date .'),
        ("'récemment' is no date", "?t acc:dateText ?x ; acc:date ?d FILTER(CONTAINS(?x, 'cemment'))"),
        ("1776 + 250 is no stated date", "?t acc:date ?d FILTER(STRSTARTS(STR(?d), '2026'))"),
        ("the pairs of twins are not crossed", "?t a acc:Twinning ; acc:party id:territory/FR-COM-59350 , id:territory/wd-Q1295 ."),
        ("a funder is no party", "?t acc:party id:territory/FR ; acc:kind concept:kind/research-project ."),
        ("France is no party of what its government funds", "?t a acc:Project ; acc:party id:territory/FR ."),
        ("the Region is not the Rectorat", "?t acc:party id:institution/rectorat-academie-de-lille , id:territory/FR-HDF ."),
        ("a bare Rectorat is not that of Lille", "id:institution/campus-industrie-rectorat skos:prefLabel ?x FILTER(CONTAINS(?x, 'Lille'))"),
        ("Picardie is not Hauts-de-France", "?t acc:party id:territory/FR-HDF , id:institution/ror-02j530k95 ."),
        ("an unnamed body cooperates with nobody", "?a acc:cooperatesWith ?b . ?b acc:kind concept:kind/unnamed ."),
    ],
)  # fmt: skip
def test_no_trap_is_fallen_into(engine: Engine, trap: str, query: str) -> None:
    assert ask(engine, f"SELECT * WHERE {{ {query} }}") == [], trap


@pytest.mark.parametrize(
    ("what", "query"),
    [
        ("fin 2014 is the last quarter", 'id:agreement/cnam-international-convention-aimf acc:earliest "2014-10-01"^^xsd:date ; acc:latest "2014-12-31"^^xsd:date .'),
        ("the signing's day and place", 'id:agreement/hdf-rhenanie-accord-2021 acc:earliest "2021-07-09"^^xsd:date ; acc:place id:territory/wd-Q1017 .'),
        ("2021 renews 2004", "id:agreement/hdf-rhenanie-accord-2021 acc:renews id:agreement/hdf-rhenanie-accord-2004 ."),
        ("2018 renews 2008", "id:agreement/hdf-rhenanie-education-2018 acc:renews id:agreement/hdf-rhenanie-education-2008 ."),
        ("a Land spelt three ways is one", "id:territory/DE-NW skos:altLabel 'Rhénanie-du-NordWestphalie'@fr , 'Rhénanie du Nord-Westphalie'@fr ."),
        ("the programme that never was", "?t acc:status concept:status/never-done ; acc:lead id:institution/ror-02j530k95 ; acc:kind concept:kind/past-plan ."),
        ("an application under examination is pending", "?t acc:kind concept:kind/label-application ; acc:status concept:status/pending ; acc:lead id:territory/flandre-audomarois ."),
        ("the governor is a post without a holder", "?r acc:at id:territory/US-MD ; acc:post 'Gouverneur'@fr MINUS { ?r acc:holder ?h }"),
        ("a board seat to come is planned", "?r acc:holder id:person/campus-industrie-codron . ?e acc:supports ?r ; acc:stance concept:stance/planned ."),
        ("the source's own number words", "?s acc:about id:institution/ror-0175hh227 ; acc:value 80000.0 ; acc:valueText 'près de 80 000'@fr ."),
        ("tutelage", "id:institution/ror-0175hh227 acc:supervisedBy ?ministry ."),
        ("two members of the Weimar triangle", "?a acc:member id:territory/FR-HDF ; acc:of ?w . ?b acc:member id:territory/DE-NW ; acc:of ?w ."),
    ],
)  # fmt: skip
def test_what_the_documents_state_is_there(engine: Engine, what: str, query: str) -> None:
    assert ask(engine, f"SELECT * WHERE {{ {query} }}"), what


def test_the_ten_priorities_are_ten_ties_that_cnam_leads(engine: Engine) -> None:
    query = """SELECT DISTINCT ?country WHERE {
        ?t acc:kind concept:kind/priority ; acc:lead id:institution/ror-0175hh227 ; acc:party ?country
        FILTER(CONTAINS(STR(?country), "territory")) }"""
    codes = {row[0].removeprefix("territory/") for row in ask(engine, query)}
    assert codes == {"DZ", "CI", "HT", "LB", "MA", "SN", "TN", "BR", "CN", "RU"}


def test_a_triple_that_several_sources_state_counts_once(engine: Engine) -> None:
    query = """SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?graphs) WHERE {
        ?s a acc:Territory . GRAPH ?g { ?s a acc:Territory } FILTER(?s = id:territory/FR-HDF ) }"""
    ((rows, graphs),) = ask(engine, query)
    assert int(graphs) == 3
    assert rows == graphs
    once = "SELECT (COUNT(*) AS ?n) WHERE { ?s a acc:Territory FILTER(?s = id:territory/FR-HDF ) }"
    assert ask(engine, once) == [("1",)]


def test_evidence_for_a_detail_makes_no_cooperation(tmp_path: Path) -> None:
    data = """
    @prefix acc: <https://w3id.org/accordia/ontology#> . @prefix x: <https://example.org/> .
    @prefix stance: <https://w3id.org/accordia/concept/stance/> .
    x:tie a acc:Agreement , acc:Tie ; acc:party x:a , x:b .
    x:plan acc:supports x:tie ; acc:stance stance:planned .
    x:date acc:supports x:tie ; acc:stance stance:asserted ; acc:proves acc:date .
    """
    (tmp_path / "plan.ttl").write_text(data)
    load(GraphWriter(tmp_path / "store", BASE), [str(tmp_path / "plan.ttl")])
    index = build_index(GraphFolder(tmp_path / "store"), BASE)
    assert not index.store.query(f"{PROLOGUE} ASK {{ ?a acc:cooperatesWith ?b }}")
