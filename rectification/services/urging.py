"""Urge units on (催办): one message an item and day to the unit's liaison."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts import journal, notices
from accounts.models import User
from accounts.roles import Role
from accounts.scope import holders
from rectification.models import RectificationItem
from rectification.rules.urging import Urging, key_of


@transaction.atomic
def urge(items: Iterable[RectificationItem], *, actor: User) -> list[RectificationItem]:
    """Tell the liaison of each item's unit to move on, and journal it; gives the items urged on.

    Items that may not be urged on, or no longer, are left alone.
    """
    asked = Urging(actor, items)
    urged = [item for item in asked.items if asked.verdict(item)]
    for item in urged:
        notices.queue(
            to=holders(Role.UNIT_LIAISON, organization=item.organization),
            title=gettext_noop("The inspection office urges you on: %(item)s, due %(due)s"),
            about=item,
            url=item.get_absolute_url(),
            key=key_of(item, asked.today),
            item=item,
            due=item.clock.due_on if item.clock else "",
        )
        journal.record(actor=actor, verb="rectification.item_urged", subject=item)
    return urged
