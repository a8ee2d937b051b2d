"""The root of every error that a user may see."""


class AccordiaError(Exception):
    """What went wrong, in one sentence meant for the user."""
