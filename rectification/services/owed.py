"""What a unit owes on its feedback from the day it received it: plan, meeting, reports, by when.

Before the unit signs, all count from the issue; the signature is the receipt and counts anew.
"""

from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from deadlines import clocks
from deadlines.models import Clock
from inspections.models import Feedback
from rectification.models import RectificationPlan, RectificationReport, UnitDeadlines
from rectification.states import MEETING_CLOCK, PLAN_CLOCK, REPORT_CLOCK, ReportKind

# The field of each deadline, the rule it counts by, and the kind of its clock.
DEADLINES = {
    "plan_clock": ("rectify.plan.due", PLAN_CLOCK),
    "meeting_clock": ("rectify.meeting.due", MEETING_CLOCK),
    "report_clock": ("rectify.report.months", REPORT_CLOCK),
}


@transaction.atomic
def owe(feedback: Feedback, actor: User) -> UnitDeadlines:
    """Start the deadlines, or count those that run from the day the unit signed."""
    received_on = timezone.localdate(feedback.signed_at or feedback.issued_at)
    owed = UnitDeadlines.objects.filter(feedback=feedback).first() or UnitDeadlines(
        feedback=feedback, body=feedback.body, organization=feedback.organization
    )
    for name, (rule, kind) in DEADLINES.items():
        clock = getattr(owed, name, None)
        if clock is None:
            setattr(owed, name, start(rule, kind, feedback, received_on, actor))
        elif clock.is_running and clock.base_on != received_on:
            clocks.rebase(clock, base_on=received_on, actor=actor)
    owed.save()
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
    if plan.clock:
        _run_on(plan.clock, plan.submitted_at, _("The plan was under review."), actor)


def report_sent(report: RectificationReport, actor: User) -> None:
    """The deadline is met once both reports have been sent in."""
    clock = report_clock(report, actor)
    sent = RectificationReport.objects.filter(feedback=report.feedback).sent()
    if clock.is_running and set(sent.values_list("kind", flat=True)) == set(ReportKind.values):
        clocks.stop(clock, actor=actor)


def report_clock(report: RectificationReport, actor: User) -> Clock:
    """The deadline of both reports; ``owe`` has started it."""
    return cast(Clock, owe(report.feedback, actor).report_clock)


def report_sent_back(report: RectificationReport, actor: User) -> None:
    clock = report_clock(report, actor)
    _run_on(clock, report.submitted_at, _("The report was under review."), actor)


def _run_on(clock: Clock, sent_at: datetime | None, reason: str, actor: User) -> None:
    """The deadline runs on; of what was sent in time it is later by the days it was read."""
    if clock.is_running or sent_at is None:
        return
    sent_on = timezone.localdate(sent_at)
    clocks.reopen(clock, actor=actor)
    if clock.due_on and sent_on <= clock.due_on:
        clocks.pause(clock, on=sent_on, reason=reason, actor=actor)
        clocks.resume(clock, actor=actor)


def meeting_held(feedback: Feedback, held_on: date, actor: User) -> None:
    clock = owe(feedback, actor).meeting_clock
    if clock.is_running:
        clocks.stop(clock, on=max(held_on, clock.base_on), actor=actor)
