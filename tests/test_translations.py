"""Every sentence of the interface is there in French."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

WEBAPP = Path(__file__).parents[1] / "webapp"
CATALOGUE = WEBAPP / "translations/fr/LC_MESSAGES/messages.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
NAMED = re.compile(r"%\((\w+)\)")


def used() -> Iterator[str]:
    """Yield every msgid of templates and code; of a plural, the singular."""
    for _, _, message, _, _ in extract_from_dir(WEBAPP, METHODS):
        yield message if isinstance(message, str) else message[0]


def catalogue() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what is translated and its translation, singular and plural."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="fr"):
            if message.id and not message.fuzzy:
                yield forms(message.id), forms(message.string)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_sentence_has_a_translation() -> None:
    translated = {ids[0] for ids, texts in catalogue() if all(texts)}
    assert sorted(set(used()) - translated) == []


def test_translations_keep_the_placeholders() -> None:
    for ids, texts in catalogue():
        for text in texts:
            assert set(NAMED.findall(text)) == set(NAMED.findall(ids[-1])), ids
