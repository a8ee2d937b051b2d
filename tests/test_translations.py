"""Every sentence of the interface is there in French."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

WEBAPP = Path(__file__).parents[1] / "webapp"
CATALOGUE = WEBAPP / "translations/fr/LC_MESSAGES/messages.po"
NAMED = re.compile(r"%\((\w+)\)")


def used() -> Iterator[str]:
    """Yield every msgid of templates and code; of a plural, the singular."""
    with (WEBAPP / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    for _, _, message, _, _ in extract_from_dir(WEBAPP, methods, options):
        yield message if isinstance(message, str) else message[0]


def test_every_sentence_has_a_translation() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id
        and (all(message.string) if isinstance(message.string, tuple) else message.string)
    }
    assert sorted(set(used()) - translated) == []
    assert not [message.id for message in catalogue if message.fuzzy and message.id]


def test_translations_keep_the_placeholders() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    for message in catalogue:
        ids = [message.id] if isinstance(message.id, str) else message.id
        texts = [message.string] if isinstance(message.string, str) else message.string
        if ids[0]:
            for text in texts:
                assert set(NAMED.findall(text)) == set(NAMED.findall(ids[-1])), ids
