"""A plan as a whole: its rows in order, its seal, and its five levels of counting."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import segno
from django.db.models import Prefetch

from accounts.models import User
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
    issues = plan.feedback.issues.fed_back()
    items = plan.items.all()
    return Decomposition(
        aspects=issues.exclude(aspect=None).order_by().values("aspect").distinct().count(),
        issues=issues.count(),
        items=items.count(),
        measures=Measure.objects.filter(item__plan=plan).count(),
        lead_units=items.exclude(lead_unit=None).order_by().values("lead_unit").distinct().count(),
        responsible_units=ItemResponsible.objects.filter(item__plan=plan)
        .order_by()
        .values("organization")
        .distinct()
        .count(),
    )


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
