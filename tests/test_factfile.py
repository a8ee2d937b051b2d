"""Fact files: what is read, and what each mistake is told."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import AccordiaError
from graph.facts import Tie
from graph.identity import Ref
from loaders.bundled import fact_files
from loaders.factfile import load_fact_file, read_fact_file
from loaders.factfile.model import json_schema
from tests.factfiles import GOOD, write

PARTIES = "[uni, FR-HDF]"
QUOTE = "    quotes: L'Université X et la région Hauts-de-France ont signé un accord fin 2014\n"

MISTAKES = {
    "unknown key": ("    kind: convention", "    knid: convention", 13, "did you mean 'kind'"),
    "unknown kind": ("kind: convention", "kind: conventoin", 13, "did you mean 'convention'?"),
    "unknown status": ("in-force", "inforce", 17, "did you mean 'in-force'?"),
    "unknown type": ("type: Agreement", "type: Agrement", 12, "did you mean 'Agreement'?"),
    "unreadable date": ("date: fin 2014", "date: quand il pleut", 16, "expected a day"),
    "date in no quote": ("date: fin 2014", "date: fin 2015", 16, "holds the date 'fin 2015'"),
    "no such code": ("FR-HDF]", "FR-ZZZ]", 15, "nor an ISO 3166 code"),
    "missing key": ("    type: Agreement\n", "", 11, "the key 'type' is missing"),
    "unnamed party": (PARTIES, "[uni, FR-HDF, DE]", 15, "names the party 'DE'"),
    "no quote": (QUOTE, "", 11, "has no quote"),
    "planned": ("in-force", "planned", 12, "what is planned is no Agreement yet"),
    "stance planned": (
        "    status: in-force",
        "    stance: planned",
        12,
        "what is planned is no Agreement",
    ),
    "a detail proves no tie": (
        QUOTE,
        QUOTE.replace("quotes: L'", "evidence: {proves: date, quote: \"L'").replace(
            "2014\n", '2014"}\n'
        ),
        11,
        "has no quote",
    ),
    "alias": ("Quelqu'un", "*x", 4, "aliases"),
    "tab": ("  slug", "\tslug", 2, "no YAML"),
    "id twice": ("- id: accord", "- id: uni", 11, "stands twice"),
    "key twice": ("in-force", "in-force\n    status: ended", 18, "stands twice"),
    "list for words": ("name: Accord", "name: [a, b]", 14, "expected words, found a list"),
    "no language": ("name: Accord", "name: {Français: x}", 14, "'Français'"),
    "words for a list": ("ties:\n", "persons: me\nties:\n", 10, "expected a list"),
    "no checksum": ("language: fr", "language: fr\n  text: {sha256: 12}", 6, "sha256"),
    "other language": ("language: fr", "language: de", 5, "expected one of fr, en"),
    "path as id": ("- id: uni", '- id: "../x"', 7, "does not have the form"),
    "three twins": (
        "Agreement\n    kind: convention\n    name: Accord\n    parties: [uni, FR-HDF]",
        "Twinning\n    parties: [uni]",
        11,
        "needs two parties",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_one_sentence_with_its_line(tmp_path: Path, name: str) -> None:
    old, new, line, words = MISTAKES[name]
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(AccordiaError) as caught:
        read_fact_file(path)
    message = str(caught.value)
    assert message.startswith(f"{path}, line {line}: ")
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize("text", ["", "hello", "- a", "\x00", "a: [" * 50, "a: b: c", "? [x]\n: y"])
def test_what_is_no_fact_file_is_told_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(AccordiaError, match=r"test\.yaml"):
        read_fact_file(write(tmp_path, text))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("convention", "conventoin").replace("in-force", "inforce")
    with pytest.raises(AccordiaError) as caught:
        read_fact_file(write(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 2


def test_a_good_file_becomes_facts(tmp_path: Path) -> None:
    loaded = load_fact_file(write(tmp_path))
    (tie,) = [fact for fact in loaded.facts if isinstance(fact, Tie)]
    assert tie.ref == Ref("agreement", "test-accord")
    assert set(tie.parties) == {Ref("institution", "test-uni"), Ref("territory", "FR-HDF")}
    assert tie.span is not None
    assert tie.span.begin is not None
    assert tie.span.begin.edtf == "2014-36"
    assert tie.evidence[0].quote is not None


def test_an_unnamed_body_keeps_to_its_source(tmp_path: Path) -> None:
    text = GOOD.replace("kind: university", "kind: [unnamed, university]\n    key: uni-x")
    refs = {fact.ref for fact in load_fact_file(write(tmp_path, text)).facts}
    assert Ref("institution", "test-uni") in refs


def test_a_twinning_is_named_by_its_sorted_parties(tmp_path: Path) -> None:
    text = GOOD.replace("type: Agreement", "type: Twinning").replace(PARTIES, "[FR-HDF, uni]")
    refs = {fact.ref for fact in load_fact_file(write(tmp_path, text)).facts}
    assert Ref("twinning", "FR-HDF--test-uni") in refs


def test_the_published_schema_is_the_model() -> None:
    published = next(iter(fact_files().values())).with_name("schema.json")
    assert json.loads(published.read_text("utf-8")) == json_schema()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_edit_of_a_good_file_breaks_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    index = data.draw(st.integers(0, len(lines) - 1))
    lines[index] = data.draw(st.text(max_size=40)) if data.draw(st.booleans()) else ""
    text = "\n".join(lines).encode("utf-8", "replace").decode()
    path = write(tmp_path, text)
    with suppress(AccordiaError):
        assert read_fact_file(path).facts is not None


def test_a_proper_name_is_the_same_in_both_languages(tmp_path: Path) -> None:
    facts = load_fact_file(write(tmp_path)).facts
    (university,) = [fact for fact in facts if fact.ref.kind == "institution"]
    assert {text.language for text in university.names} == {"fr", "en"}


def test_a_thing_without_a_key_belongs_to_its_file(tmp_path: Path) -> None:
    own = load_fact_file(write(tmp_path)).facts
    assert Ref("institution", "test-uni") in {fact.ref for fact in own}
    keyed = GOOD.replace("  - id: uni\n", "  - id: uni\n    key: uni-x\n", 1)
    shared = load_fact_file(write(tmp_path, keyed)).facts
    assert Ref("institution", "uni-x") in {fact.ref for fact in shared}
