"""Curated facts: one YAML file for each source document."""

from loaders.factfile.read import FactDocument, load_fact_file, read_fact_file

__all__ = ["FactDocument", "load_fact_file", "read_fact_file"]
