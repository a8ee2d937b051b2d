"""A template of the mapping to the facts of a row."""

from collections.abc import Callable, Iterator
from typing import Any

from graph.dates import Span
from graph.facts import (
    Evidence,
    Fact,
    Institution,
    Person,
    Programme,
    Statistic,
    Territory,
    Text,
    Tie,
)
from graph.identity import Ref, twinning_key
from loaders.factfile.model import LINKS
from loaders.table.fields import Fields, Made
from loaders.table.refusals import Refused, brief
from loaders.table.templates import NamedTemplate, StatisticTemplate, Template, TieTemplate
from loaders.table.values import Scope, placed
from ontology import vocabulary

CLASSES: dict[str, type[Fact]] = {
    "Territory": Territory,
    "Institution": Institution,
    "Programme": Programme,
    "Person": Person,
    "Statistic": Statistic,
}
REFERENCES = ("within", "located_in", "unit_of", "supervised_by", "about", *LINKS)
OWN = ("Person", "Statistic")
"""Things whose key is the source's own, as that of a tie is."""

Field = Callable[[Scope, Made], Any]


class Builder:
    """Makes the facts of one template."""

    def __init__(self, template: Template, fields: Fields) -> None:
        self.template = template
        self.type = template.type
        self.fields = fields
        self._class = CLASSES.get(self.type, Tie)
        self._label = vocabulary().label(self.type, fields.language)
        self._test = fields.reader.test(template.when) if template.when else None
        self._items = fields.reader.items(template.each) if template.each else None
        self._names = fields.texts(template.name)
        self._key = self._reads_key()
        self._fields = dict(self._prepared())

    def facts(self, scope: Scope, made: Made) -> Iterator[tuple[Fact, Scope]]:
        """Yield the facts that one row makes, and what each was read from. Raises Refused."""
        items = [None] if self._items is None else self._items(scope)
        for item in items:
            inner = scope if item is None else Scope(scope.record, scope.row, item)
            if self._test is None or self._test(inner):
                yield self._of_item(inner, made), inner

    def _of_item(self, scope: Scope, made: Made) -> Fact:
        try:
            return self._fact(scope, made)
        except Refused as refused:
            refused.column = brief(placed(refused.column, self.template.each))
            raise

    def _fact(self, scope: Scope, made: Made) -> Fact:
        values = {name: read(scope, made) for name, read in self._fields.items()}
        names, others = _by_language(self._names(scope))
        if others:
            values["other_names"] = (*others, *values.get("other_names", ()))
        if "span" in values:
            values["span"], values["date_text"] = values["span"]
        ref = self._ref(scope, values)
        if self.type == "Membership":
            _refuse_halves(values)
        if self._class is Tie:
            values["type"] = self.type
            names = names or (Text(f"{self._label} {ref.key}", self.fields.language),)
        evidence = (Evidence(stance=self.template.stance, row=scope.row),)
        return self._class(ref=ref, names=names, evidence=evidence, **values)

    def _ref(self, scope: Scope, values: dict[str, Any]) -> Ref:
        kind = self.type.lower()
        if self.type == "Twinning":
            parties = {ref.key for ref in values.get("parties", ())}
            if len(parties) != 2:
                raise Refused("parties", ", ".join(sorted(parties)), "two different parties")
            return Ref(kind, twinning_key(parties))
        assert self._key is not None, "the mapping was checked"
        key = self._key(scope)
        return Ref(kind, f"{self.fields.slug}-{key}" if self._is_own else key)

    @property
    def _is_own(self) -> bool:
        return self._class is Tie or self.type in OWN

    def _reads_key(self) -> Callable[[Scope], str] | None:
        cell = getattr(self.template, "key", None)
        return self.fields.key(cell) if cell is not None else None

    def _prepared(self) -> Iterator[tuple[str, Field]]:
        yield from self._common()
        yield from self._references()
        yield from self._concepts()
        if isinstance(self.template, NamedTemplate):
            yield from self._named(self.template)
        if isinstance(self.template, TieTemplate):
            yield from self._tie(self.template)
        if isinstance(self.template, StatisticTemplate):
            yield from self._statistic(self.template)

    def _common(self) -> Iterator[tuple[str, Field]]:
        for name in ("other_names", "notes"):
            if cells := getattr(self.template, name):
                yield name, _alone(self.fields.texts(cells))

    def _references(self) -> Iterator[tuple[str, Field]]:
        for name in (*REFERENCES, "succeeds"):
            if references := getattr(self.template, name, None):
                yield name, self.fields.refs(references)

    def _concepts(self) -> Iterator[tuple[str, Field]]:
        for name, field, scheme in (("kind", "kinds", "kind"), ("themes", "themes", "theme")):
            if cells := getattr(self.template, name, None):
                yield field, _alone(self.fields.concepts(cells, scheme))
        if (level := getattr(self.template, "level", None)) is not None:
            yield "level", _alone(self.fields.concept(level, "level"))

    def _named(self, template: NamedTemplate) -> Iterator[tuple[str, Field]]:
        if template.codes:
            yield "notations", _alone(self.fields.strings(template.codes))
        if template.same_as:
            yield "same_as", _alone(self.fields.addresses(template.same_as))
        point = getattr(template, "coordinates", None)
        if point is not None:
            read = self.fields.point(point)
            yield "latitude", lambda scope, made: (read(scope) or (None, None))[0]
            yield "longitude", lambda scope, made: (read(scope) or (None, None))[1]
        for name, limit in (("latitude", 90), ("longitude", 180)):
            if (cell := getattr(template, name, None)) is not None:
                yield name, _alone(self.fields.degrees(cell, limit))

    def _tie(self, template: TieTemplate) -> Iterator[tuple[str, Field]]:
        if template.status is None:
            yield "status", lambda scope, made: "unknown"
        else:
            status = self.fields.concept(template.status, "status")
            yield "status", lambda scope, made: status(scope) or "unknown"
        if template.theme_words:
            yield "theme_texts", _alone(self.fields.texts(template.theme_words))
        if template.date is not None or template.end is not None:
            yield "span", _alone(_Dates(template, self.fields).read)

    def _statistic(self, template: StatisticTemplate) -> Iterator[tuple[str, Field]]:
        yield "measures", _alone(self.fields.texts(template.measure))
        if template.value is not None:
            yield "value", _alone(self.fields.number(template.value))
        if template.value_text:
            texts = self.fields.texts(template.value_text)
            yield "value_text", lambda scope, made: next(iter(texts(scope)), None)


class _Dates:
    """The begin and end of a tie, from one column or two."""

    def __init__(self, template: TieTemplate, fields: Fields) -> None:
        self._begin = fields.date(template.date) if template.date else None
        self._end = fields.date(template.end) if template.end else None
        self._language = fields.language

    def read(self, scope: Scope) -> tuple[Span | None, Text | None]:
        """Return the span, and the words for its begin. Raises Refused where it ends before."""
        first, said = self._begin(scope) if self._begin else (None, "")
        last, words = self._end(scope) if self._end else (None, "")
        begin = first.begin if first else None
        end = last.begin if last else first.end if first else None
        if begin and end and end.latest < begin.earliest:
            raise Refused("end", words, f"no day before the begin, {begin.edtf}")
        span = Span(begin, end) if begin or end else None
        return span, Text(said, self._language) if said else None


def _refuse_halves(values: dict[str, Any]) -> None:
    for name in ("member", "of"):
        if len(values[name]) != 1:
            found = ", ".join(ref.key for ref in values[name])
            raise Refused(name, found, f"one thing as the {name!r} of a Membership")


def _by_language(texts: tuple[Text, ...]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return the first name of each language, and the others."""
    if len(texts) < 2:
        return texts, ()
    first: dict[str, Text] = {}
    for text in texts:
        first.setdefault(text.language, text)
    names = tuple(first.values())
    return names, tuple(text for text in dict.fromkeys(texts) if text not in names)


def _alone(read: Callable[[Scope], Any]) -> Field:
    return lambda scope, made: read(scope)
