"""``python -m graph.engine ADDRESS SETTINGS``: run a keeper whose lifeline is standard input."""

import sys

from graph.engine.keeper import main

main(*sys.argv[1:])
