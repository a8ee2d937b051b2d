"""Pairs whose truth comes from an identifier or a place that the matcher is not shown."""
