"""Whom the office may urge on: asked of one item or of many, for the same four queries."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Duty, Notice, User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import organizations
from accounts.verdicts import ALLOWED, Verdict
from rectification.models import RectificationItem
from rectification.rules.item import WORKING


def key_of(item: RectificationItem, today: date) -> str:
    """An item is urged on once a day; the notice's key keeps that even of two at once."""
    return f"urged-{today:%Y%m%d}-{item.pk}"


class Urging:
    """What one person may do for ``items`` today; duties and messages are read once for all."""

    def __init__(self, user: User, items: Iterable[RectificationItem]) -> None:
        self.user = user
        self.items = list(items)
        self.today = timezone.localdate()

    @cached_property
    def bodies(self) -> set[int]:
        return set(organizations(self.user, *OFFICE))

    @cached_property
    def own_units(self) -> set[int]:
        return set(organizations(self.user, *UNIT))

    @cached_property
    def reachable(self) -> set[int]:
        """Units that have a liaison to be told."""
        units = {item.organization_id for item in self.items}
        held = Duty.objects.current().filter(role=Role.UNIT_LIAISON, organization__in=units)
        return set(held.order_by().values_list("organization_id", flat=True))

    @cached_property
    def urged(self) -> set[str]:
        keys = [key_of(item, self.today) for item in self.items]
        return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))

    def verdict(self, item: RectificationItem) -> Verdict:
        if item.body_id not in self.bodies:
            return Verdict(_("Only the inspection office does this."))
        if item.organization_id in self.own_units:
            return Verdict(_("Nobody urges their own unit on."))
        if not self._runs(item):
            return Verdict(_("No deadline of it is running for the unit."))
        if item.clock and item.clock.asked_until:
            return Verdict(_("An extension was asked for and is not decided yet."))
        if item.organization_id not in self.reachable:
            return Verdict(_("The unit has no liaison at present."))
        if key_of(item, self.today) in self.urged:
            return Verdict(_("It was urged on today already."))
        return ALLOWED

    @staticmethod
    def _runs(item: RectificationItem) -> bool:
        clock = item.clock
        return (
            item.state in WORKING
            and clock is not None
            and clock.is_running
            and clock.paused_on is None
        )
