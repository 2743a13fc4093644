"""One month of due dates: how many items of each light fall due on each day, and their list.

A day's count and the list behind it are the same queryset under the same conditions.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from deadlines.lights import LightKind
from deadlines.models import Workday
from rectification.models.item import ItemQuerySet
from rectification.selectors.ledger import ledger, ledger_url, light_condition

# Lights of dates that somebody still has to keep, the most pressing first.
SHOWN = [light for light in LightKind if light != LightKind.DONE]


@dataclass(frozen=True)
class DueCount:
    """Items of one light, and the address of their list."""

    light: LightKind
    count: int
    url: str


@dataclass(frozen=True)
class DueDay:
    date: date
    is_working: bool
    is_other_month: bool
    is_today: bool
    counts: list[DueCount]


@dataclass(frozen=True)
class DueMonth:
    """What the grid shows, and what lies overdue before it."""

    first: date
    weeks: list[list[DueDay]]
    earlier: DueCount
    is_estimated: bool

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return last_of(self.first) + timedelta(days=1)

    @property
    def count(self) -> int:
        return sum(
            due.count
            for week in self.weeks
            for day in week
            if not day.is_other_month
            for due in day.counts
        )


def last_of(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(written: str) -> date:
    """The month that an address names (``2026-11``), else this one."""
    try:
        year, month = written.split("-")
        return date(min(max(int(year), 1990), 2200), int(month), 1)
    except ValueError:
        return timezone.localdate().replace(day=1)


def due_month(user: User, first: date, **conditions: Any) -> DueMonth:
    """The month that begins on ``first``, for the items that meet the conditions of the ledger."""
    today = timezone.localdate()
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1]
    rows = ledger(user, **conditions)
    found = counted(rows.filter(clock_due_on__range=(start, end)), user)
    workdays = Workday.objects.calendar(since=start)
    eve = first - timedelta(days=1)
    late = rows.filter(light_condition(LightKind.OVERDUE, user), clock_due_on__lte=eve)
    return DueMonth(
        first=first,
        weeks=[
            [
                DueDay(
                    date=day,
                    is_working=workdays.is_working(day),
                    is_other_month=day.month != first.month,
                    is_today=day == today,
                    counts=counts_of(day, found, conditions),
                )
                for day in week
            ]
            for week in weeks
        ],
        earlier=DueCount(
            LightKind.OVERDUE,
            late.count(),
            ledger_url(**conditions, light=LightKind.OVERDUE, due_to=eve),
        ),
        is_estimated=workdays.is_estimated(first, last_of(first)),
    )


def counted(rows: ItemQuerySet, user: User) -> Mapping[tuple[date, LightKind], int]:
    """All days and lights in one query."""
    by_light = {
        light.value: Count("pk", filter=light_condition(light, user), distinct=True)
        for light in SHOWN
    }
    days = rows.order_by().values("clock_due_on").annotate(**by_light)
    return {(day["clock_due_on"], light): day[light.value] for day in days for light in SHOWN}


def counts_of(
    day: date, found: Mapping[tuple[date, LightKind], int], conditions: Mapping[str, Any]
) -> list[DueCount]:
    return [
        DueCount(light, count, ledger_url(**conditions, light=light, due_from=day, due_to=day))
        for light in SHOWN
        if (count := found.get((day, light), 0))
    ]
