"""What a rectification report says of the ledger, and which reports wait for whom."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import override

from accounts.models import User
from inspections.models import Feedback
from rectification.models import RectificationItem, RectificationReport, UnitDeadlines
from rectification.models.report import ReportQuerySet
from rectification.selectors.owed import owed_by
from rectification.states import ItemState, PlanState, ReportKind

# The report is a document, and in Chinese whatever the writer's language. The unit speaks of what
# it knows: of a passed review it learns with the closure.
CLOSED_WORD = "已销号"
STATE_WORDS = {
    ItemState.CLOSED: CLOSED_WORD,
    ItemState.LONG_TERM: "长期坚持",
    ItemState.CLAIMED: "已完成，待负责人签字",
    ItemState.UNIT_CONFIRMED: "已完成，待审核销号",
    ItemState.PASSED: "已完成，待审核销号",
}
UNDER_WAY = "正在整改"


def reports_for_list(user: User) -> ReportQuerySet:
    return RectificationReport.objects.visible_to(user).select_related(
        "organization", "body", "feedback", "assignment__team", "submitted_by", "document"
    )


def waiting_reports(user: User) -> ReportQuerySet:
    return reports_for_list(user).waiting_for(user)


def reports_to_complete(user: User) -> ReportQuerySet:
    rows = reports_for_list(user)
    return rows.filter(rows.to_complete_by(user))


def reports_to_begin(user: User) -> QuerySet[UnitDeadlines]:
    """Feedbacks of the user's unit whose plan is in force, with a report nobody has begun."""
    begun = RectificationReport.objects.filter(feedback=OuterRef("feedback")).order_by()
    missing = ~Exists(begun.filter(kind=ReportKind.BODY)) | ~Exists(
        begun.filter(kind=ReportKind.HEAD)
    )
    return owed_by(user).filter(missing, feedback__plans__state=PlanState.IN_FORCE)


@override("zh-hans")
def ledger_lines(feedback: Feedback) -> list[dict[str, Any]]:
    """Each item of the feedback with its measures, its evidence and how far it has come."""
    items = (
        RectificationItem.objects.in_ledger()
        .filter(plan__feedback=feedback)
        .select_related("issue__aspect")
        .prefetch_related("measures", "evidence")
        .order_by("sequence")
    )
    return [line(item) for item in items]


def line(item: RectificationItem) -> dict[str, Any]:
    measures = list(item.measures.all())
    standing = [one for one in item.evidence.all() if one.withdrawn_at is None]
    return {
        "number": item.number,
        "aspect": item.issue.aspect.title if item.issue.aspect else "反馈问题",
        "issue": item.issue.text,
        "title": item.title,
        "measures": len(measures),
        "measures_done": sum(measure.done_on is not None for measure in measures),
        "effect": item.matter_part,
        "evidence": len(standing),
        "state": STATE_WORDS.get(ItemState(item.state), UNDER_WAY),
    }
