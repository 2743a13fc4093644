"""The deadline of an item: the date agreed in its plan, or set when it was reopened."""

from datetime import date

from accounts.models import User
from deadlines import clocks
from deadlines.models import Clock
from rectification.models import RectificationItem
from rectification.states import ITEM_CLOCK


def start_clock(item: RectificationItem, *, base_on: date, due_on: date, actor: User) -> Clock:
    return clocks.start(
        "rectify.concentrated.months",
        kind=ITEM_CLOCK,
        base_on=base_on,
        due_on=due_on,
        title=f"{item.number} {item.title}"[:200],
        url=item.get_absolute_url(),
        body=item.body,
        organization=item.organization,
        actor=actor,
    )
