"""The search table: things in the order of their worth, so that the first found are the best.

    things   one row each; ``number`` is that of its first name, ``last`` that of its last
    names    every name as it is written, and folded; its key is the latter without spaces
    words    the words of all names of a thing, one document each, under the thing's number
    spelt    each word that occurs, and its letters by three, for words typed wrong

A row number is a rank: what the index yields first is what is wanted first, and a search stops
after as many as it needs, however common the word.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Store

from graph.collection import uncollected
from graph.index.search.fold import folded
from graph.index.search.names import CODE, Thing, things
from ontology import vocabulary

SCHEMA = """
PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = OFF;
PRAGMA secure_delete = OFF;
CREATE TABLE things (
  number INTEGER PRIMARY KEY, last INTEGER, iri TEXT, class TEXT, class_group TEXT,
  degree INTEGER, score REAL);
CREATE TABLE names (number INTEGER PRIMARY KEY, thing INTEGER, kind INTEGER, name TEXT, text TEXT);
CREATE VIRTUAL TABLE words USING fts5(
  text, content = '', detail = none, columnsize = 0, tokenize = 'ascii', prefix = '1 2 3');
INSERT INTO words (words, rank) VALUES ('hashsize', 67108864);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
CREATE TABLE spelt (number INTEGER PRIMARY KEY, word TEXT);
CREATE VIRTUAL TABLE letters USING fts5(
  word, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1');
"""
"""temp_store: a worker may open no file."""
LONGEST_NAME = 1000
LONGEST_KEY = 120
KEY = f"substr(replace(text, ' ', ''), 1, {LONGEST_KEY})"
FINISH = f"""
CREATE INDEX names_by_key ON names ({KEY}, thing);
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO spelt (word)
  SELECT term FROM vocabulary WHERE length(term) BETWEEN 3 AND 40 AND term < char({0xE000});
INSERT INTO letters (rowid, word) SELECT number, '^' || word || '$' FROM spelt;
INSERT INTO letters (letters) VALUES ('optimize');
"""

FIRST, GROUP = "\ue000", "\ue001"
"""What stands before the first word of a name, and before the group of a thing, among its words.
No name can hold them: private characters are folded away."""
MOST_NAMES = 400
BATCH = 20_000

ThingRow = tuple[int, int, str, str, str, int, float]
NameRow = tuple[int, int, int, str, str]
WordRow = tuple[int, str]
Rows = tuple[ThingRow, list[NameRow], WordRow]


def build_search(store: Store, base: str) -> sqlite3.Connection:
    """Return a table in memory of every name of every thing below the base."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(SCHEMA)
    with uncollected():
        fill(connection, things(store, base))
    return connection


def fill(connection: sqlite3.Connection, found: Iterable[Thing]) -> None:
    """Write the things, in their order, and what finds them."""
    rows = _rows(found)
    while batch := list(islice(rows, BATCH)):
        own, names, words = zip(*batch, strict=True)
        connection.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?)", own)
        every = (row for group in names for row in group)
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", every)
        connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", words)
    connection.executescript(FINISH)
    connection.commit()


def _rows(found: Iterable[Thing]) -> Iterator[Rows]:
    number = 0
    groups = {name: class_group(name) for name in ("", *vocabulary().classes)}
    for thing in found:
        group = groups[thing.class_]
        words = {GROUP + group.lower(): None}
        names: list[NameRow] = []
        for name, kind in islice(thing.names.items(), MOST_NAMES):
            text = folded(name[:LONGEST_NAME])
            if kind != CODE and text:
                words[FIRST + text.partition(" ")[0]] = None
                words.update(dict.fromkeys(text.split(" ")))
            names.append((number + len(names), number, kind, name[:LONGEST_NAME], text))
        last = number + len(names) - 1
        own = (number, last, thing.iri, thing.class_, group, thing.degree, thing.score)
        yield own, names, (number, " ".join(words))
        number = last + 1


def class_group(name: str) -> str:
    """Return the class under which readers look for such things: all ties are of one group."""
    if name and "Tie" in vocabulary().ancestors(name):
        return "Tie"
    return name
