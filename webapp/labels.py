"""What things are called, in the language of the request."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext

from graph.namespaces import PREFIXES
from ontology import ACC, vocabulary
from webapp.addresses import short_name
from webapp.display import quoted, shortened
from webapp.language import LANGUAGES, current_language
from webapp.rows import Value, iri_terms, rows

Labels = dict[str, str]

NAMING = ("skos:prefLabel", "rdfs:label", "dct:title", "foaf:name", "schema:name", "skos:altLabel")
ORIGINAL = "dct:language"
"""A source keeps its title in the language that it is written in."""

NAMES = """
SELECT ?thing ?rank ?name WHERE {{
  VALUES ?thing {{ {things} }}
  {choices}
  FILTER(isLiteral(?name))
}}"""
CHOICE = "{{ ?thing {property} ?name BIND({rank} AS ?rank) }}"
"""One of a union: beside two lists of VALUES the engine would read every triple of the graph."""

PARTS = """
SELECT ?thing ?part ?value WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing ?part ?value
  FILTER(?part IN (rdf:type, acc:kind, acc:party, acc:of, acc:post, acc:holder, acc:at,
                   acc:measure, acc:about, acc:quote, acc:source))
}} ORDER BY ?value"""

SHOWN_PARTIES = 4
TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
"""Characters that turn the direction of what follows (Unicode Bidirectional Algorithm, 2)."""


def label(iri: str) -> str:
    """Return what the thing is called; the end of its address where nothing names it."""
    return labels([iri])[iri]


def labels(iris: Iterable[str]) -> Labels:
    """Return what each thing is called; a tie or a role without a name is called by its parts."""
    wanted = list(dict.fromkeys(iris))
    found = names(wanted)
    if unnamed := [iri for iri in wanted if iri not in found]:
        found |= _composed(unnamed)
    return {iri: found.get(iri) or short_name(iri) for iri in wanted}


def names(iris: Iterable[str]) -> Labels:
    """Return the best name of each thing that has one."""
    return {thing: name.value for thing, name in best_names(iris).items()}


def best_names(iris: Iterable[str]) -> dict[str, Value]:
    """Return the best name of each thing that has one, with its language.

    That is the reader's; of a source, its own.
    """
    wanted = list(dict.fromkeys(iris))
    if not wanted:
        return {}
    ranked = enumerate((*NAMING, ORIGINAL))
    choices = " UNION ".join(CHOICE.format(property=name, rank=rank) for rank, name in ranked)
    found: dict[str, list[tuple[int, Value]]] = {}
    for row in rows(NAMES.format(things=iri_terms(wanted), choices=choices)):
        found.setdefault(row["thing"].value, []).append((int(row["rank"].value), row["name"]))
    best = {thing: _best(told) for thing, told in found.items()}
    return {thing: name for thing, name in best.items() if name}


def _best(told: Sequence[tuple[int, Value]]) -> Value | None:
    own = {name.value for rank, name in told if rank == len(NAMING)}
    candidates = [(rank, name.language not in own, language_rank(name.language), name)
                  for rank, name in told if rank < len(NAMING)]  # fmt: skip
    return min(candidates)[-1] if candidates else None


def language_rank(language: str) -> int:
    """Tell how welcome a language is: the request's, the other of ours, none, any."""
    order = welcome_languages()
    primary = language.lower().partition("-")[0]
    return order.index(primary) if primary in order else len(order)


def welcome_languages() -> list[str]:
    """Return the languages in the order in which they are welcome for a name."""
    wanted = current_language()
    return [wanted, *(one for one in LANGUAGES if one != wanted), "mul", ""]


def in_language(texts: Sequence[Value]) -> Value | None:
    """Return the text in the language of the request, or the next best; None where none is."""
    return min(texts, key=lambda text: (language_rank(text.language), text.value), default=None)


def in_one_language(texts: Sequence[Value]) -> list[Value]:
    """Return the texts in the language of the request, or the next best, and those in none."""
    spoken = [text.language for text in texts if text.language]
    best = min(spoken, key=language_rank, default="")
    return [text for text in texts if text.language in ("", best)]


def most_specific(classes: Iterable[str]) -> str:
    """Return the local name of the class that lies deepest in the vocabulary; "" without one."""
    known = [iri.removeprefix(ACC) for iri in classes if iri.startswith(ACC)]
    ours = sorted(name for name in known if name in vocabulary().classes)
    return max(ours, key=lambda name: len(vocabulary().ancestors(name)), default="")


def sort_key(text: str) -> str:
    """Return what to sort a name by: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _composed(iris: Sequence[str]) -> Labels:
    parts: dict[str, dict[str, list[Value]]] = {}
    for row in rows(PARTS.format(things=iri_terms(iris))):
        part = row["part"].value.removeprefix(ACC)
        parts.setdefault(row["thing"].value, {}).setdefault(part, []).append(row["value"])
    mentioned = {v.value for own in parts.values() for vs in own.values() for v in vs if v.is_iri}
    named = names(mentioned)
    return {iri: _from_parts(own, named) for iri, own in parts.items()}


def _from_parts(parts: Mapping[str, Sequence[Value]], named: Labels) -> str:
    def called(*properties: str) -> list[str]:
        values = [value for name in properties for value in parts.get(name, ())]
        found = {named.get(v.value) or short_name(v.value) for v in values}
        return list(map(_contained, sorted(found, key=sort_key)))

    if words := in_language([*parts.get("post", ()), *parts.get("measure", ())]):
        return _joined(words.value, called("holder", "at", "about"), ", ")
    if quote := in_language(parts.get("quote", ())):
        return str(gettext("“%(words)s”", words=quoted(quote.value)))
    class_ = most_specific(v.value for v in parts.get(PREFIXES["rdf"] + "type", ()))
    kinds = called("kind") or ([vocabulary().label(class_, current_language())] if class_ else [])
    parties = called("party")
    if len(parties) > SHOWN_PARTIES:
        parties[SHOWN_PARTIES:] = [f"+ {len(parties) - SHOWN_PARTIES}"]
    who = _joined(" – ".join(parties), called("of"), " → ") or ", ".join(called("source"))
    what = ", ".join(kinds[:1])
    what = what[:1].upper() + what[1:]
    return str(gettext("%(kind)s: %(parties)s", kind=what, parties=who)) if who else what


def _contained(name: str) -> str:
    """Return a name as a part of a longer one: not too long, and turning nothing but itself."""
    cut = shortened(name)
    return f"\u2068{cut}\u2069" if TURNING.intersection(cut) else cut


def _joined(first: str, others: Sequence[str], mark: str) -> str:
    return mark.join(filter(None, [first, ", ".join(others)]))
