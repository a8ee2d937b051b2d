"""The vocabulary, its concepts, and the shapes that guard the data."""

import pyshacl
import pytest
from rdflib import ORG, OWL, PROV, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef

from ontology import (
    ACC,
    DEFAULT_BASE,
    NotATie,
    UnknownTerm,
    ontology_files,
    ontology_ntriples,
    vocabulary,
)

CLASSES = """
Actor Territory Institution Person Tie Agreement Twinning Partnership Project Membership Event
Programme Role Statistic Evidence Source"""
PROPERTIES = """
party lead host member funder of signatory attendee kind status theme themeText renews under place
date endDate earliest latest endEarliest endLatest dateText level within succeeds locatedIn unitOf
supervisedBy holder post at about measure value valueText supports source quote row stance proves
note cooperatesWith possiblySame"""
MODEL = "countsAsCooperation edgeColor edgeDashes edgeSource edgeTarget"
WORDS = vocabulary()
ONTOLOGY = Graph().parse(ontology_files().ontology)
SHAPES = Graph().parse(ontology_files().shapes)
TIES = WORDS.descendants("Tie")
BOTH = {"fr", "en"}
ALL_CONCEPTS = [one for scheme in WORDS.concepts.values() for one in scheme.values()]

GOOD = """
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix c: <https://example.org/concept/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix e: <https://example.org/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix status: <https://example.org/concept/status/> .
@prefix kind: <https://example.org/concept/kind/> .
e:lille a acc:Territory, acc:Actor ; skos:prefLabel "Lille"@fr ;
    acc:level <https://example.org/concept/level/municipality> ; acc:within e:france .
e:france a acc:Territory, acc:Actor ; skos:prefLabel "France"@fr, "France"@en ;
    acc:level <https://example.org/concept/level/country> .
e:cologne a acc:Territory, acc:Actor ; skos:prefLabel "Köln"@de ;
    acc:level <https://example.org/concept/level/municipality> ; acc:cooperatesWith e:lille .
e:cesi a acc:Institution, acc:Actor ; skos:prefLabel "CESI"@fr ; acc:locatedIn e:lille ;
    acc:kind kind:engineering-school .
e:twinning a acc:Twinning, acc:Agreement, acc:Tie ; skos:prefLabel "Lille - Cologne"@fr ;
    acc:party e:lille, e:cologne ; acc:lead e:lille ; acc:status status:in-force ;
    acc:theme <https://example.org/concept/theme/culture> ; acc:kind kind:twinning ;
    acc:date "1958"^^edtf:EDTF ; acc:earliest "1958-01-01"^^xsd:date ;
    acc:latest "1958-12-31"^^xsd:date ; acc:signatory e:head .
e:membership a acc:Membership, acc:Tie ; skos:prefLabel "CESI in the network"@en ;
    acc:party e:cesi ; acc:member e:cesi ; acc:of e:cesi ; acc:status status:planned ;
    acc:endDate "2029"^^edtf:EDTF ; acc:endEarliest "2029-01-01"^^xsd:date ;
    acc:endLatest "2029-12-31"^^xsd:date .
e:head a acc:Role ; acc:post "maire"@fr ; acc:at e:lille .
e:figure a acc:Statistic ; acc:about e:cesi ; acc:measure "élèves"@fr ; acc:value 80000 .
e:proof a acc:Evidence ; acc:supports e:twinning ; acc:source e:page ; acc:quote "jumelées"@fr ;
    acc:stance <https://example.org/concept/stance/asserted> ; acc:proves acc:party .
e:proof2 a acc:Evidence ; acc:supports e:membership ; acc:source e:page ; acc:row 7 ;
    acc:stance <https://example.org/concept/stance/planned> .
e:page a acc:Source ; dct:title "Une page"@fr ; dct:publisher "Région"@fr ; dct:license e:open ."""

# Each row: what is changed in the good example, into what, and how the report's sentence begins.
VIOLATIONS = """
skos:prefLabel "Lille"@fr | skos:altLabel "Lille"@fr | A name (skos:prefLabel) is missing.
"Lille"@fr ; | "Lille"@fr, "Lila"@fr ; | Only one skos:prefLabel per language
"Lille - Cologne"@fr | "Lille - Köln"@de | A tie has a name in French or English.
acc:status status:planned | acc:note 1 | A tie has exactly one acc:status.
status:in-force | status:in-force, status:ended | A tie has exactly one acc:status.
status:in-force | kind:twinning | The status is a concept of the scheme status.
concept/theme/culture | concept/kind/twinning | The theme is a concept of the scheme theme
acc:kind kind:twinning | acc:kind status:ended | The kind is a concept of the scheme kind.
e:lille, e:cologne | e:lille, e:head | A party is a territory or an institution.
acc:lead e:lille | acc:lead e:france | Lead, host and member are written out as acc:party
acc:supports e:twinning | acc:supports e:figure | No evidence supports this tie.
status:in-force | status:planned | What is planned, pending or never done is a bare acc:Tie.
acc:member e:cesi ; | | A membership has exactly one acc:member.
acc:of e:cesi ; | acc:of e:cesi, e:twinning ; | A membership has exactly one acc:of.
acc:of e:cesi ; | acc:of e:lille ; | One is a member of an institution, a programme or a tie.
acc:lead e:lille | acc:member e:lille | Only an acc:Membership has acc:member and acc:of.
acc:Agreement, acc:Tie | acc:Tie | The types acc:Agreement and acc:Tie are to be written out
acc:Membership, acc:Tie | acc:Membership | The type acc:Tie is to be written out too.
acc:Institution, acc:Actor | acc:Institution | The type acc:Actor is to be written out too.
"1958"^^edtf:EDTF | "1958" | With bounds goes one acc:date, an EDTF literal.
acc:date "1958"^^edtf:EDTF ; | | With bounds goes one acc:date, an EDTF literal.
acc:earliest "1958-01-01"^^xsd:date ; | | With a date goes one bound acc:earliest
acc:endDate "2029"^^edtf:EDTF ; | | With bounds goes one acc:endDate, an EDTF literal.
2029-12-31 | 2028-12-31 | acc:endEarliest is not after acc:endLatest.
1958-12-31 | 1957-12-31 | acc:earliest is not after acc:latest.
acc:level <https://example.org/concept/level/country> | acc:note 1 | A territory has an acc
acc:locatedIn e:lille | acc:locatedIn e:head | An institution is located in a territory.
acc:post "maire"@fr ; | | A role has an acc:post, in words.
acc:at e:lille | acc:note 1 | A role is held at one actor (acc:at).
acc:about e:cesi ; | | A figure is about one actor (acc:about).
acc:value 80000 | acc:value "80 000" | The value is one integer or decimal.
acc:value 80000 | acc:note 1 | A figure has a value: acc:value or acc:valueText.
concept/stance/asserted | concept/status/ended | The stance is a concept of the scheme
; acc:row 7 | | Evidence cites words (acc:quote) or a row (acc:row).
acc:source e:page ; acc:row | acc:row | Evidence comes from exactly one source.
acc:supports e:twinning ; | | Evidence supports a node (acc:supports).
dct:title "Une page"@fr ; | | A source has a dct:title.
dct:publisher "Région"@fr ; | | A source has a dct:publisher.
acc:cooperatesWith e:lille | acc:kind kind:unnamed ; acc:cooperatesWith e:lille | An unnamed"""
WARNINGS = """
acc:party e:lille, e:cologne | acc:party e:lille | Fewer than two parties are known.
acc:party e:lille, e:cologne ; acc:lead e:lille ; | | No party is known.
; dct:license e:open | | The rights in the source are not known (dct:license or dct:rights)."""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]


def report(turtle: str, severity: URIRef = SH.Violation) -> list[str]:
    """The English sentences of the validation report at that severity."""
    data = Graph().parse(data=turtle, format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    assert isinstance(results, Graph)
    found = results.subjects(SH.resultSeverity, severity)
    texts = [text for one in found for text in results.objects(one, SH.resultMessage)]
    return [str(text) for text in texts if isinstance(text, Literal) and text.language == "en"]


def test_the_classes_and_properties_are_those_of_the_design() -> None:
    assert sorted(WORDS.classes) == sorted(CLASSES.split())
    assert sorted(WORDS.properties) == sorted(f"{PROPERTIES} {MODEL}".split())


@pytest.mark.parametrize("name", f"{CLASSES} {PROPERTIES} {MODEL}".split())
def test_a_term_is_explained_in_both_languages(name: str) -> None:
    term = {**WORDS.classes, **WORDS.properties}[name]
    assert set(term.labels) == set(term.comments) == BOTH
    assert (URIRef(term.iri), RDFS.isDefinedBy, URIRef(ACC.removesuffix("#"))) in ONTOLOGY


def test_hierarchies() -> None:
    assert WORDS.ancestors("Twinning") == ("Twinning", "Agreement", "Tie")
    assert WORDS.descendants("Actor") == ("Actor", "Institution", "Territory")
    assert WORDS.superproperties("lead") == ("lead", "party")
    assert WORDS.superproperties("funder") == ("funder",)
    assert WORDS.cooperation_classes == ("Agreement", "Partnership", "Project", "Twinning")


def test_every_tie_draws_in_a_colour_of_its_own_and_dashed_unless_it_is_cooperation() -> None:
    styles = {name: WORDS.edge_style(name) for name in TIES}
    assert len({style.color for style in styles.values()}) == len(TIES) == 7
    solid = {name for name, style in styles.items() if not style.dashes}
    assert solid == set(WORDS.cooperation_classes)
    ends = {name: (style.source_property, style.target_property) for name, style in styles.items()}
    assert ends.pop("Membership") == ("member", "of")
    assert set(ends.values()) == {("party", "party")}


def test_labels_fall_back_on_english() -> None:
    assert (WORDS.label("Twinning", "fr"), WORDS.label("Twinning", "de")) == (
        "jumelage",
        "twinning",
    )
    assert WORDS.concept("theme", "climate").label("fr") == "climat"


def test_unknown_names_are_refused_by_name() -> None:
    with pytest.raises(UnknownTerm, match="no class named 'party'") as caught:
        WORDS.ancestors("party")
    assert (caught.value.name, caught.value.sort) == ("party", "class")
    with pytest.raises(UnknownTerm, match="no property named 'Tie'"):
        WORDS.superproperties("Tie")
    with pytest.raises(UnknownTerm, match="no class or property named 'Foo'"):
        WORDS.label("Foo", "fr")
    with pytest.raises(UnknownTerm, match="no concept of theme named 'foo'"):
        WORDS.concept("theme", "foo")
    with pytest.raises(NotATie, match="'Person' draws no edge"):
        WORDS.edge_style("Person")


def test_alignments_add_no_false_axiom() -> None:
    assert not any(isinstance(node, BNode) for triple in ONTOLOGY for node in triple)
    parents = {
        one for name in TIES for one in ONTOLOGY.objects(URIRef(ACC + name), RDFS.subClassOf)
    }
    assert not parents & {PROV.Entity, PROV.Agent}
    exact = URIRef("http://www.w3.org/ns/oa#exact")
    for name, standard in (("of", ORG.organization), ("at", ORG.organization), ("quote", exact)):
        assert set(ONTOLOGY.predicates(URIRef(ACC + name), standard)) == {SKOS.closeMatch}
    assert ONTOLOGY.value(URIRef(f"{ACC}kind"), RDFS.domain) is None


def test_concepts_are_named_and_defined_in_both_languages() -> None:
    assert sorted(WORDS.concepts) == ["kind", "level", "stance", "status", "theme"]
    assert all(set(one.labels) == set(one.definitions) == BOTH for one in ALL_CONCEPTS)
    for scheme in WORDS.concepts.values():
        for lang in BOTH:
            assert len({one.label(lang) for one in scheme.values()}) == len(scheme)


def test_concept_trees_end_at_a_top_concept_of_their_own_scheme() -> None:
    graph = Graph().parse(ontology_files().concepts)
    nodes = {str(node) for node in graph.subjects(RDF.type, SKOS.Concept)}
    assert nodes == {one.iri() for one in ALL_CONCEPTS}
    for one in ALL_CONCEPTS:
        scheme = URIRef(f"{DEFAULT_BASE}concept/{one.scheme}")
        highest = URIRef(f"{scheme}/{WORDS.broader_concepts(one.scheme, one.slug)[-1]}")
        assert (highest, SKOS.topConceptOf, scheme) in graph
        assert (scheme, SKOS.hasTopConcept, highest) in graph
    assert WORDS.broader_concepts("theme", "hydrogen") == ("hydrogen", "environment")


def test_concepts_move_with_the_base_and_the_vocabulary_stays() -> None:
    here = Graph().parse(data=ontology_ntriples("http://localhost:8000/"), format="nt")
    treaty = URIRef("http://localhost:8000/concept/kind/treaty")
    assert (treaty, RDF.type, SKOS.Concept) in here
    assert (URIRef(f"{ACC}Tie"), RDF.type, OWL.Class) in here
    assert f"{DEFAULT_BASE}concept/".encode() not in ontology_ntriples("http://localhost:8000/")
    lines = ontology_ntriples().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(here)


def test_every_message_of_the_shapes_is_in_both_languages() -> None:
    for shape in SHAPES.subjects(SH.message, unique=True):
        texts = [text for text in SHAPES.objects(shape, SH.message) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "fr"]


def test_shapes_speak_of_known_terms_only() -> None:
    used = {str(node) for triple in SHAPES for node in triple if str(node).startswith(ACC)}
    assert used <= {ACC + name for name in (*WORDS.classes, *WORDS.properties)}


def test_a_good_graph_passes() -> None:
    assert report(GOOD) == report(GOOD, SH.Warning) == []


@pytest.mark.parametrize(("old", "new", "sentence"), rows(VIOLATIONS))
def test_shapes_catch(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    assert any(text.startswith(sentence) for text in report(GOOD.replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new", "sentence"), rows(WARNINGS))
def test_shapes_warn_of(old: str, new: str, sentence: str) -> None:
    turtle = GOOD.replace(old, new, 1)
    assert turtle != GOOD
    assert report(turtle) == []
    assert sentence in report(turtle, SH.Warning)
