"""The automatic check of a plan: nothing left out, nothing reworded, nobody and no date missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from inspections.models import Issue
from rectification.models import PlannedIssue, RectificationItem, RectificationPlan
from rectification.rules.wording import Comparison, compare


@dataclass(frozen=True)
class IssueCheck:
    """One fed-back issue beside what the plan makes of it."""

    issue: Issue
    comparison: Comparison
    plan_id: int = 0
    planned_id: int | None = None
    items: Sequence[RectificationItem] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        return not self.items

    @property
    def label(self) -> str:
        """What the list of issues says of this one."""
        return {
            "": _("as fed back"),
            "wording": pgettext("difference", "wording"),
            "substance": _("substance"),
            "missing": _("left out"),
        }[self.difference]

    @property
    def difference(self) -> str:
        if self.is_missing:
            return "missing"
        if self.comparison.is_same:
            return ""
        return "substance" if self.comparison.is_substance else "wording"


@dataclass(frozen=True)
class Gate:
    """One automatic check: a name, what it asks, whether it holds, and the figure."""

    name: str
    note: str
    passed: bool
    result: str
    refusal: str = ""


@dataclass(frozen=True)
class PlanCheck:
    issues: list[IssueCheck]
    items: Sequence[RectificationItem]
    sent_on: date

    @property
    def missing(self) -> list[IssueCheck]:
        return [check for check in self.issues if check.is_missing]

    @property
    def reworded(self) -> list[IssueCheck]:
        return [check for check in self.issues if not check.comparison.is_same]

    @property
    def differing(self) -> list[IssueCheck]:
        return [check for check in self.issues if check.difference]

    @property
    def gates(self) -> list[Gate]:
        return [
            self.coverage_gate(),
            self.wording_gate(),
            self.responsibility_gate(),
            self.measures_gate(),
        ]

    @property
    def refusal(self) -> str:
        """The first sentence that stands in the way of passing, or nothing."""
        return next((gate.refusal for gate in self.gates if not gate.passed), "")

    def coverage_gate(self) -> Gate:
        covered = len(self.issues) - len(self.missing)
        numbers = "、".join(str(check.issue.number) for check in self.missing)
        return Gate(
            name=_("Issues covered"),
            note=_("Every fed-back issue stands in the plan"),
            passed=not self.missing,
            result=f"{covered}/{len(self.issues)}",
            refusal=_("Issue %(numbers)s is not in the plan.") % {"numbers": numbers},
        )

    def wording_gate(self) -> Gate:
        numbers = "、".join(str(check.issue.number) for check in self.reworded)
        same = len(self.issues) - len(self.reworded)
        return Gate(
            name=_("Wording as fed back"),
            note=_("The plan quotes each issue and changes nothing"),
            passed=not self.reworded,
            result=f"{same}/{len(self.issues)}",
            refusal=_("Issue %(numbers)s is worded differently from the feedback.")
            % {"numbers": numbers},
        )

    def responsibility_gate(self) -> Gate:
        whole = [item for item in self.items if item.leader_id and item.lead_unit_id]
        return Gate(
            name=_("Somebody answers"),
            note=_("One lead organ and one responsible leader an item"),
            passed=len(whole) == len(self.items),
            result=f"{len(whole)}/{len(self.items)}",
            refusal=_("%(item)s has no lead organ or no responsible leader.")
            % {"item": first_missing(self.items, whole)},
        )

    def measures_gate(self) -> Gate:
        whole = [item for item in self.items if has_goal_measures_date(item)]
        past = {item.number: past_dates(item, self.sent_on) for item in self.items}
        held = [item for item in whole if not past[item.number]]
        return Gate(
            name=_("Measures and dates"),
            note=_("Each item has a goal, measures and a date still ahead"),
            passed=len(held) == len(self.items),
            result=f"{len(held)}/{len(self.items)}",
            refusal=self.lacking(whole) or self.dates_past(past),
        )

    def lacking(self, whole: Sequence[RectificationItem]) -> str:
        missing = first_missing(self.items, whole)
        if not missing:
            return ""
        return _("%(item)s lacks its goal, its measures, its milestones or its date.") % {
            "item": missing
        }

    def dates_past(self, past: Mapping[str, list[str]]) -> str:
        """What is due before the plan is sent can only be late: nothing in a draft is done yet."""
        return _("Due before %(day)s, when the plan is submitted: %(rows)s.") % {
            "day": self.sent_on.isoformat(),
            "rows": "、".join(row for rows in past.values() for row in rows),
        }


def past_dates(item: Any, day: date) -> list[str]:
    """The rows of an item that are due before ``day``, by their numbers."""
    measures = [
        _("%(item)s measure %(number)s") % {"item": item.number, "number": number}
        for number in sorted(item.past_measures)
    ]
    milestones = [
        _("%(item)s milestone %(number)s") % {"item": item.number, "number": number}
        for number in sorted(item.past_milestones)
    ]
    own = [item.number] if item.due_on and item.due_on < day else []
    return own + measures + milestones


def first_missing(items: Sequence[RectificationItem], whole: Sequence[RectificationItem]) -> str:
    return next((item.number for item in items if item not in whole), "")


def has_goal_measures_date(item: Any) -> bool:
    """``item`` carries its counts; a long-term one also names its stages (SD-04)."""
    staged = item.kind != "long_term" or item.milestone_count > 0
    return bool(item.goal and item.due_on and item.measure_count and staged)


def worded(planned: PlannedIssue | None) -> str:
    return planned.wording if planned else ""


def check_plan(plan: RectificationPlan) -> PlanCheck:
    """Read a plan once, in four queries, whatever its size."""
    sent_on = timezone.localdate(plan.submitted_at)
    items = list(
        plan.items.select_related("lead_unit", "leader").annotate(
            measure_count=Count("measures", distinct=True),
            milestone_count=Count("milestones", distinct=True),
            past_measures=numbers_due_before("measures", sent_on),
            past_milestones=numbers_due_before("milestones", sent_on),
        )
    )
    by_issue = defaultdict(list)
    for item in items:
        by_issue[item.issue_id].append(item)
    planned = {row.issue_id: row for row in plan.planned_issues.all()}
    issues = (
        plan.feedback.issues.fed_back()
        .select_related("aspect")
        .order_by("aspect__number", "number")
    )
    return PlanCheck(
        issues=[
            IssueCheck(
                issue=issue,
                comparison=compare(issue.text, worded(planned.get(issue.pk))),
                plan_id=plan.pk,
                planned_id=planned[issue.pk].pk if issue.pk in planned else None,
                items=by_issue[issue.pk],
            )
            for issue in issues
        ],
        items=items,
        sent_on=sent_on,
    )


def numbers_due_before(rows: str, day: date) -> ArrayAgg:
    return ArrayAgg(
        f"{rows}__number", filter=Q(**{f"{rows}__due_on__lt": day}), distinct=True, default=[]
    )
