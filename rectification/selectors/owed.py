"""What the reader's own unit owes on its feedbacks."""

from accounts.models import User
from accounts.roles import UNIT
from accounts.scope import organizations
from rectification.models import UnitDeadlines
from rectification.models.plan import UnitDeadlinesQuerySet

CLOCKS = ("plan_clock__rule", "meeting_clock__rule", "report_clock__rule")


def owed_by(user: User) -> UnitDeadlinesQuerySet:
    return (
        UnitDeadlines.objects.visible_to(user)
        .filter(organization__in=organizations(user, *UNIT))
        .select_related("feedback", "organization", *CLOCKS)
    )
