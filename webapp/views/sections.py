"""Parts of a page that list things, a page of them at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from webapp.rows import Value
from webapp.views.items import Item
from webapp.views.nodes import Link
from webapp.views.ties import Tie

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page that lists things, a page of them at a time."""

    name: str
    """Its anchor, and its name in the address."""
    title: str
    count: int
    page: int = 1
    ties: Sequence[Tie] = ()
    links: Sequence[Link] = ()
    items: Sequence[Item] = ()
    note: str = ""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return -(-self.count // PER_PAGE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which section the reader asked for, and which page of it; all where none is named."""

    section: str = ""
    page: int = 1

    def takes(self, name: str) -> bool:
        """Tell whether a section is to be shown."""
        return self.section in ("", name)

    def slice(self, items: Sequence[str]) -> Sequence[str]:
        """Return the items of the page."""
        return items[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


@dataclass(slots=True)
class Told:
    """Things by class and first possible day, as a query tells them row by row."""

    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    earliest: dict[str, str] = field(default_factory=dict)

    def add(self, thing: Value, class_: Value, earliest: Value | None) -> None:
        """Take one row."""
        self.classes[thing.value].add(class_.value)
        if earliest:
            self.earliest[thing.value] = earliest.value

    def newest_first(self) -> list[str]:
        """Return all of them, dated ones before undated ones."""
        by_name = sorted(self.classes)
        return sorted(by_name, key=lambda tie: self.earliest.get(tie, ""), reverse=True)
