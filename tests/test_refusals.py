"""No spelling of SERVICE passes, and no innocent word is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.engine.refusals import calls_out

CALLS = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { SerVice SILENT ?where { ?s ?p ?o } }",
    "SELECT * { SERVICE#SILENT\n<http://a.example/>#{\n{ ?s ?p ?o } }",
    "PREFIX : <http://a.example/> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "PREFIX n: <http://a.example/> SELECT * { SERVICEn:a { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://a.example/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.5e3SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://a.example/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a<?b)#>'''\nSERVICE <http://a.example/> { ?s ?p ?o } #'''\n }",
    "SELECT * { FILTER(?a<'>')SERVICE<http://a.example/>{ ?s ?p '' } }",
    r"SELECT * { ?s ?p ex:\' . SERVICE <http://a.example/> { ?s ?p '' } }",
    r"SELECT * { \u0053ERVICE <http://a.example/> { ?s ?p ?o } }",
    r"SELECT * { \U00000053ERVICE <http://a.example/> { ?s ?p ?o } }",
    r"SELECT * { ?s <http://x/\u0041#> 1 . SERVICE <http://a.example/> { ?s ?p ?o } }",
]
INNOCENT = [
    "SELECT * { ?s ?service ?o { ?service ?p $SERVICE } }",
    "# SERVICE <http://a.example/> {\nSELECT * {}",
    "SELECT * { ?s ?p 'SERVICE <http://a.example/> { }' }",
    'SELECT * { ?s ?p """\nSERVICE <http://a.example/> { ?s "" ?o }""" }',
    r'SELECT * { ?s ?p "\" SERVICE <http://a.example/> { }" }',
    "SELECT * { ?s <http://a.example/SERVICE#> ?o . ?o <http://SERVICE> <urn:service> }",
    "PREFIX service: <urn:x> SELECT * { GRAPH service:x { ?s service:SERVICE ?o } }",
    "SELECT * { ?s ex:service ?x { ?x ?p ?o } ?s a schema:Service }",
    "DESCRIBE service:x { ?s ?p 1 }",
    "SELECT (1<2 AS ?service) { FILTER(?service<3&&4>?service) }",
    r"SELECT * { ?s ex:a\#b ?o ; ex:service ?o }",
]


@pytest.mark.parametrize("query", CALLS)
def test_every_spelling_is_seen(query: str) -> None:
    assert calls_out(query)


@pytest.mark.parametrize("query", INNOCENT)
def test_names_strings_and_comments_are_no_calls(query: str) -> None:
    assert not calls_out(query)


@st.composite
def keywords(draw: st.DrawFn) -> str:
    """SERVICE in any case, some letters as code points."""

    def spelled(letter: str) -> st.SearchStrategy[str]:
        codes = (f"\\u{ord(letter):04X}", f"\\U{ord(letter):08x}")
        return st.sampled_from((letter, letter.lower(), *codes))

    return "".join(draw(spelled(letter)) for letter in "SERVICE")


GAPS = st.lists(st.sampled_from((" ", "\n", "\t", "#<x> 'y' {\n", "# SERVICE\r")), min_size=1)
NAMES = st.sampled_from(("<http://a.example/>", "?x", "$x", ":x", "a:b", "a:", "<x#y>"))
BEFORE = st.lists(
    st.sampled_from(
        (
            "?s ?p 'x'@fr . ",
            "?s ?p <http://x/a'b#c> . ",
            '?s ?p "it\'s" . ',
            "FILTER(?a<?b && ?c>?d) ",
            "FILTER(?a<'>') ",
            "FILTER(1<2)#> '''\n",
            "# it's\n",
            r"?s a:\' ?o . ",
            "?s a:b\\#c 1.",
            r'?s ?p """a"b\" """ ',
        )
    )
).map("".join)


@given(BEFORE, keywords(), GAPS, st.sampled_from(("", "SILENT ", "silent\n")), NAMES, GAPS, BEFORE)
def test_a_call_is_seen_wherever_it_stands(
    before: str, keyword: str, gap: list[str], silent: str, name: str, gap2: list[str], after: str
) -> None:
    call = keyword + "".join(gap) + silent + name + "".join(gap2) + "{ ?s ?p ?o } "
    assert calls_out("SELECT * { " + before + call + after + "}")


@given(st.text(alphabet="SERVICEservice <>{}?#\\", max_size=60))
def test_quoted_words_are_no_calls(words: str) -> None:
    quoted = words.replace("\\", "\\\\").replace("'", "\\'")
    assert not calls_out(f"SELECT * {{ ?s ?p '''{quoted} ''' }}")


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert calls_out(text + "SERVICE") in {True, False}
