"""Does the evidence that the matcher sees decide a pair? By rule, before any matcher has run."""

from benchmarks.reference.judge import CLOSE_KM, kilometres
from benchmarks.reference.scenario import Scenario, Truth

DECIDABLE, AMBIGUOUS, OTHER_WORDS = "decidable", "homonyms", "other words"


def decidability(one: Truth, other: Truth, scenario: Scenario) -> str:
    """Tell whether names, country, area and visible coordinates single the pair out.

    ``homonyms``: in one of the two sources another thing fits as well, so *unsure* is right.
    ``other words``: no name of the one shares a word with a name of the other.
    """
    if not _words(one) & _words(other):
        return OTHER_WORDS
    if _rivalled(one, other, scenario) or _rivalled(other, one, scenario):
        return AMBIGUOUS
    return DECIDABLE


def _words(truth: Truth) -> set[str]:
    return {
        word for name in truth.folded for word in name.split() if len(word) > 2 or len(name) < 6
    }


def _rivalled(one: Truth, other: Truth, scenario: Scenario) -> bool:
    """Tell whether, in the source of the other, something else fits this one as well."""
    main = one.folded[:1]
    if other.folded[:1] == main:
        return any(
            rival.folded[:1] == main and _fits(one, rival)
            for rival in _bearers(main, other, scenario)
        )
    return any(_fits(one, rival) for rival in _bearers(main, other, scenario))


def _bearers(names: tuple[str, ...], other: Truth, scenario: Scenario) -> list[Truth]:
    paths = (path for name in names for path in scenario.by_name.get(name, ()))
    found = (scenario.truths[path] for path in paths)
    return [truth for truth in found if truth.source == other.source and truth is not other]


def _fits(one: Truth, rival: Truth) -> bool:
    if one.country and rival.country and one.country != rival.country:
        return False
    if one.area and rival.area and one.area != rival.area:
        return False
    if one.level and rival.level and one.level != rival.level:
        return False
    if one.shows_point and rival.shows_point and one.point and rival.point:
        return kilometres(one.point, rival.point) < CLOSE_KM
    return True
