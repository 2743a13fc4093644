"""The context of the printed feedback opinion (D13)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from inspections.documents.wording import committee_of, kind_of
from inspections.models import Assignment, Feedback, FeedbackCopy
from inspections.states.feedback import CopyClass
from inspections.states.issue import KNOWN_TO_UNIT

CC_ORDER = (CopyClass.SUPERIOR, CopyClass.LEADER, CopyClass.DEPARTMENT)


@override("zh-hans")  # on paper it is Chinese, whatever the clerk reads
def feedback_context(feedback: Feedback) -> dict[str, Any]:
    """The opinion as issued: evaluation, issues under their aspects, requirements, cc line."""
    assignment = feedback.assignment
    if assignment is None:
        raise ValueError("Only feedback of our own is printed.")
    today = timezone.localdate().isoformat()
    return {
        "issuer": feedback.body.name,
        "recipient": feedback.organization.name,
        "signed_by": feedback.body.name,
        "signed_on": today,
        "copies": copy_line(feedback),
        "printed_by": feedback.body.name,
        "printed_on": today,
        "decided_by": committee_of(feedback.body),
        "team": assignment.team.name,
        "mode": kind_of(assignment),
        "target": feedback.organization.name,
        "starts_on": _day(assignment, "entered_on"),
        "ends_on": _day(assignment, "withdrawn_on"),
        "overall": feedback.overall,
        "aspects": _aspects(feedback),
        "requirements": [line for line in feedback.requirements.splitlines() if line.strip()],
    }


def copy_line(feedback: Feedback) -> list[str]:
    """The readers of the cc line: Party organisations above, leaders, then departments."""
    copies = feedback.copies.select_related("person", "organization")
    rank = {kind: place for place, kind in enumerate(CC_ORDER)}
    return [_reader(copy) for copy in sorted(copies, key=lambda copy: rank[CopyClass(copy.kind)])]


def _reader(copy: FeedbackCopy) -> str:
    if copy.person is not None:
        return f"{copy.person.full_name}同志"
    return copy.organization.name if copy.organization else ""


def _aspects(feedback: Feedback) -> list[dict[str, Any]]:
    """Issues carry the numbers that were settled when the opinion was issued."""
    aspects: list[dict[str, Any]] = []
    for aspect in feedback.aspects.all():
        known = aspect.issues.filter(state__in=KNOWN_TO_UNIT).order_by("number")
        issues = [
            {"number": issue.number, "title": issue.title, "text": issue.text} for issue in known
        ]
        if issues:
            aspects.append({"title": aspect.title, "issues": issues})
    return aspects


def _day(assignment: Assignment, name: str) -> str:
    day = getattr(assignment, name)
    return day.isoformat() if day else timezone.localdate().isoformat()
