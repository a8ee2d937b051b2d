"""Small fact files for tests, right and wrong."""

from pathlib import Path

GOOD = """\
source:
  slug: test
  title: Un document
  publisher: Quelqu'un
  language: fr
institutions:
  - id: uni
    name: Université X
    kind: university
ties:
  - id: accord
    type: Agreement
    kind: convention
    name: Accord
    parties: [uni, FR-HDF]
    date: fin 2014
    status: in-force
    quotes: L'Université X et la région Hauts-de-France ont signé un accord fin 2014
"""


def write(folder: Path, text: str = GOOD, name: str = "test.yaml") -> Path:
    """Write a fact file and return its path."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path
