"""What a drafted item must satisfy before anybody reviews it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Issue
from rectification.models import RectificationItem, RectificationPlan
from rectification.states import ItemKind


def fits_feedback(plan: RectificationPlan, issue: Issue, due_on: date | None) -> Verdict:
    if issue.feedback_id != plan.feedback_id or not issue.is_fed_back:
        return Verdict(_("This issue does not belong to the feedback of the plan."))
    issued_at = plan.feedback.issued_at
    if due_on and issued_at and due_on < timezone.localdate(issued_at):
        return Verdict(_("The due date lies before the feedback was issued."))
    return ALLOWED


def measures_fit(item: RectificationItem, due_on: date | None) -> Verdict:
    if due_on is None:
        return ALLOWED
    late = item.measures.filter(due_on__gt=due_on).first()
    if late is not None:
        return Verdict(
            _("Measure %(number)s is due later than the item.") % {"number": late.number}
        )
    return ALLOWED


def within_item(item: RectificationItem, due_on: date) -> Verdict:
    if item.due_on and due_on > item.due_on:
        return Verdict(
            _("Due on %(date)s, later than its item (%(item)s).")
            % {"date": due_on.isoformat(), "item": item.due_on.isoformat()}
        )
    return ALLOWED


def may_remove(item: RectificationItem) -> Verdict:
    count = item.measures.count()
    if count:
        return Verdict(_("The item has %(count)s measures; remove them first.") % {"count": count})
    return ALLOWED


def may_have_milestones(item: RectificationItem) -> Verdict:
    if item.kind != ItemKind.LONG_TERM:
        return Verdict(_("Only a long-term item has milestones."))
    return ALLOWED
