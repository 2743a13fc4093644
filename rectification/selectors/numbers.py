"""How items are numbered: round, unit, running number (九巡-水利-07)."""

import re

from django.db.models import Max

from accounts.models import Organization
from rectification.models import RectificationItem, RectificationPlan

RANK = re.compile(r"^[省市县区](?!委)(?=.{2})|(?<=.{2})[局厅委办]$")
DIGITS = "零一二三四五六七八九"


def next_sequence(plan: RectificationPlan) -> int:
    """Running on after the unit's earlier items of the same series, so that no number repeats."""
    in_plan = plan.items.aggregate(last=Max("sequence"))["last"]
    if in_plan:
        return int(in_plan) + 1
    earlier = (
        RectificationItem.objects.in_ledger()
        .filter(body=plan.body_id, number__startswith=series(plan))
        .aggregate(last=Max("sequence"))["last"]
    )
    return int(earlier or 0) + 1


def item_number(plan: RectificationPlan, sequence: int) -> str:
    return f"{series(plan)}{sequence:02d}"


def series(plan: RectificationPlan) -> str:
    return f"{source_of(plan)}-{mark_of(plan.organization)}-"


def mark_of(organization: Organization) -> str:
    """市水利局 → 水利; a name that would be left too short stays whole."""
    name = organization.short_name or organization.name
    bare = RANK.sub("", name)
    return bare if len(bare) > 1 else name


def settled_numbers(plan: RectificationPlan) -> dict[int, tuple[int, str]]:
    """New sequences and numbers by item, where another plan took these numbers meanwhile."""
    taken = (
        RectificationItem.objects.in_ledger()
        .filter(body=plan.body_id, number__in=plan.items.values("number"))
        .exclude(plan=plan)
    )
    if not taken.exists():
        return {}
    last = (
        RectificationItem.objects.in_ledger()
        .filter(body=plan.body_id, number__startswith=series(plan))
        .aggregate(last=Max("sequence"))["last"]
    )
    items = plan.items.order_by("sequence").values_list("pk", flat=True)
    first = int(last or 0) + 1
    return {pk: (number, item_number(plan, number)) for number, pk in enumerate(items, first)}


def source_of(plan: RectificationPlan) -> str:
    """Our own round, or the year of a superior's feedback."""
    if plan.assignment is not None:
        return f"{chinese(plan.assignment.round.number)}巡"
    return f"{plan.drafted_at:%Y}上级"


def chinese(number: int) -> str:
    """1 to 99 as in 第九轮, 第十三轮, 第二十一轮."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    head = "十" if tens == 1 else f"{DIGITS[tens]}十" if tens < 10 else str(number)
    return head if ones == 0 or tens >= 10 else f"{head}{DIGITS[ones]}"
