"""The first page."""

from flask import Blueprint, render_template

from webapp.engine import app_settings
from webapp.examples import examples
from webapp.language import current_language
from webapp.views.overview import counts, specimen
from webapp.views.sources import sources

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the search, what is loaded, one tie with its proof, and questions to begin with."""
    return render_template(
        "home.html", counts=counts(), specimen=specimen(), sources=sources(),
        examples=examples(app_settings().base, current_language()),
    )  # fmt: skip
