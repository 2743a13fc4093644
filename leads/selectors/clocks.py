"""Whose clocks run for leads: the discipline side's, and the lead clerks' to call for."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from accounts.scope import holders
from deadlines.models import Audience, Clock
from leads import rules
from leads.models import Lead
from leads.states import HANDED_OVER


def recipients(clock: Clock, audience: str) -> QuerySet[User]:
    """Case managers handle and answer for it; the lead clerks stand for the office. Nobody else."""
    lead = Lead.objects.filter(of_clock(clock)).select_related("body", "team").first()
    if lead is None:
        return User.objects.none()
    role = Role.LEAD_CLERK if audience == Audience.OFFICE else Role.DISCIPLINE_CASE_MANAGER
    may_open = rules.people_who_may_open(lead)
    return holders(role, organization=lead.body).filter(pk__in=may_open.values("pk"))


def of_clock(clock: Clock) -> Q:
    return Q(opinion_clock=clock) | Q(feedback_clock=clock) | Q(conclusion_clock=clock)


def clocks_visible_to(user: User) -> QuerySet:
    """Clocks of leads the person may know of, without a way from the clock to anything else."""
    known = Lead.objects.visible_to(user).filter(state__in=HANDED_OVER)
    return Clock.objects.filter(
        Q(pk__in=known.values("opinion_clock"))
        | Q(pk__in=known.values("feedback_clock"))
        | Q(pk__in=known.values("conclusion_clock"))
    ).values("pk")
