"""The steps of the ladder of reminders."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal, steps
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from deadlines import rules
from deadlines.models import Rung


@transaction.atomic
def add_rung(*, offset: int, unit: str, audiences: list[str], is_active: bool, actor: User) -> Rung:
    demand(rules.may_keep_calendar(actor))
    _demand_free(offset, unit, None)
    rung = Rung.objects.create(offset=offset, unit=unit, audiences=audiences, is_active=is_active)
    journal.record(
        actor=actor, verb="rung.added", subject=rung, offset=offset, unit=unit, audiences=audiences
    )
    return rung


@transaction.atomic
def edit_rung(
    rung: Rung,
    *,
    version: int,
    offset: int,
    unit: str,
    audiences: list[str],
    is_active: bool,
    actor: User,
) -> None:
    """Change a step. What it reminded of already is not sent again; other dates follow the change."""
    demand(rules.may_keep_calendar(actor))
    _demand_free(offset, unit, rung)
    steps.edit(
        rung,
        version=version,
        actor=actor,
        offset=offset,
        unit=unit,
        audiences=audiences,
        is_active=is_active,
    )


def _demand_free(offset: int, unit: str, rung: Rung | None) -> None:
    taken = Rung.objects.filter(offset=offset, unit=unit)
    if rung is not None:
        taken = taken.exclude(pk=rung.pk)
    if taken.exists():
        raise NotAllowed(_("There is a step at this distance already; change that one."))
