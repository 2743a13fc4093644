"""What a unit owes on its feedback from the day it received it: a plan and a meeting, by when.

Before the unit signs, both count from the issue; the signature is the receipt and counts anew.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from deadlines import clocks
from deadlines.models import Clock
from inspections.models import Feedback
from rectification.models import RectificationPlan, UnitDeadlines
from rectification.states import MEETING_CLOCK, PLAN_CLOCK


@transaction.atomic
def owe(feedback: Feedback, actor: User) -> UnitDeadlines:
    """Start both deadlines, or count those that run from the day the unit signed."""
    received_on = timezone.localdate(feedback.signed_at or feedback.issued_at)
    owed = UnitDeadlines.objects.filter(feedback=feedback).first()
    if owed is None:
        return UnitDeadlines.objects.create(
            feedback=feedback,
            body=feedback.body,
            organization=feedback.organization,
            plan_clock=start("rectify.plan.due", PLAN_CLOCK, feedback, received_on, actor),
            meeting_clock=start("rectify.meeting.due", MEETING_CLOCK, feedback, received_on, actor),
        )
    for clock in (owed.plan_clock, owed.meeting_clock):
        if clock.is_running and clock.base_on != received_on:
            clocks.rebase(clock, base_on=received_on, actor=actor)
    return owed


def start(rule: str, kind: str, feedback: Feedback, base_on: date, actor: User) -> Clock:
    return clocks.start(
        rule,
        kind=kind,
        base_on=base_on,
        title=feedback.title,
        url=feedback.get_absolute_url(),
        body=feedback.body,
        organization=feedback.organization,
        actor=actor,
    )


def plan_sent(plan: RectificationPlan, actor: User) -> None:
    """What the unit owed is done when it submits; how long others read is not its time."""
    if plan.clock and plan.clock.is_running:
        clocks.stop(plan.clock, actor=actor)


def plan_sent_back(plan: RectificationPlan, actor: User) -> None:
    """The deadline runs on; of a plan sent in time it is later by the days it was read."""
    if plan.clock is None or plan.clock.is_running or plan.submitted_at is None:
        return
    sent_on = timezone.localdate(plan.submitted_at)
    clocks.reopen(plan.clock, actor=actor)
    if plan.clock.due_on and sent_on <= plan.clock.due_on:
        clocks.pause(plan.clock, on=sent_on, reason=_("The plan was under review."), actor=actor)
        clocks.resume(plan.clock, actor=actor)


def meeting_held(feedback: Feedback, held_on: date, actor: User) -> None:
    clock = owe(feedback, actor).meeting_clock
    if clock.is_running:
        clocks.stop(clock, on=max(held_on, clock.base_on), actor=actor)
