"""The vocabulary of Accordia and the module that reads it."""

from ontology.vocabulary import (
    ACC,
    DEFAULT_BASE,
    Concept,
    EdgeStyle,
    NotATie,
    OntologyFiles,
    Term,
    UnknownTerm,
    Vocabulary,
    ontology_files,
    ontology_ntriples,
    vocabulary,
)

__all__ = [
    "ACC",
    "DEFAULT_BASE",
    "Concept",
    "EdgeStyle",
    "NotATie",
    "OntologyFiles",
    "Term",
    "UnknownTerm",
    "Vocabulary",
    "ontology_files",
    "ontology_ntriples",
    "vocabulary",
]
