"""On whose side a reader stands: how much a review that is still open tells them."""

from accounts.models import User
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from accounts.scope import holds

INNER = LEADING | OFFICE | REVIEWERS | TEAM
UNIT_SIDE = UNIT | {Role.DEPARTMENT_LIAISON, Role.STATIONED_GROUP, Role.API_CLIENT}


def reads_as_unit(user: User) -> bool:
    """Whether the reader learns no more of a review than the inspected unit does.

    The unit does not read an opinion before all parties have spoken, and learns of a pass with the
    closure. Whoever stands on both sides, or on none (a reader by name), is told the lesser part.
    """
    return holds(user, *UNIT_SIDE) or not holds(user, *INNER)
