"""Who may name a reader of one assignment, and whom."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.roles import ADMINS, OFFICE, UNIT, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Assignment, NamedGrant
from inspections.models.grant import KEEPERS
from inspections.rules.standing import is_recused, works_for

CONFIRMERS = (Role.OFFICE_DIRECTOR, Role.GROUP_LEADER)
LONGEST = timedelta(days=365)


def may_keep(user: User, assignment: Assignment) -> Verdict:
    """Who reads the list of named readers: the office and the head of the leading group."""
    if not works_for(user, assignment.body, assignment.organization, *KEEPERS):
        return Verdict(_("Only the office and the leading group's head see the named readers."))
    return ALLOWED


def may_name(user: User, assignment: Assignment) -> Verdict:
    if not works_for(user, assignment.body, assignment.organization, *OFFICE):
        return Verdict(_("Only the office names readers."))
    return ALLOWED


def may_be_named(person: User, assignment: Assignment, *, by: User) -> Verdict:
    """The exception is for somebody outside who may know of the matter at all."""
    if person == by:
        return Verdict(_("Nobody names themselves."))
    if not (verdict := may_read_by_name(person, assignment)):
        return verdict
    if NamedGrant.objects.standing().filter(assignment=assignment, person=person).exists():
        return Verdict(_("This person is named already. Revoke that first to change its last day."))
    return ALLOWED


def may_read_by_name(person: User, assignment: Assignment) -> Verdict:
    """Asked when somebody is proposed and again when it is confirmed."""
    held = Duty.objects.current().filter(person=person)
    if not person.is_active:
        return Verdict(_("This account is closed."))
    if held.filter(role__in=ADMINS).exists():
        return Verdict(_("An administrator sees no business data, by name neither."))
    if is_recused(person, assignment.organization):
        return Verdict(_("This person keeps away from this organisation."))
    inspected = (*UNIT, Role.STATIONED_GROUP)
    if (
        person.organization_id == assignment.organization_id
        or held.filter(role__in=inspected, organization=assignment.organization_id).exists()
    ):
        return Verdict(_("Nobody of the inspected organisation reads its inspection by name."))
    return ALLOWED


def may_last_until(day: date) -> Verdict:
    today = timezone.localdate()
    if day < today:
        return Verdict(_("The last day lies in the past."))
    if day > today + LONGEST:
        return Verdict(_("A reader is named for a year at most; name the person anew then."))
    return ALLOWED


def may_confirm(user: User, grant: NamedGrant) -> Verdict:
    """The second word: the director's or the head's, and never of who proposed it."""
    for verdict in (may_be_second(user, grant.assignment), waits_for(user, grant)):
        if not verdict:
            return verdict
    return may_read_by_name(grant.person, grant.assignment)


def may_be_second(user: User, assignment: Assignment) -> Verdict:
    if not works_for(user, assignment.body, assignment.organization, *CONFIRMERS):
        return Verdict(
            _("The office director or the leading group's head confirms a named reader.")
        )
    return ALLOWED


def waits_for(user: User, grant: NamedGrant) -> Verdict:
    """Whether this row still waits for that person; asks the database nothing."""
    if user.pk == grant.granted_by_id:
        return Verdict(_("Somebody else confirms what you proposed."))
    if user.pk == grant.person_id:
        return Verdict(_("Nobody confirms their own sight."))
    if grant.confirmed_at is not None:
        return Verdict(_("This has been confirmed already."))
    return still_stands(grant)


def may_revoke(user: User, grant: NamedGrant) -> Verdict:
    """To take sight away one word is enough."""
    return may_keep(user, grant.assignment) and still_stands(grant)


def still_stands(grant: NamedGrant) -> Verdict:
    if grant.revoked_at is not None:
        return Verdict(_("This has been revoked already."))
    if grant.valid_to < timezone.localdate():
        return Verdict(_("Its last day has passed already."))
    return ALLOWED


def keeps(user: User) -> bool:
    """Whether the person keeps named readers at all: then the list exists for them."""
    return holds(user, *KEEPERS)
