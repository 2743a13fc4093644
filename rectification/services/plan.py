"""Submitting a plan, the three parties' opinions on it, and putting it in force."""

from datetime import date
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import files, journal, notices, steps
from accounts.models import Organization, User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from documents import issuing
from inspections.models import Feedback
from inspections.states.assignment import ASSIGNMENT_STEPS, AssignmentState
from inspections.states.issue import ISSUE_STEPS, IssueState
from rectification.documents import plan_context, plan_title
from rectification.models import (
    PARTY_ROLES,
    PlanReview,
    RectificationItem,
    RectificationPlan,
    UnitMeeting,
)
from rectification.rules import plan as rules
from rectification.rules.coverage import check_plan
from rectification.selectors.numbers import settled_numbers
from rectification.selectors.plan import seal
from rectification.services import opinions
from rectification.services.item_clock import start_clock
from rectification.services.owed import meeting_held, plan_sent, plan_sent_back
from rectification.states import (
    ITEM_STEPS,
    PLAN_STEPS,
    ItemKind,
    ItemState,
    MeetingKind,
    Party,
    PlanState,
)


@transaction.atomic
def submit_plan(plan: RectificationPlan, *, actor: User) -> None:
    """Send the plan to the office, sealed as it stands; from now on the unit cannot change it."""
    fresh = steps.lock(plan)
    demand(rules.may_submit_plan(actor, fresh, check_plan(fresh)))
    steps.move(
        plan,
        PlanState.SUBMITTED,
        steps=PLAN_STEPS,
        actor=actor,
        submitted_by=actor,
        submitted_at=timezone.now(),
        submitted_hash=seal(fresh),
    )
    plan_sent(plan, actor)
    tell_office(plan, gettext_noop("%(unit)s submitted its rectification plan"))


@transaction.atomic
def take_up_plan(plan: RectificationPlan, *, actor: User) -> None:
    """Open the joint review: one empty opinion a party, and each party is told."""
    demand(rules.may_take_up_plan(actor, steps.lock(plan)))
    steps.move(plan, PlanState.JOINT_REVIEW, steps=PLAN_STEPS, actor=actor)
    PlanReview.objects.bulk_create(PlanReview(plan=plan, party=party) for party in Party)
    for party in Party:
        notices.queue(
            to=holders(*PARTY_ROLES[party], organization=plan.body),
            title=gettext_noop("The plan of %(unit)s waits for your opinion"),
            about=plan,
            url=plan.get_absolute_url(),
            key=f"plan-review-{plan.pk}-{party}",
            unit=plan.organization,
        )


@transaction.atomic
def return_plan(plan: RectificationPlan, *, reason: str, actor: User) -> None:
    """Send a plan back before any party was asked."""
    demand(rules.may_return_plan(actor, steps.lock(plan)))
    finish_returned(plan, opinions.needed(reason), actor)


@transaction.atomic
def review_plan(
    plan: RectificationPlan, party: Party, *, passed: bool, opinion: str, actor: User
) -> None:
    """Write one party's opinion; the last of the three decides, once.

    Locks the plan, so that of two reviewers at once the later one sees the earlier one's word.
    """
    fresh = steps.lock(plan)
    check = check_plan(fresh)
    demand(
        rules.may_pass_plan(actor, fresh, party, check)
        if passed
        else rules.may_review_plan(actor, fresh, party)
    )
    opinions.give(
        fresh.reviews.get(party=party),
        passed=passed,
        opinion=opinion,
        actor=actor,
        verb="rectification.plan_reviewed",
        subject=plan,
    )
    decide_plan(plan, actor)


def decide_plan(plan: RectificationPlan, actor: User) -> None:
    reasons = opinions.reasons_to_return(plan.reviews.all())
    if reasons is None:
        return
    if reasons:
        finish_returned(plan, reasons, actor)
        return
    steps.move(plan, PlanState.APPROVED, steps=PLAN_STEPS, actor=actor, approved_at=timezone.now())
    tell_office(plan, gettext_noop("The plan of %(unit)s passed and can be put in force"))


def finish_returned(plan: RectificationPlan, reason: str, actor: User) -> None:
    steps.move(
        plan,
        PlanState.RETURNED,
        steps=PLAN_STEPS,
        actor=actor,
        returned_at=timezone.now(),
        return_reason=reason,
    )
    plan_sent_back(plan, actor)
    tell_unit(plan, gettext_noop("Your rectification plan was returned"))


@transaction.atomic
def put_in_force(plan: RectificationPlan, *, actor: User) -> None:
    """Let an approved plan run.

    In this order: the plan in force, its document issued in the unit's name and numbers, every
    item planned with its deadline, every issue under rectification, the unit and the lead
    organs told.
    """
    demand(rules.may_put_in_force(actor, steps.lock(plan)))
    settle_numbers(plan)
    document = issuing.issue(
        "rectification_plan",
        context=plan_context(plan),
        actor=actor,
        body=plan.organization,
        organization=plan.body,
        title=plan_title(plan),
    )
    steps.move(
        plan,
        PlanState.IN_FORCE,
        steps=PLAN_STEPS,
        actor=actor,
        in_force_by=actor,
        in_force_at=timezone.now(),
        document=document,
    )
    for item in plan.items.select_related("body", "organization"):
        plan_item(item, plan, actor)
    begin_rectification(plan, actor)
    tell_unit(plan, gettext_noop("Your rectification plan is in force"))
    tell_lead_organs(plan)


def settle_numbers(plan: RectificationPlan) -> None:
    """Two drafts of one unit may have counted from the same start; the ledger keeps numbers apart.

    From the last sequence downwards, so that no two items share one on the way.
    """
    steps.lock(plan.body)
    for pk, (sequence, number) in reversed(settled_numbers(plan).items()):
        plan.items.filter(pk=pk).update(sequence=sequence, number=number)


def begin_rectification(plan: RectificationPlan, actor: User) -> None:
    for issue in plan.feedback.issues.filter(state=IssueState.FED_BACK):
        steps.move(issue, IssueState.RECTIFYING, steps=ISSUE_STEPS, actor=actor)
    assignment = plan.assignment
    if assignment and assignment.state == AssignmentState.FED_BACK:
        steps.move(
            assignment,
            AssignmentState.RECTIFYING,
            steps=cast(steps.Steps, ASSIGNMENT_STEPS),
            actor=actor,
        )


def plan_item(item: RectificationItem, plan: RectificationPlan, actor: User) -> None:
    """The deadline of an item is the date agreed in the plan; a long-term item's, its next stage."""
    feedback = plan.feedback
    if item.due_on is None:
        raise NotAllowed(_("The item has no due date."))
    clock = start_clock(
        item,
        base_on=timezone.localdate(feedback.signed_at or feedback.issued_at),
        due_on=item.due_on,
        actor=actor,
    )
    if item.kind == ItemKind.LONG_TERM:
        first = item.milestones.filter(reached_on=None).first()
        clocks.mark_long_term(clock, milestone_on=first.due_on if first else None, actor=actor)
    steps.move(item, ItemState.PLANNED, steps=ITEM_STEPS, actor=actor, clock=clock)


@transaction.atomic
def record_meeting(
    feedback: Feedback,
    *,
    kind: str,
    held_on: date,
    subject: str,
    actor: User,
    minutes: UploadedFile | None = None,
) -> UnitMeeting:
    """Record a meeting the unit held on its feedback (SD-03)."""
    demand(rules.may_record_meeting(actor, feedback))
    if held_on > timezone.localdate():
        raise NotAllowed(_("A meeting is recorded once it was held."))
    if held_on < timezone.localdate(feedback.issued_at):
        raise NotAllowed(_("The meeting lies before the feedback was issued."))
    meeting = UnitMeeting.objects.create(
        feedback=feedback,
        body=feedback.body,
        organization=feedback.organization,
        kind=kind,
        held_on=held_on,
        subject=subject,
        minutes=files.store(minutes, actor=actor) if minutes else None,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    journal.record(actor=actor, verb="rectification.meeting_recorded", subject=meeting, kind=kind)
    if kind == MeetingKind.DEMOCRATIC_LIFE:
        meeting_held(feedback, held_on, actor)
    return meeting


def tell_office(plan: RectificationPlan, title: str) -> None:
    notices.queue(
        to=holders(*OFFICE, organization=plan.body),
        title=title,
        about=plan,
        url=plan.get_absolute_url(),
        unit=plan.organization,
    )


def tell_unit(plan: RectificationPlan, title: str) -> None:
    notices.queue(
        to=holders(*UNIT, organization=plan.organization),
        title=title,
        about=plan,
        url=plan.get_absolute_url(),
    )


def tell_lead_organs(plan: RectificationPlan) -> None:
    """Liaisons of the organs that lead items, other than the unit itself."""
    organs = plan.items.exclude(lead_unit=plan.organization).order_by().values("lead_unit")
    for organ in Organization.objects.filter(pk__in=organs):
        notices.queue(
            to=holders(Role.DEPARTMENT_LIAISON, organization=organ),
            title=gettext_noop("Your organ leads items of %(unit)s's rectification plan"),
            about=plan,
            url=reverse("rectification:ledger"),
            key=f"plan-lead-{plan.pk}-{organ.pk}",
            unit=plan.organization,
        )
