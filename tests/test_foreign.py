"""Other people's vocabularies, read in our terms: what is added, what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.settings import Settings
from graph.store import GraphFolder
from loaders.foreign.rules import UnknownVocabulary, rules_for, vocabulary_names
from ontology import vocabulary
from tests.tables import Loaded, stored
from webapp.cli import main

Load = Callable[..., Loaded]
BASE = Settings().base
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix geosparql: <http://www.opengis.net/ont/geosparql#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
"""
UNIVERSITY = """
ex:uni a org:Organization, schema:CollegeOrUniversity ;
    rdfs:label "Université X"@fr, "University X"@en ; schema:name "UX" ; schema:name "Uni X"@en ;
    schema:location ex:city ; schema:identifier "X-1" ; schema:sameAs <https://ror.org/0175hh227> ;
    schema:geo [ schema:latitude 48.5 ; schema:longitude "2.25" ] ;
    schema:address [ a schema:PostalAddress ; schema:addressCountry "France" ] .
ex:lab a org:OrganizationalUnit ; rdfs:label "Lab"@en .
ex:uni org:hasUnit ex:lab .
ex:city a schema:City ; schema:name "Lille"@fr .
ex:net a org:Organization ; rdfs:label "Network"@en .
ex:m a org:Membership ; org:member ex:uni ; org:organization ex:net ;
    org:memberDuring [ time:hasBeginning [ time:inXSDDate "2010-05-01" ] ] .
ex:post a org:Membership ; org:member ex:somebody ; org:organization ex:net .
ex:word a skos:Concept, schema:City ; skos:prefLabel "thing"@en .
ex:both a schema:City, schema:Organization ; schema:name "Both"@en .
"""
TWINS = """
wd:Q64 rdfs:label "Berlin"@en ; wdt:P31 wd:Q515 ; wdt:P17 wd:Q183 ; wdt:P190 wd:Q90, ex:town ;
    wdt:P625 "Point(13.38 52.51)"^^geosparql:wktLiteral ; wdt:P1566 "2950159" .
wd:Q90 rdfs:label "Paris"@en ; wdt:P190 wd:Q64 .
wd:Q183 rdfs:label "Germany"@en .
ex:town rdfs:label "Town"@en .
"""


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., Result]:
    """Load the file of the test with the bundled countries."""

    def run(text: str, vocabularies: str = "org,schema,skos,wikidata") -> Result:
        (tmp_path / "file.ttl").write_text(PREFIXES + text, "utf-8")
        words = ["--store", str(tmp_path / "store"), "load", "iso-3166", str(tmp_path / "file.ttl")]
        return CliRunner().invoke(main, [*words, "--vocabularies", vocabularies])

    return run


@pytest.fixture
def load(tmp_path: Path, command: Callable[..., Result]) -> Load:
    """Load a text, and return the graph of its source."""

    def loaded(text: str) -> Loaded:
        done = command(text)
        assert done.exit_code == 0, done.output
        folder = GraphFolder(tmp_path / "store")
        manifest = folder.current()
        assert manifest is not None
        entry = manifest.entry("file")
        assert entry is not None
        return Loaded(None, stored(folder.quads_path(entry.sha256)))  # type: ignore[arg-type]

    return loaded


def test_an_organisation_becomes_an_institution_with_all_that_is_said_of_it(load: Load) -> None:
    graph = load(UNIVERSITY)
    uni = "<https://example.org/uni>"
    said = {
        (p.rpartition("#")[2].rpartition("/")[2], o)
        for p, o in graph.rows(
            f"SELECT ?p ?o {{ {uni} ?p ?o FILTER(!STRSTARTS(STR(?p), 'http:')) }}"
        )
    }
    acc = "https://w3id.org/accordia/ontology#"
    assert ("kind", f"{BASE}concept/kind/higher-education") in said
    assert ("locatedIn", "https://example.org/city") in said
    assert ("locatedIn", "territory/FR") in said
    assert ("sameAs", "https://ror.org/0175hh227") in said
    types = graph.rows(f"SELECT ?t {{ {uni} a ?t FILTER(STRSTARTS(STR(?t), '{acc}')) }}")
    assert types == [(acc + "Actor",), (acc + "Institution",)]
    names = graph.rows(f"SELECT (LANG(?n) AS ?l) ?n {{ {uni} skos:prefLabel ?n }}")
    assert [language for language, _ in names] == ["en", "fr", "und"]
    assert len(graph.rows(f"SELECT ?n {{ {uni} skos:altLabel ?n }}")) == 1
    assert graph.rows(f"SELECT ?a ?b {{ {uni} wgs84:lat ?a ; wgs84:long ?b }}") == [
        ("48.5", "2.25")
    ]
    assert graph.rows(f"SELECT ?c {{ {uni} skos:notation ?c }}") == [("X-1",)]
    assert graph.rows(f"SELECT ?u {{ ?u acc:unitOf {uni} }}") == [("https://example.org/lab",)]


def test_a_membership_needs_a_known_member_and_says_what_states_it(
    load: Load, command: Callable[..., Result]
) -> None:
    graph = load(UNIVERSITY)
    found = graph.rows("SELECT ?m ?who ?of ?d { ?m acc:member ?who ; acc:of ?of ; acc:date ?d }")
    ends = ("https://example.org/uni", "https://example.org/net", "2010-05-01")
    assert found == [("https://example.org/m", *ends)]
    quotes = graph.rows("SELECT ?q { ?e acc:supports <https://example.org/m> ; acc:quote ?q }")
    assert ("<https://example.org/m> <http://www.w3.org/ns/org#member> "
            "<https://example.org/uni> .",) in quotes  # fmt: skip
    assert "1 memberships without one known member" in command(UNIVERSITY).output


def test_concepts_and_contradictions_are_left_alone(
    load: Load, command: Callable[..., Result]
) -> None:
    graph = load(UNIVERSITY)
    for name in ("word", "both", "post", "somebody"):
        typed = f"SELECT ?t {{ <https://example.org/{name}> a ?t ; acc:level|acc:kind ?x }}"
        assert graph.rows(typed) == []
    assert "1 things of classes that contradict each other" in command(UNIVERSITY).output


def test_twin_towns_of_wikidata_are_one_tie_whoever_states_it(load: Load) -> None:
    graph = load(TWINS)
    ties = graph.rows("SELECT ?t ?p { ?t a acc:Twinning ; acc:party ?p }")
    assert ("twinning/wd-Q64--wd-Q90", "http://www.wikidata.org/entity/Q64") in ties
    assert len(ties) == 4
    proofs = "SELECT ?q { ?e acc:supports ?t ; acc:quote ?q . ?t acc:party <%s> }"
    assert len(graph.rows(proofs % "http://www.wikidata.org/entity/Q90")) == 2
    berlin = "<http://www.wikidata.org/entity/Q64>"
    # Germany by its name and level: the country that is known already keeps its address
    assert graph.rows(f"SELECT ?w {{ {berlin} acc:within ?w }}") == [("territory/DE",)]
    levels = {t: level.rpartition("/")[2] for t, level in graph.rows(
        "SELECT ?t ?l { ?t acc:level ?l }")}  # fmt: skip
    assert levels == {
        "territory/DE": "country",
        "http://www.wikidata.org/entity/Q64": "municipality",
        "http://www.wikidata.org/entity/Q90": "other-subdivision",
        "https://example.org/town": "other-subdivision",
    }
    same = graph.rows(f"SELECT ?s {{ {berlin} schema:sameAs ?s }}")
    assert same == [("https://sws.geonames.org/2950159/",)]


@pytest.mark.parametrize("text", [UNIVERSITY, TWINS])
def test_what_is_added_keeps_to_the_shapes(
    tmp_path: Path, command: Callable[..., Result], text: str
) -> None:
    command(text)
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "check"])
    assert "No faults" in done.output, done.output


def test_nothing_is_taken_away_and_twice_is_once(
    tmp_path: Path, command: Callable[..., Result]
) -> None:
    command(TWINS)
    folder = GraphFolder(tmp_path / "store")
    manifest = folder.current()
    assert manifest is not None
    lines = folder.quads(manifest.sources[0]).decode()
    assert '<http://www.wikidata.org/prop/direct/P1566> "2950159"' in lines
    assert "stays at version 1" in command(TWINS).output
    graph = stored(folder.quads_path(manifest.sources[0].sha256))
    assert "version 2" in command(TWINS, "skos").output, "without wikidata there is no twinning"
    assert len(graph) > 0


def test_our_own_terms_are_taken_as_they_are(load: Load) -> None:
    ours = f"<{BASE}id/territory/FR-HDF>"
    graph = load(
        f"""@prefix acc: <https://w3id.org/accordia/ontology#> .
        ex:mine a acc:Actor, acc:Territory ; skos:prefLabel "Mine"@en ;
            acc:level <{BASE}concept/level/region> .
        ex:mine wdt:P190 {ours} . ex:city a schema:City ; schema:name "C"@fr ;
            schema:containedInPlace {ours} ."""
    )
    assert graph.rows("SELECT ?p { ?t a acc:Twinning ; acc:party ?p }") == [
        ("https://example.org/mine",),
        ("territory/FR-HDF",),
    ]
    assert graph.rows(f"SELECT ?l {{ {ours} skos:prefLabel ?l }}") == []
    assert graph.rows(f"SELECT ?t {{ ?t acc:within {ours} }}") == [("https://example.org/city",)]


def test_an_unknown_vocabulary_is_told(command: Callable[..., Result]) -> None:
    done = command(TWINS, "wikidate")
    assert done.exit_code == 1
    assert "did you mean 'wikidata'?" in done.stderr


def test_the_page_names_every_vocabulary() -> None:
    text = (Path(__file__).parents[1] / "docs" / "rdf.md").read_text("utf-8")
    assert [name for name in vocabulary_names() if f"| `{name}` |" not in text] == []


def test_every_rule_is_for_a_field_that_there_is() -> None:
    fields = {"names", "other_names", "notations", "same_as", "latitude", "longitude", "within",
              "located_in", "unit_of", "member", "of", "begin", "end"}  # fmt: skip
    for _, rule in rules_for(vocabulary_names()).fields:
        used = [rule.field] if isinstance(rule.field, str) else rule.field.values()
        assert set(used) <= fields
    assert all(rule.type in vocabulary().classes for _, rule in rules_for(vocabulary_names()).ties)
    with pytest.raises(UnknownVocabulary):
        rules_for(["foaf"])
