"""The commands, one idea per file."""

from webapp.commands.check import check
from webapp.commands.export import export
from webapp.commands.load import load, remove
from webapp.commands.network import network
from webapp.commands.query import query
from webapp.commands.review import review
from webapp.commands.serve import serve
from webapp.commands.sources import sources, versions

COMMANDS = (serve, load, remove, versions, sources, query, export, network, review, check)
