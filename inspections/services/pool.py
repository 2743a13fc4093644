"""The talent pool from which leaders and members are named."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import Organization, User
from accounts.verdicts import NotAllowed, demand
from inspections.models import FormerPost, PoolEntry
from inspections.rules.plan import is_office


@transaction.atomic
def enter_into_pool(
    *, body: Organization, person: User, may_lead: bool, speciality: str = "",
    native_place: Organization | None = None, former_unit: Organization | None = None,
    left_on: date | None = None, actor: User,
) -> PoolEntry:  # fmt: skip
    """Enter a person with what bears on recusal; entered again, the entry is brought up to date."""
    demand(is_office(actor, body))
    if (former_unit is None) != (left_on is None):
        raise NotAllowed(_("Give the former unit together with the day of leaving."))
    entry, _made = PoolEntry.objects.update_or_create(
        body=body,
        person=person,
        defaults={
            "may_lead": may_lead,
            "speciality": speciality,
            "native_place": native_place,
        },
    )
    if former_unit is not None and left_on is not None:
        FormerPost.objects.get_or_create(entry=entry, organization=former_unit, left_on=left_on)
    journal.record(actor=actor, verb="pool.entered", subject=entry, may_lead=may_lead)
    return entry
