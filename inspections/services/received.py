"""Feedback received from a superior inspection: recorded, imported, taken over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import Organization, User
from accounts.steps import lock, move
from accounts.verdicts import NotAllowed, demand
from inspections.models import Aspect, Feedback, FocusItem, Issue
from inspections.rules import feedback as rules
from inspections.services.followers import follow
from inspections.services.issue import feed_back
from inspections.states.feedback import RECEIVED_STEPS, Direction, FeedbackState
from inspections.states.issue import IssueOrigin


@dataclass(frozen=True)
class ReceivedIssue:
    """One issue as the superior worded it, under the aspect it stands in."""

    aspect: str
    title: str
    text: str
    focus_item: FocusItem | None = None


@transaction.atomic
def record_received(
    *, actor: User, body: Organization, organization: Organization, superior: str, **fields: Any
) -> Feedback:
    """Open a received feedback; its aspects and issues are added or imported next."""
    demand(rules.may_record_received(actor, body, organization))
    feedback = Feedback.objects.create(
        body=body,
        organization=organization,
        direction=Direction.RECEIVED,
        superior=superior,
        created_by=actor,
        **fields,
    )
    journal.record(actor=actor, verb="inspections.feedback.received", subject=feedback)
    return feedback


@transaction.atomic
def add_received_issue(
    feedback: Feedback, *, actor: User, aspect: Aspect, title: str, text: str, **fields: Any
) -> Issue:
    """Add one issue in the superior's own words."""
    demand(rules.may_edit_feedback(actor, lock(feedback)))
    if aspect.feedback_id != feedback.pk:
        raise NotAllowed(_("The aspect belongs to another feedback."))
    if not feedback.is_received:
        raise NotAllowed(_("Issues of our own feedback come from signed papers only."))
    last = feedback.issues.aggregate(last=Max("number"))["last"] or 0
    issue = Issue.objects.create(
        body=feedback.body,
        organization=feedback.organization,
        feedback=feedback,
        aspect=aspect,
        origin=IssueOrigin.RECEIVED,
        number=last + 1,
        title=title,
        text=text,
        created_by=actor,
        **fields,
    )
    journal.record(actor=actor, verb="inspections.issue.received", subject=issue)
    return issue


@transaction.atomic
def import_issues(
    feedback: Feedback, *, actor: User, rows: Sequence[ReceivedIssue]
) -> tuple[int, int]:
    """Add all rows or none; how many aspects and issues the feedback holds afterwards.

    An aspect named in several rows is made once. An issue whose wording stands there already is
    refused, so the same workbook cannot be imported twice.
    """
    demand(rules.may_edit_feedback(actor, lock(feedback)))
    known = set(feedback.issues.values_list("text", flat=True))
    aspects = {aspect.title: aspect for aspect in feedback.aspects.all()}
    last = feedback.aspects.aggregate(last=Max("number"))["last"] or 0
    for row in rows:
        if row.text in known:
            raise NotAllowed(_("“%(issue)s” is recorded already.") % {"issue": row.title})
        known.add(row.text)
        if row.aspect not in aspects:
            last += 1
            aspects[row.aspect] = Aspect.objects.create(
                feedback=feedback, number=last, title=row.aspect
            )
        add_received_issue(
            feedback,
            actor=actor,
            aspect=aspects[row.aspect],
            title=row.title,
            text=row.text,
            focus_item=row.focus_item,
        )
    counts = feedback.aspects.count(), feedback.issues.count()
    journal.record(
        actor=actor,
        verb="inspections.feedback.imported",
        subject=feedback,
        aspects=counts[0],
        issues=counts[1],
    )
    return counts


@transaction.atomic
def take_over(feedback: Feedback, *, actor: User) -> None:
    """Close the record: its issues stand as fed back, and the unit may decompose them."""
    demand(rules.may_take_over(actor, lock(feedback)))
    move(
        feedback,
        FeedbackState.ACKNOWLEDGED,
        steps=RECEIVED_STEPS,
        actor=actor,
        signed_by=actor,
        signed_at=timezone.now(),
    )
    for issue in feedback.issues.order_by("pk"):
        feed_back(issue, actor=actor)
    follow(feedback, actor)
