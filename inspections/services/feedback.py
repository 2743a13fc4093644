"""Feedback of our own: from the approved report to the unit head's signature."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices
from accounts.models import Organization, User
from accounts.roles import LEADING, OFFICE, UNIT, Role
from accounts.scope import holders
from accounts.steps import edit, lock, move
from accounts.verdicts import NotAllowed, demand
from documents import issuing
from inspections.documents.feedback import feedback_context
from inspections.models import Aspect, Assignment, Feedback, FeedbackCopy, Issue, Team
from inspections.rules import feedback as rules
from inspections.selectors.team_people import in_roles
from inspections.services.followers import follow
from inspections.services.issue import feed_back
from inspections.states.assignment import ASSIGNMENT_STEPS, AssignmentState
from inspections.states.feedback import FEEDBACK_STEPS, CopyClass, Direction, FeedbackState
from inspections.states.issue import IssueState


@transaction.atomic
def draft_feedback(assignment: Assignment, *, actor: User, title: str) -> Feedback:
    """Open the feedback from the approved report: its texts, and its issues by focus item.

    One aspect is made for each focus of supervision that an approved issue stands under.
    """
    demand(rules.may_draft_feedback(actor, lock(assignment)))
    report = assignment.report
    feedback = Feedback.objects.create(
        body=assignment.body,
        organization=assignment.organization,
        assignment=assignment,
        direction=Direction.ISSUED,
        title=title,
        overall=report.overall,
        requirements=report.suggestions,
        created_by=actor,
    )
    journal.record(actor=actor, verb="inspections.feedback.drafted", subject=feedback)
    _place_issues(feedback, actor)
    return feedback


def _place_issues(feedback: Feedback, actor: User) -> None:
    approved = (
        Issue.objects.filter(assignment=feedback.assignment, state=IssueState.APPROVED)
        .select_related("focus_item")
        .order_by("focus_item__number", "citation__number")
    )
    aspects: dict[int | None, Aspect] = {}
    for issue in approved:
        if issue.focus_item is not None and issue.focus_item_id not in aspects:
            aspects[issue.focus_item_id] = Aspect.objects.create(
                feedback=feedback, number=len(aspects) + 1, title=issue.focus_item.name
            )
        edit(
            issue,
            version=issue.version,
            actor=actor,
            feedback=feedback,
            aspect=aspects.get(issue.focus_item_id),
        )


@transaction.atomic
def save_feedback(feedback: Feedback, *, version: int, actor: User, **fields: Any) -> None:
    """Save the wording of a draft; a stale form is refused."""
    demand(rules.may_edit_feedback(actor, lock(feedback)))
    edit(feedback, version=version, actor=actor, **fields)


@transaction.atomic
def add_aspect(feedback: Feedback, *, actor: User, title: str) -> Aspect:
    demand(rules.may_add_aspect(actor, lock(feedback)))
    last = feedback.aspects.aggregate(last=Max("number"))["last"] or 0
    aspect = Aspect.objects.create(feedback=feedback, number=last + 1, title=title)
    journal.record(actor=actor, verb="inspections.aspect.added", subject=aspect)
    return aspect


@transaction.atomic
def delete_aspect(aspect: Aspect, *, actor: User) -> None:
    """Delete an empty aspect of a draft; one that holds issues is refused."""
    aspect.feedback = lock(aspect.feedback)
    demand(rules.may_delete_aspect(actor, aspect))
    journal.record(
        actor=actor, verb="inspections.aspect.deleted", subject=aspect, number=aspect.number
    )
    aspect.delete()


@transaction.atomic
def place_issue(issue: Issue, *, version: int, actor: User, aspect: Aspect) -> None:
    """Put an issue of the draft under another aspect of the same feedback."""
    demand(rules.may_edit_feedback(actor, lock(aspect.feedback)))
    if issue.feedback_id != aspect.feedback_id:
        raise NotAllowed(_("The aspect belongs to another feedback."))
    edit(issue, version=version, actor=actor, aspect=aspect)


@transaction.atomic
def name_copies(
    feedback: Feedback,
    *,
    actor: User,
    leaders: Iterable[User],
    superiors: Iterable[Organization],
    departments: Iterable[Organization],
) -> None:
    """Set the cc line: the three classes of readers (YN-31)."""
    demand(rules.may_name_copies(actor, lock(feedback)))
    before = feedback.copies.count()
    feedback.copies.all().delete()
    rows = [
        *(FeedbackCopy(kind=CopyClass.LEADER, person=person) for person in leaders),
        *(FeedbackCopy(kind=CopyClass.SUPERIOR, organization=organ) for organ in superiors),
        *(FeedbackCopy(kind=CopyClass.DEPARTMENT, organization=organ) for organ in departments),
    ]
    for row in rows:
        row.feedback = feedback
    FeedbackCopy.objects.bulk_create(rows)
    journal.record(
        actor=actor,
        verb="inspections.feedback.copies",
        subject=feedback,
        before=before,
        after=len(rows),
    )


@transaction.atomic
def review_feedback(feedback: Feedback, *, actor: User) -> None:
    """The office passes the draft on to the leading group."""
    demand(rules.may_review_feedback(actor, lock(feedback)))
    _move(feedback, FeedbackState.OFFICE_REVIEWED, actor)
    _tell(
        feedback,
        holders(*LEADING, organization=feedback.body),
        gettext_noop("The feedback to %(organization)s waits for your approval"),
    )


@transaction.atomic
def return_feedback(feedback: Feedback, *, actor: User, reason: str) -> None:
    """The leading group sends the draft back with the reason."""
    demand(rules.may_decide_feedback(actor, lock(feedback)))
    if not reason.strip():
        raise NotAllowed(_("Say what must be corrected before you return it."))
    _move(feedback, FeedbackState.DRAFTING, actor, note=reason.strip())
    _tell_writers(feedback, gettext_noop("The feedback to %(organization)s was returned to you"))


@transaction.atomic
def approve_feedback(feedback: Feedback, *, actor: User) -> None:
    demand(rules.may_decide_feedback(actor, lock(feedback)))
    _move(feedback, FeedbackState.APPROVED, actor)
    _tell_writers(feedback, gettext_noop("The feedback to %(organization)s is approved"))


@transaction.atomic
def record_head_feedback(feedback: Feedback, *, actor: User, held_on: date) -> None:
    """Fed back to the head, one to one (regulation of 2015, article 26)."""
    demand(rules.may_record_head_feedback(actor, lock(feedback)))
    _refuse_future(held_on)
    _move(feedback, FeedbackState.HEAD_FEEDBACK_DONE, actor, head_feedback_on=held_on)


@transaction.atomic
def record_feedback_meeting(feedback: Feedback, *, actor: User, held_on: date) -> None:
    """Fed back to the leading body; never before the head was told (HLJ-13)."""
    demand(rules.may_record_meeting(actor, lock(feedback)))
    _refuse_future(held_on)
    if feedback.head_feedback_on is not None and held_on < feedback.head_feedback_on:
        raise NotAllowed(
            _("The meeting cannot lie before %(day)s, when the head was told.")
            % {"day": feedback.head_feedback_on.isoformat()}
        )
    _move(feedback, FeedbackState.MEETING_HELD, actor, meeting_on=held_on)


@transaction.atomic
def issue_feedback(feedback: Feedback, *, actor: User) -> None:
    """Issue the opinion: number and document (D13), issues known to the unit, unit told.

    The issues get the numbers they are printed under, and keep them from here on.
    """
    demand(rules.may_issue_feedback(actor, lock(feedback)))
    now = timezone.now()
    _move(feedback, FeedbackState.ISSUED, actor, issued_at=now)
    if feedback.assignment is not None:
        _settle_numbers(feedback, feedback.assignment)
    for issue in feedback.issues.filter(state=IssueState.APPROVED).order_by("pk"):
        feed_back(issue, actor=actor)
    document = issuing.issue(
        "feedback_opinion",
        context=feedback_context(feedback),
        actor=actor,
        body=feedback.body,
        organization=feedback.organization,
        title=feedback.title,
    )
    feedback.document = document
    feedback.number = document.number
    feedback.save(update_fields=["document", "number", "updated_at"])
    if feedback.assignment is not None:
        move(feedback.assignment, AssignmentState.FED_BACK, steps=ASSIGNMENT_STEPS, actor=actor)
    follow(feedback, actor)
    _tell(
        feedback,
        holders(*UNIT, organization=feedback.organization),
        gettext_noop("The feedback opinion for %(organization)s is issued"),
    )


def _settle_numbers(feedback: Feedback, assignment: Assignment) -> None:
    """Number the issues aspect by aspect; those of the assignment that stay out follow."""
    Team.objects.select_for_update(of=("self",)).get(pk=assignment.team_id)
    issues = Issue.objects.filter(assignment=assignment)
    told = issues.filter(feedback=feedback, state=IssueState.APPROVED)
    ordered = list(told.order_by("aspect__number", "number").values_list("pk", flat=True))
    rest = issues.exclude(pk__in=ordered).order_by("number")
    ordered += rest.values_list("pk", flat=True)
    # Beyond the last one first: a number stands once in an assignment.
    last = issues.aggregate(last=Max("number"))["last"] or 0
    issues.update(number=F("number") + last)
    for number, pk in enumerate(ordered, start=1):
        issues.filter(pk=pk).update(number=number)


@transaction.atomic
def deliver_copies(feedback: Feedback, *, actor: User) -> int:
    """Deliver a read-only copy to each reader of the cc line and tell them; how many."""
    demand(rules.may_deliver_copies(actor, lock(feedback)))
    delivered = feedback.copies.filter(delivered_at=None).update(delivered_at=timezone.now())
    _move(feedback, FeedbackState.CC_DELIVERED, actor)
    for copy in feedback.copies.select_related("person", "organization"):
        _tell(
            feedback,
            _readers(copy),
            gettext_noop("A copy of the feedback opinion for %(organization)s is there for you"),
            key=f"feedback-copy-{copy.pk}",
        )
    return delivered


@transaction.atomic
def acknowledge(feedback: Feedback, *, actor: User) -> None:
    """The unit's head signs for the opinion; deadlines count from here. The office is told."""
    demand(rules.may_acknowledge(actor, lock(feedback)))
    _move(
        feedback,
        FeedbackState.ACKNOWLEDGED,
        actor,
        signed_by=actor,
        signed_at=timezone.now(),
    )
    follow(feedback, actor)
    _tell(
        feedback,
        holders(*OFFICE, organization=feedback.body),
        gettext_noop("%(organization)s signed for its feedback opinion"),
    )


def _readers(copy: FeedbackCopy) -> Iterable[User]:
    if copy.person is not None:
        return [copy.person]
    return holders(*UNIT, Role.DEPARTMENT_LIAISON, organization=copy.organization)


def _refuse_future(day: date) -> None:
    if day > timezone.localdate():
        raise NotAllowed(_("What is recorded has taken place; the date lies in the future."))


def _move(feedback: Feedback, to: str, actor: User, **changes: Any) -> None:
    move(feedback, to, steps=FEEDBACK_STEPS, actor=actor, **changes)


def _tell_writers(feedback: Feedback, title: str) -> None:
    writers = holders(*OFFICE, organization=feedback.body)
    if feedback.assignment is not None:
        writers = writers.union(in_roles(feedback.assignment.team, *rules.WRITERS))
    _tell(feedback, writers, title)


def _tell(feedback: Feedback, people: Iterable[User], title: str, key: str = "") -> None:
    words: Mapping[str, str] = {"organization": str(feedback.organization)}
    notices.queue(
        to=people, title=title, about=feedback, url=feedback.get_absolute_url(), key=key, **words
    )
