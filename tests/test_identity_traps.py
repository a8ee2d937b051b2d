"""Real cases that name matching falls into: none is merged wrongly, and each is told as it is."""

import pytest

from tests.traps import TRAPS, Trap, told

NAMES = [trap.name for trap in TRAPS]


@pytest.mark.parametrize("trap", TRAPS, ids=NAMES)
def test_a_trap_is_told_as_a_careful_reader_would(trap: Trap) -> None:
    from graph.matching import identify

    outcome, merged = told(trap, identify)
    assert (outcome, merged) == (trap.expected, trap.expected == "same"), trap.why


@pytest.mark.parametrize("trap", TRAPS, ids=NAMES)
def test_the_order_of_the_sources_changes_nothing(trap: Trap) -> None:
    from graph.matching import identify

    turned = Trap(trap.name, trap.expected, trap.why, trap.other, trap.one)
    assert told(trap, identify) == told(turned, identify)


def test_every_trap_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(TRAPS)
