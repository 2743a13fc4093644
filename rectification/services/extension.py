"""A later date for an item: asked by the unit, decided by the office."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import notices, steps
from accounts.models import User
from accounts.roles import OFFICE
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from deadlines.models import Clock, Extension
from rectification.models import RectificationItem
from rectification.rules.item import (
    may_decide_extension,
    may_request_extension,
    pending_extensions,
)
from rectification.services.review import tell_unit


@transaction.atomic
def request_extension(
    item: RectificationItem, *, until: date, reason: str, actor: User
) -> Extension:
    """Ask for a later date; the old one stays on record, and the office is told."""
    fresh = steps.lock(item)
    demand(may_request_extension(actor, fresh))
    extension = clocks.request_extension(
        running_clock(fresh), until=until, reason=reason, actor=actor
    )
    notices.queue(
        to=holders(*OFFICE, organization=item.body),
        title=gettext_noop("%(item)s: an extension until %(until)s is asked for"),
        about=item,
        url=item.get_absolute_url(),
        key=f"extension-{extension.pk}",
        item=item,
        until=until.isoformat(),
    )
    return extension


@transaction.atomic
def decide_extension(item: RectificationItem, *, granted: bool, reason: str, actor: User) -> None:
    """Grant or refuse the pending request; the unit is told."""
    fresh = steps.lock(item)
    demand(may_decide_extension(actor, fresh))
    extension = pending_extensions(fresh).get()
    clocks.decide_extension(extension, granted=granted, reason=reason, actor=actor)
    tell_unit(
        item,
        gettext_noop("The extension of %(item)s was granted")
        if granted
        else gettext_noop("The extension of %(item)s was refused"),
    )


def running_clock(item: RectificationItem) -> Clock:
    if item.clock is None:
        raise NotAllowed(_("No deadline of this item is running."))
    return item.clock
