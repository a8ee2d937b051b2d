"""What the statements about a thing say, field by field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.facts import Text
from graph.identity import FOREIGN, Ref
from loaders.foreign.recognise import ACTORS, Doubts, Recogniser
from loaders.foreign.rules import FieldRule, Rules
from loaders.foreign.statements import Statements, Value
from loaders.table.codelists import country
from loaders.values import ADDRESS

NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")
LIMITS = {"latitude": 90, "longitude": 180}
REFERENCES = {
    "within": ("Territory",),
    "located_in": ("Territory",),
    "unit_of": ("Institution",),
    "of": ("Institution",),
    "member": ACTORS,
}
"""Fields that lead to other things, and what these must be."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is stated about the things of one file."""

    statements: Statements
    rules: Rules
    known: Recogniser
    doubts: Doubts

    def references(self, address: str, type_: str) -> dict[str, tuple[Ref, ...]]:
        """Return the fields that lead to other things."""
        found: dict[str, dict[Ref, None]] = {}
        for name, value, rule in self.stated(address, type_):
            if name in REFERENCES:
                refs = self._refs(value, rule, REFERENCES[name])
                found.setdefault(name, {}).update((r, None) for r in refs if r.key != address)
        return {name: tuple(refs) for name, refs in found.items() if refs}

    def words(self, address: str, type_: str) -> dict[str, tuple[str, ...]]:
        """Return the fields that hold words: codes, coordinates, dates, addresses elsewhere."""
        found: dict[str, dict[str, None]] = {}
        for name, value, rule in self.stated(address, type_):
            if name not in REFERENCES and name not in ("names", "other_names"):
                words = self._words(name, value, rule)
                found.setdefault(name, {}).update((word, None) for word in words)
        return {name: tuple(words) for name, words in found.items() if words}

    def names(self, address: str) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Return one name for each language, and the others."""
        said, more = self._texts(address, "names"), self._texts(address, "other_names")
        first: dict[str, Text] = {}
        for text in said:
            first.setdefault(text.language, text)
        if not first:
            self.doubts["things without a name, called by the end of their address"] += 1
            first["und"] = Text(_end(address), "und")
        names = tuple(first.values())
        return names, tuple(text for text in dict.fromkeys([*said, *more]) if text not in names)

    def label(self, address: str, language: str) -> str:
        """Return what to call a thing in a language."""
        names = self._texts(address, "names")
        fitting = (text.words for text in names if text.language == language)
        return next(fitting, names[0].words if names else _end(address))

    def stated(self, address: str, type_: str) -> Iterator[tuple[str, Value, FieldRule]]:
        """Yield each value that the rules know, with the field that it is for."""
        for path, rule in self.rules.fields:
            name = rule.field_of(type_)
            if name is not None:
                for value in self.statements.values(address, path, inverse=rule.inverse):
                    yield name, value, rule

    def _texts(self, address: str, field: str) -> list[Text]:
        return [
            Text(value.value, value.language or "und")
            for name, value, _ in self.stated(address, "")
            if name == field and isinstance(value, Literal) and value.value
        ]

    def _refs(self, value: Value, rule: FieldRule, wanted: tuple[str, ...]) -> Iterator[Ref]:
        if isinstance(value, NamedNode):
            thing = self.known.thing(value.value)
            if thing is not None and thing.type in wanted:
                yield Ref(FOREIGN, value.value)
        elif rule.codes is not None and (code := country(value.value)):
            yield Ref("territory", code)

    def _words(self, name: str, value: Value, rule: FieldRule) -> Iterator[str]:
        match = re.search(rule.pattern, value.value) if rule.pattern else None
        words = rule.template.replace("{}", match[1] if match else value.value)
        if name in LIMITS:
            if NUMBER.fullmatch(words) and abs(float(words)) <= LIMITS[name]:
                yield words
            else:
                self.doubts["coordinates that cannot be read, left out"] += 1
        elif ADDRESS.fullmatch(words) if name == "same_as" else isinstance(value, Literal):
            yield words


def _end(address: str) -> str:
    return re.split(r"[/#:]", address.rstrip("/#:"))[-1] or address
