"""What the pages of issues, reports and feedback show, and what waits for whom."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import journal
from accounts.models import JournalEntry, User
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, Role
from accounts.scope import holds, organizations
from inspections.models import (
    Aspect,
    CitedIssue,
    Feedback,
    InspectionReport,
    Issue,
    Round,
    WorkingPaper,
)
from inspections.models.plan import READERS
from inspections.models.reach import teams_of
from inspections.rules.report import WRITERS
from inspections.selectors.counting import number_of
from inspections.states.feedback import FeedbackState
from inspections.states.issue import IssueState
from inspections.states.paper import NUMBERED
from inspections.states.report import ReportState


def issues_for_list(user: User) -> QuerySet[Issue]:
    """The issues seen, each with ``shows_marks``: whether the reader learns of its marks."""
    marked = Issue.objects.all().marked_to(user).filter(pk=OuterRef("pk"))
    return (
        Issue.objects.visible_to(user)
        .select_related("organization", "focus_item", "assignment__team", "feedback")
        .annotate(shows_marks=Exists(marked))
    )


def reads_marks(user: User) -> bool:
    """Whether marks exist at all for this reader, as a column and a condition of the list."""
    return holds(user, *OFFICE, *LEADING, *REVIEWERS, *TEAM, Role.API_CLIENT)


def is_of_inspecting_side(user: User) -> bool:
    """Whether rounds mean anything to this reader; a unit knows its own inspections alone."""
    return holds(user, *READERS, *TEAM)


def issues_fed_back(user: User, **conditions: Any) -> QuerySet[Issue]:
    """What the units were told, as far as the reader sees it; the list's own view of that name."""
    return Issue.objects.visible_to(user).fed_back().filter(**conditions)


def fed_back(user: User, round_: Round) -> dict[str, int]:
    """How many issues of a round the units were told, and under how many aspects (LZ-18)."""
    found: dict[str, int] = issues_fed_back(user, assignment__round=round_).aggregate(
        issues=Count("pk"), aspects=Count("aspect", distinct=True)
    )
    return found


def aspects_for_list(user: User) -> QuerySet[Aspect]:
    """The headings under which issues were fed back, each with how many stand there."""
    under = issues_fed_back(user).order_by().filter(aspect=OuterRef("pk")).values("aspect")
    return (
        Aspect.objects.filter(Exists(under))
        .select_related("feedback__organization")
        .annotate(issue_count=Subquery(under.annotate(count=Count("pk")).values("count")))
    )


def issues_url(**conditions: Any) -> str:
    """The address of the issues that were fed back under these conditions."""
    return f"{reverse('inspections:issue_list')}?{urlencode(conditions | {'view': 'fed_back'})}"


def aspects_url(**conditions: Any) -> str:
    return f"{reverse('inspections:aspect_list')}?{urlencode(conditions)}"


def signed_papers_without_issue(user: User) -> QuerySet[WorkingPaper]:
    """Papers whose issue is still to be made, for the team's writers."""
    return (
        WorkingPaper.objects.visible_to(user)
        .filter(state__in=NUMBERED, issue=None, team__in=teams_of(user, *WRITERS))
        .select_related("organization")
        .order_by("serial")
    )


def reports_for_list(user: User) -> QuerySet[InspectionReport]:
    return (
        InspectionReport.objects.visible_to(user)
        .select_related("organization", "team")
        .annotate(issue_count=number_of(CitedIssue.objects.all(), "report"))
    )


def waiting_reports(user: User) -> QuerySet[InspectionReport]:
    """Drafts of one's team, submitted reports for the office, consulted ones for the group."""
    return reports_for_list(user).filter(
        Q(state=ReportState.DRAFTING, team__in=teams_of(user, *WRITERS))
        | Q(state=ReportState.SUBMITTED, body__in=organizations(user, *OFFICE))
        | Q(state=ReportState.CONSULTED, body__in=organizations(user, *LEADING))
    )


def citations_of(report: InspectionReport) -> QuerySet[CitedIssue]:
    """The cited issues, each with whether its paper is signed."""
    return report.citations.select_related("issue__focus_item", "issue__paper").annotate(
        is_signed=Exists(
            WorkingPaper.objects.filter(pk=OuterRef("issue__paper"), state__in=NUMBERED)
        )
    )


def feedback_for_list(user: User) -> QuerySet[Feedback]:
    return (
        Feedback.objects.visible_to(user)
        .select_related("organization")
        .annotate(
            aspect_count=number_of(Aspect.objects.all(), "feedback"),
            issue_count=number_of(Issue.objects.exclude(state=IssueState.WITHDRAWN), "feedback"),
        )
    )


def waiting_feedback(user: User) -> QuerySet[Feedback]:
    """What the office reviews, issues or copies, the group approves, the unit's head signs."""
    office = Q(
        body__in=organizations(user, *OFFICE),
        state__in=[
            FeedbackState.DRAFTING,
            FeedbackState.MEETING_HELD,
            FeedbackState.ISSUED,
        ],
    )
    leading = Q(body__in=organizations(user, *LEADING), state=FeedbackState.OFFICE_REVIEWED)
    team = Q(
        assignment__team__in=teams_of(user, *WRITERS),
        state__in=[
            FeedbackState.DRAFTING,
            FeedbackState.APPROVED,
            FeedbackState.HEAD_FEEDBACK_DONE,
        ],
    )
    head = Q(organization__in=organizations(user, Role.UNIT_HEAD), state=FeedbackState.CC_DELIVERED)
    return feedback_for_list(user).filter(office | leading | team | head)


# What the inspected side may know of an issue's past: nothing before the feedback.
OUTER_DEEDS = ("fed_back", "rectifying", "closed", "reopened")


def record_of_issue(issue: Issue, user: User) -> list[dict[str, object]]:
    """What was done to the issue; who is not of the body reads only what followed the feedback."""
    entries = journal.history(issue)
    if not is_inner(issue, user):
        entries = entries.filter(verb__in=[f"inspections.issue.{deed}" for deed in OUTER_DEEDS])
    return [_entry(entry) for entry in entries]


def is_inner(issue: Issue, user: User) -> bool:
    """Whether the reader belongs to the inspecting side: office, leading group, own team."""
    if issue.body_id in organizations(user, *OFFICE, *LEADING):
        return True
    if issue.assignment is None:
        return False
    return issue.assignment.team_id in teams_of(user, *TEAM)


def record_of(row: InspectionReport | Feedback) -> list[dict[str, object]]:
    return [_entry(entry) for entry in journal.history(row)]


def _entry(entry: JournalEntry) -> dict[str, object]:
    return {
        "deed": DEEDS.get(entry.verb.rpartition(".")[2], entry.verb),
        "at": entry.at,
        "who": entry.actor,
        "word": entry.words or "",  # type: ignore[attr-defined]
    }


DEEDS = {
    "made": _("Made from the signed paper"),
    "received": _("Recorded from the superior's feedback"),
    "edited": _("Wording changed"),
    "confirmed": _("Taken back from the report"),
    "in_report": _("Taken into the report"),
    "approved": pgettext_lazy("deed", "Approved"),
    "fed_back": pgettext_lazy("deed", "Fed back"),
    "withdrawn": _("Left out of the feedback"),
    "rectifying": _("Rectification began"),
    "closed": pgettext_lazy("deed", "Closed"),
    "reopened": pgettext_lazy("deed", "Reopened"),
    "drafted": _("Draft opened"),
    "started": _("Draft opened"),
    "cited": _("Issues chosen"),
    "copies": _("Readers of the copies named"),
    "drafting": _("Returned for correction"),
    "office_reviewed": _("Reviewed by the office"),
    "head_feedback_done": _("Fed back to the head"),
    "meeting_held": _("Feedback meeting held"),
    "issued": _("Issued in writing"),
    "cc_delivered": _("Copies delivered"),
    "acknowledged": _("Signed for"),
    "imported": _("Issues imported"),
    "deleted": _("Deleted"),
}
