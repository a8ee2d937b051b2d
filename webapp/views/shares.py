"""Parts of a whole, in words."""

from flask_babel import format_percent, gettext

from webapp.language import current_language

FORMS = {"fr": "0.#\u202f%", "en": "0.#%"}


def share(part: int, whole: int) -> str:
    """Return how much of the whole a part is; a very small part is not said to be none."""
    if not whole:
        return "–"
    value = part / whole
    if 0 < value < 0.001:  # what one decimal can say
        return str(gettext("less than %(share)s", share=_percent(0.001)))
    return _percent(min(value, 0.999) if part < whole else value)


def _percent(value: float) -> str:
    return str(format_percent(value, FORMS[current_language()]))
