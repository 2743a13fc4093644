"""A plan as a whole: its rows in order, its seal, and its five levels of counting."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.db.models import Count, Prefetch, QuerySet

from accounts.models import User
from inspections.models import Issue
from rectification.models import ItemResponsible, Measure, RectificationItem, RectificationPlan
from rectification.models.plan import PlanQuerySet


@dataclass(frozen=True)
class Decomposition:
    """方面 → 问题 → 项 → 条, and who answers: never one count from another."""

    aspects: int
    issues: int
    items: int
    measures: int
    lead_units: int
    responsible_units: int


def decomposition(plan: RectificationPlan) -> Decomposition:
    return decompositions([plan])[plan.pk]


def decompositions(plans: Sequence[RectificationPlan]) -> dict[int, Decomposition]:
    """The counts of each plan, by its key, for the price of four queries in all."""
    issues = _counts(
        Issue.objects.fed_back().filter(feedback__in=[plan.feedback_id for plan in plans]),
        "feedback", rows="pk", aspects="aspect",
    )  # fmt: skip
    items = _counts(
        RectificationItem.objects.filter(plan__in=plans), "plan", rows="pk", lead_units="lead_unit"
    )
    measures = _counts(Measure.objects.filter(item__plan__in=plans), "item__plan", rows="pk")
    responsibles = _counts(
        ItemResponsible.objects.filter(item__plan__in=plans), "item__plan", units="organization"
    )
    return {
        plan.pk: Decomposition(
            aspects=issues[plan.feedback_id]["aspects"],
            issues=issues[plan.feedback_id]["rows"],
            items=items[plan.pk]["rows"],
            measures=measures[plan.pk]["rows"],
            lead_units=items[plan.pk]["lead_units"],
            responsible_units=responsibles[plan.pk]["units"],
        )
        for plan in plans
    }


def _counts(groups: QuerySet, by: str, **distinct: str) -> dict[int, Counter[str]]:
    """How many different values each group has; a group without rows has none."""
    counted = {name: Count(field, distinct=True) for name, field in distinct.items()}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for group in groups.order_by().values(by).annotate(**counted):
        found[group.pop(by)] = Counter(group)
    return found


def ordered_items(plan: RectificationPlan) -> list[RectificationItem]:
    """Items with everything that is printed of them, in a constant number of queries."""
    measures = Measure.objects.select_related("leader").order_by("number")
    responsibles = ItemResponsible.objects.select_related("organization")
    return list(
        plan.items.select_related("issue__aspect", "leader", "lead_unit")
        .prefetch_related(
            Prefetch("measures", measures),
            Prefetch("responsibles", responsibles),
            "milestones",
        )
        .order_by("issue__aspect__number", "issue__number", "sequence")
    )


def content(plan: RectificationPlan) -> dict[str, Any]:
    """What the plan undertakes, as plain values in a fixed order."""
    return {
        "feedback": plan.feedback_id,
        "edition": plan.number,
        "wordings": list(
            plan.planned_issues.order_by("issue_id").values_list("issue_id", "wording")
        ),
        "items": [item_content(item) for item in ordered_items(plan)],
    }


def item_content(item: RectificationItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "goal": item.goal,
        "kind": item.kind,
        "leader": item.leader_id,
        "lead_unit": item.lead_unit_id,
        "responsibles": sorted(row.organization_id for row in item.responsibles.all()),
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "measures": [
            [row.number, row.text, row.leader_id, row.department, row.due_on.isoformat()]
            for row in item.measures.all()
        ],
        "milestones": [
            [row.number, row.name, row.due_on.isoformat()] for row in item.milestones.all()
        ],
    }


def seal(plan: RectificationPlan) -> str:
    """A fingerprint of what was submitted; the receipt carries it."""
    text = json.dumps(content(plan), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def waiting_plans(user: User) -> PlanQuerySet:
    """Plans that wait for this reader's word."""
    rows = RectificationPlan.objects.visible_to(user).waiting_for(user)
    return rows.select_related("organization", "clock__rule")


@dataclass(frozen=True)
class QrPath:
    """A QR code as one SVG path, so that no picture has to be fetched."""

    size: int
    path: str


def qr_path(text: str) -> QrPath:
    rows = [list(row) for row in segno.make(text, micro=False).matrix]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return QrPath(size=len(rows), path=path)
