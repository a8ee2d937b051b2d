"""What templates may call: names from the ontology, numbers, links."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, request
from flask_babel import format_decimal
from markupsafe import Markup

from graph.store import DamagedFile, Manifest, NoSuchVersion
from ontology import UnknownTerm, vocabulary
from webapp.addresses import external_url, local_path, short_name
from webapp.engine import has_session, served
from webapp.language import LANGUAGES, current_language

LONGEST = 160
"""Characters of a name where it is one of many; its own page shows all of it."""

EMPHASIS = "**"
"""How Markdown marks emphasis: some sources are Markdown, and a quote is kept as it stands."""

AFTER_SLASHES = re.compile(r"(?<=/)(?!/)")

QUOTATION = {"fr": ("«\u202f", "\u202f»"), "de": ("„", "“")}


def init_app(app: Flask) -> None:
    """Give templates these functions."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    functions: tuple[Callable[..., Any], ...] = (
        class_label, class_noun, concept_label, current_language, external_url, language_links,
        local_path, manifest, property_label, quotation_marks,
    )  # fmt: skip
    app.jinja_env.globals.update({function.__name__: function for function in functions})
    filters: tuple[Callable[..., Any], ...] = (
        breakable, figure, host, plural, quoted, short_name, shortened, upper_first,
    )  # fmt: skip
    app.jinja_env.filters.update({function.__name__: function for function in filters})
    app.jinja_env.filters["number"] = format_decimal


def class_label(name: str) -> str:
    """Return the label of a class, in the language of the request."""
    return vocabulary().label(name, current_language()) if name in vocabulary().classes else name


def property_label(name: str) -> str:
    """Return the label of a property of the vocabulary, or its short name."""
    known = name in vocabulary().properties
    return vocabulary().label(name, current_language()) if known else short_name(name)


def concept_label(scheme: str, slug: str) -> str:
    """Return the label of a concept; the slug where the ontology does not know it."""
    try:
        return vocabulary().concept(scheme, slug).label(current_language())
    except UnknownTerm:
        return slug


def plural(label: str) -> str:
    """Return the plural of a class label.

    The labels are few and regular in both languages; a test holds all of them to this rule.
    """
    if current_language() == "en" and label.endswith("y"):
        return label[:-1] + "ies"
    return label if label.endswith("s") else label + "s"


def upper_first(text: str) -> str:
    """Return the text with a capital at its beginning, the rest untouched."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return the text, cut with an ellipsis where it is long."""
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def quoted(text: str) -> str:
    """Return a quote as it is shown: without the marks of emphasis of its source."""
    return text.replace(EMPHASIS, "")


def breakable(address: str) -> Markup:
    """Return an address that a line may break after slashes; copied, it is the same."""
    part = Markup('<span class="unbroken">{}</span>')
    return Markup("").join(part.format(one) for one in AFTER_SLASHES.split(address) if one)


def adds_to(class_: str, label: str) -> bool:
    """Tell whether a kind says more than the class: both may be called “twinning”."""
    return label.casefold() != class_label(class_).casefold()


def class_noun(class_: str, number: int) -> str:
    """Return the label of a class, in the plural where there are several."""
    return class_label(class_) if number == 1 else plural(class_label(class_))


def figure(number: str) -> str:
    """Return a number as the language of the request writes it; as it is where it is none."""
    try:
        return str(format_decimal(Decimal(number)))
    except InvalidOperation:
        return number


def host(address: str) -> str:
    """Return the host of an address, for the reader to see where a link leads."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the marks that open and close a quotation in that language."""
    return QUOTATION.get(language.partition("-")[0], ("“", "”"))


def language_links() -> Mapping[str, str]:
    """Return this same address in each language.

    Exactly one slash begins it: two would name another host.
    """
    path = "/" + quote(request.path.lstrip("/"))
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return {one: f"{path}?{urlencode([*kept, ('lang', one)])}" for one in LANGUAGES}


def manifest() -> Manifest | None:
    """Return the version of the graph that the page is made from, for its footer.

    None for a page that is made without the graph: it shall not wait for an engine.
    """
    try:
        return served() if has_session() else None
    except (DamagedFile, NoSuchVersion):
        return None
