"""What a load read, made, refused and left aside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, NamedTuple

from graph.errors import AccordiaError
from graph.facts import Fact, Text, Tie
from graph.identity import Ref
from graph.store import LoadReport
from loaders.table.refusals import Refusal, brief
from ontology import vocabulary

SHOWN = 10


class TooFew(AccordiaError):
    """A file that holds less than its mapping expects of a whole one."""

    def __init__(self, what: str, found: int, expected: int, refusals: list[Refusal]) -> None:
        self.what, self.found, self.expected = what, found, expected
        why = "".join(f" The first refused: {refusal}" for refusal in refusals[:1])
        super().__init__(
            f"{what}: {found} found where the mapping expects at least {expected}; nothing was "
            f"loaded.{why}"
        )


class Figures(NamedTuple):
    """What one fact counts for."""

    term: str
    undated: bool = False
    alone: bool = False
    """Whether it is a cooperation that itself names no party."""
    of: tuple[Ref, ...] = ()


def figures(fact: Fact) -> Figures:
    """Return what a fact counts for."""
    if not isinstance(fact, Tie):
        return _thing(fact.term)
    undated = fact.span is None or fact.span.begin is None
    alone = _cooperates(fact.type) and not (fact.parties or fact.lead or fact.host)
    return Figures(fact.type, undated, alone, fact.of)


_thing = cache(Figures)


@cache
def _cooperates(term: str) -> bool:
    return term in vocabulary().cooperation_classes


@dataclass(slots=True)
class Report:
    """The figures of one load."""

    rows: int = 0
    blank: int = 0
    skipped: int = 0
    refused: int = 0
    unresolved: int = 0
    """Names that no code list has, each time that a row gives one."""
    merged: int = 0
    differences: int = 0
    undated: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    unused: list[str] = field(default_factory=list)
    """Columns that the mapping neither uses nor sets aside."""
    absent: list[str] = field(default_factory=list)
    """Columns that the mapping reads and no row has."""
    left_out: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    """The first refused rows."""
    told: int = 0
    """Rows and values that were set aside and told one by one ..."""
    listed: int = 0
    """... of which the list that is kept holds so many."""
    seconds: float = 0
    megabytes: int = 0
    _without: int = 0
    _alone: set[Ref] = field(default_factory=set)
    _joined: set[Ref] = field(default_factory=set)

    def as_data(self) -> dict[str, Any]:
        """Return the report as JSON can carry it."""
        data = {name: value for name, value in asdict(self).items() if name[0] != "_"}
        facts = dict(sorted(self.facts.items()))
        return data | {"facts": facts, "without_parties": self.without_parties}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Report":
        """Return the report that ``as_data`` gave."""
        refusals = [Refusal(**refusal) for refusal in data["refusals"]]
        without = data.pop("without_parties")
        facts = Counter(data["facts"])
        return cls(**data | {"facts": facts, "refusals": refusals, "_without": without})

    def refuse(self, refusal: Refusal) -> None:
        """Count a refused row."""
        self.refused += 1
        if len(self.refusals) < SHOWN:
            self.refusals.append(refusal)

    def count(self, ref: Ref, figures: Figures) -> None:
        """Count a fact that no row before told of."""
        self.facts[figures.term] += 1
        self.undated += figures.undated
        if figures.alone:
            self._alone.add(ref)
        self._joined.update(figures.of)

    @property
    def without_parties(self) -> int:
        """Agreements of which the table names no party and no member."""
        return self._without or len(self._alone - self._joined)

    def check(self, expected: dict[str, int]) -> None:
        """Raise TooFew where a number falls below what is expected."""
        if not self.facts:
            raise TooFew("facts", 0, 1, self.refusals)
        for what, least in expected.items():
            found = self.rows if what == "rows" else self.facts[what]
            if found < least:
                raise TooFew(what, found, least, self.refusals)

    def notes(self) -> tuple[Text, ...]:
        """Return the figures as data about the source: the same for the same file."""
        n = (self.rows, self.refused, self.skipped, self.merged, self.undated, self.without_parties)
        return (
            Text(
                "{} rows read, {} refused, {} skipped, {} facts merged; {} ties without a date, "
                "{} agreements without a known party.".format(*n),
                "en",
            ),
            Text(
                "{} lignes lues, {} refusées, {} écartées, {} faits réunis ; {} liens sans date, "
                "{} accords sans partie connue.".format(*n),
                "fr",
            ),
        )

    def kept(self) -> LoadReport:
        """Return what is kept with the version: the same for the same file."""
        return LoadReport(
            kind="table",
            rows=self.rows,
            blank=self.blank,
            skipped=self.skipped,
            refused=self.refused,
            unresolved=self.unresolved,
            joined=self.merged,
            differences=self.differences,
            left_out=dict(sorted(self.left_out.items())),
            undated=self.undated,
            without_parties=self.without_parties,
            unused=tuple(map(brief, self.unused)),
            absent=tuple(map(brief, self.absent)),
            told=self.told,
            listed=self.listed,
        )

    def lines(self) -> Iterator[str]:
        """Yield the report for people."""
        facts = ", ".join(f"{name} {count}" for name, count in sorted(self.facts.items()))
        yield f"facts: {facts or 'none'}; merged: {self.merged}"
        yield from self.kept().lines()
        yield from map(str, self.refusals)
        if self.refused > len(self.refusals):
            yield f"... and {self.refused - len(self.refusals)} more refused rows (--refused FILE)"
        yield f"time: {self.seconds:.1f} s, memory: {self.megabytes} MB"
