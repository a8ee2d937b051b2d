"""Real cases that name matching falls into: what sources say, and what a careful reader answers.

*Unsure* is the right answer where the evidence that is given does not decide; what a reader knows
from elsewhere does not count.
"""

from tests.traps.cities import CITIES
from tests.traps.countries import COUNTRIES
from tests.traps.institutions import INSTITUTIONS
from tests.traps.making import Trap
from tests.traps.telling import told
from tests.traps.ties import TIES

TRAPS = (*COUNTRIES, *CITIES, *INSTITUTIONS, *TIES)

__all__ = ["TRAPS", "Trap", "told"]
