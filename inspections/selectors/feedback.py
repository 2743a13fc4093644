"""What the page of one feedback shows to which reader."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING, OFFICE, TEAM
from accounts.scope import organizations
from accounts.verdicts import Sentence
from inspections.models import Aspect, Assignment, Feedback, Issue
from inspections.models.reach import teams_of, without_recused
from inspections.rules.feedback import WRITERS
from inspections.states.assignment import AssignmentState
from inspections.states.feedback import CopyClass, Direction, FeedbackState
from inspections.states.issue import IssueState


def feedback_for_page(user: User) -> QuerySet[Feedback]:
    return Feedback.objects.visible_to(user).select_related(
        "organization", "body", "assignment__team", "signed_by", "document__pdf"
    )


def assignments_to_feed_back(user: User) -> QuerySet[Assignment]:
    """Assignments with an approved report and no feedback yet, for those who draft it."""
    rows = Assignment.objects.filter(
        Q(body__in=organizations(user, *OFFICE)) | Q(team__in=teams_of(user, *WRITERS)),
        state=AssignmentState.REPORT_APPROVED,
        feedback=None,
    )
    return without_recused(rows, user).select_related("organization", "team")


def is_inner(feedback: Feedback, user: User) -> bool:
    """Whether the reader belongs to the inspecting side: office, leading group, own team."""
    if feedback.body_id in organizations(user, *OFFICE, *LEADING):
        return True
    if feedback.assignment is None:
        return False
    return feedback.assignment.team_id in teams_of(user, *TEAM)


@dataclass(frozen=True)
class Section:
    """An aspect with the issues under it that the reader may see, numbered over the whole."""

    aspect: Aspect
    issues: list[tuple[int, Issue]]


def sections_of(feedback: Feedback, user: User) -> list[Section]:
    """A reader of a copy sees the issues of the opinion, as far as they are fed back."""
    issues = list(readable_issues(feedback, user).order_by("aspect__number", "number", "pk"))
    sections, number = [], 0
    for aspect in feedback.aspects.all():
        numbered = []
        for issue in issues:
            if issue.aspect_id == aspect.pk:
                number += 1
                numbered.append((number, issue))
        sections.append(Section(aspect, numbered))
    return sections


def readable_issues(feedback: Feedback, user: User) -> QuerySet[Issue]:
    """What the reader may see of it: all that stands in the draft, or what was fed back."""
    seen = Issue.objects.visible_to(user).filter(feedback=feedback)
    return seen.exclude(state=IssueState.WITHDRAWN).select_related("focus_item")


def stray_issues(feedback: Feedback, user: User) -> QuerySet[Issue]:
    """Issues of the draft that stand under no aspect yet."""
    return (
        Issue.objects.visible_to(user)
        .filter(feedback=feedback, aspect=None)
        .exclude(state=IssueState.WITHDRAWN)
        .order_by("number")
    )


def copies_by_class(feedback: Feedback) -> list[dict[str, object]]:
    copies = list(feedback.copies.select_related("person", "organization"))
    return [
        {"kind": kind.label, "copies": [copy for copy in copies if copy.kind == kind]}
        for kind in CopyClass
    ]


Way = tuple[tuple[FeedbackState, Sentence], ...]
INNER_WAY = (
    (FeedbackState.DRAFTING, _("Drafted")),
    (FeedbackState.OFFICE_REVIEWED, _("Office review")),
    (FeedbackState.APPROVED, _("Approval")),
    (FeedbackState.HEAD_FEEDBACK_DONE, _("Head told")),
    (FeedbackState.MEETING_HELD, _("Feedback meeting")),
    (FeedbackState.ISSUED, _("Issued in writing")),
    (FeedbackState.CC_DELIVERED, _("Copies delivered")),
    (FeedbackState.ACKNOWLEDGED, _("Signed for")),
)
OUTER_WAY = (
    (FeedbackState.ISSUED, _("Issued in writing")),
    (FeedbackState.ACKNOWLEDGED, _("Signed for")),
)
RECEIVED_WAY = (
    (FeedbackState.DRAFTING, _("Being recorded")),
    (FeedbackState.ACKNOWLEDGED, _("Taken over")),
)


def step_bar(feedback: Feedback, *, is_inner: bool) -> list[dict[str, object]]:
    """The way of the feedback; the inspected side reads no inner step."""
    way: Way = INNER_WAY if is_inner else OUTER_WAY
    if feedback.direction == Direction.RECEIVED:
        way = RECEIVED_WAY
    order = [state for state, _name in INNER_WAY]
    reached = order.index(FeedbackState(feedback.state))
    bar: list[dict[str, object]] = []
    is_current_set = False
    for state, name in way:
        is_done = order.index(state) <= reached
        standing = "done" if is_done else "" if is_current_set else "now"
        is_current_set = is_current_set or not is_done
        bar.append({"name": name, "who": _when(feedback, state), "step": standing})
    return bar


def _when(feedback: Feedback, state: str) -> str:
    days = {
        FeedbackState.HEAD_FEEDBACK_DONE: feedback.head_feedback_on,
        FeedbackState.MEETING_HELD: feedback.meeting_on,
        FeedbackState.ISSUED: feedback.issued_at,
        FeedbackState.ACKNOWLEDGED: feedback.signed_at,
    }
    day = days.get(FeedbackState(state))
    return f"{day:%Y-%m-%d}" if day else ""


def standing_of(feedback: Feedback) -> dict[str, object]:
    if feedback.state == FeedbackState.ACKNOWLEDGED:
        name = _("Taken over") if feedback.is_received else _("Signed for")
        return {"standing": "accepted", "name": name, "text": "", "end": feedback.number}
    if feedback.is_out:
        name = _("Issued, not signed for yet")
        return {"standing": "sent", "name": name, "text": "", "end": feedback.number}
    if feedback.is_received:
        text = _("The organization sees it once it is taken over.")
        return {"standing": "draft", "name": _("Being recorded"), "text": text, "end": ""}
    text = _("The inspected organization cannot see it before it is issued.")
    return {"standing": "draft", "name": _("Not issued yet"), "text": text, "end": ""}
