"""Lines that Accordia writes itself are, byte for byte, those of the engine's serializer."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.facts import Evidence, Institution, Territory, Text
from graph.identity import FOREIGN, Ref
from graph.nquads import iri, joined, quoted, regrouped, typed, worded
from graph.serialization import to_bytes
from graph.store.sorting import LineSorter
from graph.triples import TripleMaker
from ontology import DEFAULT_BASE

NODE = NamedNode("https://example.org/")
SPECIAL = [*map(chr, range(0xA0)), "\u2028", "\ufffd", "\ufffe", "\uffff", "\U0001f600", "\\u0041"]
WORDS = st.lists(st.sampled_from(SPECIAL) | st.text(max_size=3)).map("".join)
TAGS = st.from_regex(r"[A-Za-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Za-z]{2})?", fullmatch=True)


def by_engine(term: Literal | NamedNode) -> str:
    line = to_bytes([Quad(NODE, NODE, term, NODE)], RdfFormat.N_QUADS).decode()
    return line.removeprefix(f"{NODE} {NODE} ").removesuffix(f" {NODE} .\n")


@given(WORDS, TAGS)
def test_words_are_written_as_the_engine_writes_them(words: str, tag: str) -> None:
    assert quoted(words) == by_engine(Literal(words))
    assert worded(words, tag) == by_engine(Literal(words, language=tag))
    assert typed(words, NODE.value) == by_engine(Literal(words, datatype=NODE))


@given(st.text() | st.text().map("http://e/{}".format))
def test_an_address_is_written_only_where_the_engine_takes_it(text: str) -> None:
    try:
        expected = by_engine(NamedNode(text))
    except ValueError:
        with pytest.raises(ValueError, match="IRI"):
            iri(text)
    else:
        assert iri(text) == expected


@given(WORDS, TAGS, st.text(st.characters(codec="utf-8"), min_size=1))
def test_the_lines_of_a_fact_are_read_back_as_they_were(words: str, tag: str, key: str) -> None:
    evidence = Evidence(quote=Text(words, tag), row=7, proves=("kind",))
    fact = Institution(
        ref=Ref("institution", key),
        evidence=(evidence,),
        names=(Text(words, tag),),
        notations=(words,),
        same_as=("https://ror.org/é",),
        kinds=("university",),
        located_in=(Ref("territory", key),),
        latitude="1.50",
    )
    blocks = TripleMaker(DEFAULT_BASE, "test").fact(fact)
    lines = joined(blocks)
    assert all(line.startswith(subject) for subject, more in blocks for line in more.splitlines())
    quads = list(parse(lines, format=RdfFormat.N_QUADS))
    assert to_bytes(quads, RdfFormat.N_QUADS) == lines
    assert [quad.object for quad in quads].count(Literal(words, language=tag)) == 2
    assert Literal(words) in [quad.object for quad in quads]


def test_the_address_of_others_stays_and_must_be_one() -> None:
    maker = TripleMaker(DEFAULT_BASE, "test")
    address = "http://www.wikidata.org/entity/Q64"
    city = Territory(ref=Ref("territory", "X"), within=(Ref(FOREIGN, address),))
    assert f"<{address}> <{DEFAULT_BASE}source/test> .\n".encode() in joined(maker.fact(city))
    for bad in ("no address", "http://x/> <http://y/> <http://z", "relative"):
        with pytest.raises(ValueError, match="IRI"):
            maker.fact(Territory(ref=Ref(FOREIGN, bad)))


@given(st.lists(st.sampled_from([*b"abc"]), max_size=9))
def test_lines_in_any_order_become_blocks_that_sort_as_lines(order: list[int]) -> None:
    lines = [b"<%c> <p> <%c> .\n" % (one, other) for one in order for other in reversed(order)]
    blocks = list(regrouped(lines))
    assert all(more.startswith(subject + b" ") for subject, more in blocks)
    assert {line for _, more in blocks for line in more.splitlines(keepends=True)} == set(lines)
    with TemporaryDirectory() as folder, LineSorter(part_bytes=40) as sorter:
        sorter.add(blocks)
        assert sorter.write(Path(folder) / "sorted") == len(set(lines))
        assert (Path(folder) / "sorted").read_bytes() == b"".join(sorted(set(lines)))


def test_a_tag_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="subtag"):
        worded("words", 'fr" <http://x>')
