"""Where each target of a round stands, from the first preparation to the last item closed.

The stages before the feedback are those of its assignment; behind them, what the reader may see of
its plan and items decides.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from accounts.models import User
from inspections.models import Assignment, Round, RoundTarget
from inspections.states.assignment import UNDER_WAY, AssignmentState
from overview.cells import Cell
from rectification.models import RectificationItem, RectificationPlan
from rectification.states import ItemState, PlanState


class Stage(TextChoices):
    PREPARED = "prepared", pgettext_lazy("stage", "Being prepared")
    ON_SITE = "on_site", pgettext_lazy("stage", "On site")
    REPORTED = "reported", pgettext_lazy("stage", "Reported")
    FED_BACK = "fed_back", pgettext_lazy("stage", "Fed back")
    PLAN_PASSED = "plan_passed", pgettext_lazy("stage", "Plan passed")
    RECTIFYING = "rectifying", pgettext_lazy("stage", "Rectifying")
    CLOSED = "closed", pgettext_lazy("stage", "All closed")


STAGE_TONES = {
    Stage.PREPARED: "draft",
    Stage.ON_SITE: "running",
    Stage.REPORTED: "sent",
    Stage.FED_BACK: "sent",
    Stage.PLAN_PASSED: "passed",
    Stage.RECTIFYING: "running",
    Stage.CLOSED: "closed",
}
RECTIFIED = (AssignmentState.REPORTS_ACCEPTED, AssignmentState.RE_INSPECTION_SCHEDULED)
ON_SITE = (AssignmentState.STATIONED, AssignmentState.WITHDRAWN)
REPORTED = (AssignmentState.REPORT_SUBMITTED, AssignmentState.REPORT_APPROVED)


def targets(user: User, round_: Round) -> QuerySet[Any]:
    """The targets of a round that the reader may see, each with its ``stage``."""
    seen = RoundTarget.objects.visible_to(user).order_by().values("pk")
    given = Assignment.objects.visible_to(user).order_by().values("target")
    return (
        RoundTarget.objects.filter(Q(pk__in=seen) | Q(pk__in=given), round=round_)
        .select_related("organization", "assignment__team")
        .annotate(stage=stage(user))
    )


def stage(user: User) -> Case:
    """The furthest stage whose condition a target meets; every target stands in exactly one."""
    items = (
        RectificationItem.objects.visible_to(user)
        .in_ledger()
        .order_by()
        .filter(assignment__target=OuterRef("pk"))
    )
    plans = RectificationPlan.objects.visible_to(user).filter(
        assignment__target=OuterRef("pk"), state=PlanState.APPROVED
    )
    all_closed = Q(Exists(items)) & ~Q(Exists(items.exclude(state=ItemState.CLOSED)))
    begun = Q(Exists(items.exclude(state=ItemState.PLANNED)))
    return Case(
        When(all_closed | Q(assignment__state=AssignmentState.CLOSED), then=Value(Stage.CLOSED)),
        When(begun | Q(assignment__state__in=RECTIFIED), then=Value(Stage.RECTIFYING)),
        When(
            Q(assignment__state__in=UNDER_WAY) | Q(Exists(plans.order_by())),
            then=Value(Stage.PLAN_PASSED),
        ),
        When(assignment__state=AssignmentState.FED_BACK, then=Value(Stage.FED_BACK)),
        When(assignment__state__in=REPORTED, then=Value(Stage.REPORTED)),
        When(assignment__state__in=ON_SITE, then=Value(Stage.ON_SITE)),
        default=Value(Stage.PREPARED),
        output_field=CharField(),
    )


def stages(user: User, round_: Round) -> list[tuple[str | Promise, Cell]]:
    """Each stage with how many targets stand there and the address of exactly these."""
    found: Mapping[str, int] = dict(
        targets(user, round_)
        .order_by()
        .values("stage")
        .annotate(count=Count("pk"))
        .values_list("stage", "count")
    )
    return [
        (each.label, Cell(found.get(each, 0), targets_url(round_, stage=each.value)))
        for each in Stage
    ]


def targets_url(round_: Round, **conditions: str) -> str:
    address = reverse("overview:targets", args=[round_.pk])
    return f"{address}?{urlencode(conditions)}" if conditions else address
