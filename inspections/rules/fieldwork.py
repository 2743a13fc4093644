"""May this person record what was done on site?"""

from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.roles import OFFICE, TEAM, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Activity, Assignment, Method
from inspections.rules.standing import serves
from inspections.states.assignment import AssignmentState


def may_record_activity(user: User, assignment: Assignment) -> Verdict:
    if not serves(user, assignment.team, assignment.organization, *TEAM):
        return Verdict(_("Only members of this team record its work on site."))
    if assignment.state != AssignmentState.STATIONED:
        return Verdict(_("Work on site is recorded while the team is stationed there."))
    return ALLOWED


def may_change_activity(user: User, activity: Activity) -> Verdict:
    """4.2: a member changes the own part, the leader all of it."""
    if activity.filed_at is not None:
        return Verdict(_("This record is filed and stays as it is."))
    if not serves(user, activity.team, activity.organization, *TEAM):
        return Verdict(_("Only members of this team change its records."))
    if serves(user, activity.team, activity.organization, Role.TEAM_LEADER):
        return ALLOWED
    if user.pk == activity.created_by_id or activity.handlers.filter(person=user).exists():
        return ALLOWED
    return Verdict(_("A record is changed by those who took part in it, or by the team leader."))


def enough_handlers(method: Method, handlers: list[User]) -> Verdict:
    if not handlers:
        return Verdict(_("Name at least one member of the team who took part."))
    if method.needs_two_handlers and len(handlers) < 2:
        return Verdict(_("“%(method)s” is done by at least two people.") % {"method": method})
    return ALLOWED


def may_add_method(user: User, body: Organization) -> Verdict:
    if not holds(user, *OFFICE, organization=body):
        return Verdict(_("Only the inspection office adds methods of its own."))
    return ALLOWED
