"""Near misses: a word that nothing is called by may stand for the most similar ones that exist."""

import sqlite3
from difflib import SequenceMatcher

ALIKE = 0.75
"""Share of letters in the same order (Ratcliff and Obershelp) from which a word is offered."""
CHOICES = 6
COMPARED = 60
MOST_WRONG = 3
SHORTEST, LONGEST = 3, 40

KNOWN = "SELECT 1 FROM vocabulary WHERE term = ?"
LETTERS = "SELECT rowid AS number FROM letters WHERE letters MATCH ?"
SIMILAR = """
SELECT word FROM ({letters}) JOIN spelt USING (number)
GROUP BY number ORDER BY count(*) - 0.5 * abs(length(word) - ?) DESC, number LIMIT ?
"""


def choices_of(connection: sqlite3.Connection, words: list[str]) -> list[dict[str, float]]:
    """Return for each word those that it may stand for, and how alike they are.

    One that exists stays, beside others. None where too many are typed wrong, or one is like none.
    """
    known = [bool(connection.execute(KNOWN, (word,)).fetchone()) for word in words]
    if known.count(False) > MOST_WRONG:
        return []
    choices = [
        {word: 1.0} if is_known and len(words) > 1 else _similar(connection, word)
        for word, is_known in zip(words, known, strict=True)
    ]
    return choices if all(choices) else []


def _similar(connection: sqlite3.Connection, word: str) -> dict[str, float]:
    """Return the existing words most like this one, the most alike first.

    A number typed wrong is another number: it is like none.
    """
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
        return {}
    scored = sorted((_likeness(word, one), one) for one in _compared(connection, word))
    alike = [(one, ratio) for ratio, one in reversed(scored) if ratio >= ALIKE]
    return dict(alike[:CHOICES])


def _compared(connection: sqlite3.Connection, word: str) -> list[str]:
    """Return the words that share the most letters by three with this one."""
    marked = f"^{word}$"
    letters = sorted({marked[i : i + 3] for i in range(len(marked) - 2)})
    query = SIMILAR.format(letters=" UNION ALL ".join([LETTERS] * len(letters)))
    matches = [f'"{three}"' for three in letters]
    return [row[0] for row in connection.execute(query, (*matches, len(word), COMPARED))]


def _likeness(wanted: str, word: str) -> float:
    matcher = SequenceMatcher(None, wanted, word)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
