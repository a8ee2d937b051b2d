"""Turtle and TriG for people: nothing is lost by making it readable."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from graph.export.layout import Layout, reading_order
from graph.namespaces import PREFIXES
from graph.settings import Settings

BASE = Settings().base

NAMESPACES = (PREFIXES["acc"], f"{BASE}id/territory/", f"{BASE}id/", "https://example.org/a#")
iris = st.builds(
    lambda namespace, local: NamedNode(namespace + local),
    st.sampled_from(NAMESPACES),
    st.text("aZé0._-~!$&'()*+,;=:@/", max_size=8),
)
words = st.text(st.characters(codec="utf-8"), max_size=30)
literals = st.one_of(
    st.builds(Literal, words),
    st.builds(lambda text: Literal(text, language="fr"), words),
    st.builds(lambda text: Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "date")), words),
)
triples = st.builds(Triple, iris, iris, st.one_of(iris, literals))


@given(st.lists(triples, max_size=12))
def test_what_is_written_reads_back_as_the_same_triples(given_triples: list[Triple]) -> None:
    layout = Layout(BASE)
    ordered = sorted(set(given_triples), key=reading_order)
    text = layout.head() + b"".join(layout.blocks(ordered))
    read = {Triple(q.subject, q.predicate, q.object) for q in parse(text, format=RdfFormat.TURTLE)}
    assert read == set(given_triples)


@given(st.lists(triples, max_size=5))
def test_trig_keeps_triples_in_their_graph(given_triples: list[Triple]) -> None:
    layout = Layout(BASE)
    ordered = sorted(set(given_triples), key=reading_order)
    text = layout.head() + b"".join(layout.graph(f"{BASE}source/x", ordered))
    read = {
        (q.subject, q.predicate, q.object, q.graph_name) for q in parse(text, format=RdfFormat.TRIG)
    }
    graph = NamedNode(f"{BASE}source/x")
    assert read == {(t.subject, t.predicate, t.object, graph) for t in given_triples}


def test_it_reads_well() -> None:
    subject = NamedNode(f"{BASE}id/territory/FR-HDF")
    label = NamedNode(PREFIXES["skos"] + "prefLabel")
    pairs = [Triple(subject, label, Literal("Hauts-de-France", language=x)) for x in ("fr", "en")]
    within = Triple(
        subject, NamedNode(PREFIXES["acc"] + "within"), NamedNode(f"{BASE}id/territory/FR")
    )
    layout = Layout(BASE)
    text = b"".join(layout.blocks([within, *pairs])).decode()
    assert text == (
        '\nterritory:FR-HDF skos:prefLabel "Hauts-de-France"@en,\n'
        '        "Hauts-de-France"@fr ;\n'
        "    acc:within territory:FR .\n"
    )
    assert len(Graph().parse(data=layout.head() + text.encode(), format="turtle")) == 3
