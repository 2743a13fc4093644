"""How items are numbered: round, unit, running number (九巡-水利-07)."""

from django.db.models import Max

from rectification.models import RectificationItem, RectificationPlan

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
    unit = plan.organization.short_name or plan.organization.name
    return f"{source_of(plan)}-{unit}-"


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
