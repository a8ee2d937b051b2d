"""Records of a fact file to typed facts."""

from collections.abc import Iterable
from functools import singledispatchmethod
from typing import Any

from graph.dates import read_span
from graph.facts import (
    Evidence,
    Fact,
    Institution,
    Person,
    Programme,
    Role,
    Source,
    Statistic,
    Territory,
    Text,
    Tie,
)
from graph.identity import Ref
from loaders.factfile.model import (
    LINKS,
    FactFile,
    InstitutionRecord,
    Named,
    PersonRecord,
    ProgrammeRecord,
    Record,
    RoleRecord,
    SourceRecord,
    StatisticRecord,
    TerritoryRecord,
    Texts,
    TieRecord,
)
from loaders.factfile.resolve import Resolver

INTERFACE = ("fr", "en")


class Converter:
    """Makes the facts of one file, whose references are known to resolve."""

    def __init__(self, content: FactFile, resolver: Resolver) -> None:
        self.content = content
        self.resolver = resolver
        self.language = content.source.language

    def source(self) -> Source:
        """Return the source that the file describes."""
        record = self.content.source
        return described(record, checksum=record.text.sha256 if record.text else None)

    @singledispatchmethod
    def fact(self, record: Record) -> Fact:
        """Return the fact of a record."""
        raise TypeError(type(record))

    @fact.register
    def _territory(self, record: TerritoryRecord) -> Fact:
        return Territory(
            **self._named(record),
            level=record.level,
            within=self._refs(record.within),
            succeeds=self._refs(record.succeeds),
        )

    @fact.register
    def _institution(self, record: InstitutionRecord) -> Fact:
        return Institution(
            **self._named(record),
            kinds=tuple(record.kind),
            located_in=self._refs(record.located_in),
            unit_of=self._refs(record.unit_of),
            supervised_by=self._refs(record.supervised_by),
        )

    @fact.register
    def _programme(self, record: ProgrammeRecord) -> Fact:
        return Programme(**self._named(record), kinds=tuple(record.kind))

    @fact.register
    def _person(self, record: PersonRecord) -> Fact:
        return Person(**self._common(record), same_as=tuple(record.same_as))

    @fact.register
    def _role(self, record: RoleRecord) -> Fact:
        return Role(
            **self._common(record),
            holder=self._ref(record.holder) if record.holder else None,
            posts=self._texts([record.post]),
            at=self._refs(record.at),
        )

    @fact.register
    def _statistic(self, record: StatisticRecord) -> Fact:
        words = record.value_text
        return Statistic(
            **self._common(record),
            about=self._refs(record.about),
            measures=self._texts([record.measure]),
            value=record.value,
            value_text=Text(words, self.language) if words else None,
        )

    @fact.register
    def _tie(self, record: TieRecord) -> Fact:
        return Tie(
            **self._common(record),
            type=record.type,
            span=read_span(record.date, self.language) if record.date else None,
            date_text=Text(record.date, self.language) if record.date else None,
            kinds=tuple(record.kind),
            status=record.status,
            themes=tuple(record.themes),
            theme_texts=self._texts(record.theme_words),
            **self._links(record),
        )

    def _links(self, record: TieRecord) -> dict[str, Any]:
        return {key: self._refs(getattr(record, key)) for key in LINKS}

    def _common(self, record: Record) -> dict[str, Any]:
        return {
            "ref": self._ref(record.id),
            "names": self._names(record),
            "other_names": self._texts(record.other_names),
            "notes": self._texts(record.notes),
            "evidence": tuple(self._evidence(record)),
        }

    def _names(self, record: Record) -> tuple[Text, ...]:
        """A proper name without a language is the same in every language of the interface."""
        if isinstance(record.name, str) and isinstance(record, Named | PersonRecord):
            return tuple(Text(record.name, language) for language in INTERFACE)
        return self._texts([record.name] if record.name else [])

    def _named(self, record: Named) -> dict[str, Any]:
        codes = {"notations": tuple(record.codes), "same_as": tuple(record.same_as)}
        return self._common(record) | codes

    def _evidence(self, record: Record) -> Iterable[Evidence]:
        for words in record.quotes:
            yield Evidence(stance=record.stance, quote=Text(words, self.language))
        for evidence in record.evidence:
            yield Evidence(
                stance=evidence.stance or record.stance,
                quote=Text(evidence.quote, self.language),
                proves=tuple(evidence.proves),
            )

    def _texts(self, texts: Iterable[Texts]) -> tuple[Text, ...]:
        return in_languages(texts, self.language)

    def _refs(self, identifiers: Iterable[str]) -> tuple[Ref, ...]:
        return tuple(map(self._ref, identifiers))

    def _ref(self, identifier: str) -> Ref:
        ref = self.resolver.find(identifier)
        if ref is None:
            raise KeyError(identifier)
        return ref


def described(
    record: SourceRecord, *, checksum: str | None, notes: tuple[Text, ...] = ()
) -> Source:
    """Return the source that a record describes."""
    issued = read_span(record.issued, record.language).begin if record.issued else None
    return Source(
        slug=record.slug,
        titles=in_languages([record.title], record.language),
        publisher=record.publisher,
        language=record.language,
        issued=issued.edtf if issued else None,
        address=record.address,
        licence=record.licence,
        rights=in_languages(record.rights, record.language),
        descriptions=in_languages(record.description, record.language),
        notes=notes,
        checksum=checksum,
    )


def in_languages(texts: Iterable[Texts], language: str) -> tuple[Text, ...]:
    """Return words with their languages: the one given, where they do not say."""
    found: list[Text] = []
    for text in texts:
        by_language = text if isinstance(text, dict) else {language: text}
        found.extend(Text(words, tag) for tag, words in by_language.items())
    return tuple(found)
