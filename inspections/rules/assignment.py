"""Who may notify, enter and withdraw, and when."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holds, recused
from accounts.verdicts import ALLOWED, Verdict
from deadlines.dates import shift
from deadlines.models import DeadlineRule, Workday
from inspections.models import Assignment
from inspections.rules.plan import is_office
from inspections.rules.round import is_approved
from inspections.states.assignment import AssignmentState
from inspections.states.team import EMPOWERED

# How long before the entry the notice reaches the unit, as the office keeps that rule.
NOTICE_RULE = "round.notice.lead"


def may_notify(user: User, assignment: Assignment) -> Verdict:
    if not (verdict := is_office(user, assignment.body)):
        return verdict
    if assignment.state != AssignmentState.ASSIGNED:
        return Verdict(_("The notice has been issued already."))
    if not (verdict := is_approved(assignment.round)):
        return verdict
    if assignment.team.state not in EMPOWERED:
        return Verdict(_("The leading group has not authorised the team yet."))
    return ALLOWED


def _office_or_leader(user: User, assignment: Assignment) -> Verdict:
    if assignment.organization_id in recused(user):
        return Verdict(_("You keep away from this organisation."))
    if holds(user, *OFFICE, organization=assignment.body):
        return ALLOWED
    held = assignment.team.authorizations.all()
    if holds(user, Role.TEAM_LEADER, authorizations=held):
        return ALLOWED
    return Verdict(_("Only the office or the team's leader does this."))


def may_enter(
    user: User, assignment: Assignment, *, on: date | None = None, reason: str = ""
) -> Verdict:
    """Whether the team may enter; with the day ``on`` also whether that day can be true."""
    if not (verdict := _office_or_leader(user, assignment)):
        return verdict
    if assignment.state == AssignmentState.ASSIGNED:
        return Verdict(_("The unit has not been notified yet."))
    if assignment.state != AssignmentState.NOTIFIED:
        return Verdict(_("The team has entered already."))
    day = on or timezone.localdate()
    covered = assignment.team.authorizations.filter(
        revoked_at=None, valid_from__lte=day, valid_to__gte=day
    )
    if not covered.exists():
        return Verdict(_("The team is not authorised on that day."))
    if day > timezone.localdate():
        return Verdict(_("Record the entry on the day it happens, not before."))
    return ALLOWED if on is None else _notice_came_first(assignment, on, reason)


def _notice_came_first(assignment: Assignment, on: date, reason: str) -> Verdict:
    """The notice reaches the unit before the team; sooner than is usual only with a reason."""
    notice = getattr(assignment, "notice", None)
    if notice is None:
        return ALLOWED
    delivered = timezone.localdate(notice.delivered_at)
    if on < delivered:
        return Verdict(
            _("The notice reached the unit on %(day)s; the team did not enter before.")
            % {"day": delivered.isoformat()}
        )
    rule = DeadlineRule.objects.in_force(NOTICE_RULE, body=assignment.body, on=on)
    if rule is None or reason:
        return ALLOWED
    if delivered > shift(on, rule.amount, rule.unit, Workday.objects.calendar(since=delivered)):
        return Verdict(
            _(
                "The notice reached the unit on %(day)s; it usually comes %(span)s the entry."
                " Say why it came later."
            )
            % {"day": delivered.isoformat(), "span": rule.span}
        )
    return ALLOWED


def may_withdraw(user: User, assignment: Assignment, *, on: date | None = None) -> Verdict:
    if not (verdict := _office_or_leader(user, assignment)):
        return verdict
    if assignment.state in (AssignmentState.ASSIGNED, AssignmentState.NOTIFIED):
        return Verdict(_("The team has not entered yet."))
    if assignment.state != AssignmentState.STATIONED or assignment.entered_on is None:
        return Verdict(_("The team has withdrawn already."))
    day = on or timezone.localdate()
    if day < assignment.entered_on or day > timezone.localdate():
        return Verdict(
            _("The withdrawal lies between the entry on %(entered)s and today.")
            % {"entered": assignment.entered_on.isoformat()}
        )
    return ALLOWED


def may_sign_for(user: User, assignment: Assignment) -> Verdict:
    """The unit's head or liaison signs for the notice."""
    signers = (Role.UNIT_HEAD, Role.UNIT_LIAISON)
    if not holds(user, *signers, organization=assignment.organization):
        return Verdict(_("Only the unit's head or liaison signs for the notice."))
    notice = getattr(assignment, "notice", None)
    if notice is None:
        return Verdict(_("There is no notice yet."))
    if notice.signed_at is not None:
        return Verdict(_("The notice has been signed for already."))
    return ALLOWED


def is_of_unit(user: User, assignment: Assignment) -> bool:
    """Whether the reader stands on the inspected side and so reads the unit's words."""
    return holds(user, *UNIT, organization=assignment.organization)
