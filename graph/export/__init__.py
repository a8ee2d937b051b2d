"""The graph taken away: sorted, with prefixes, without blank nodes or times."""
