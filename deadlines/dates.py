"""Date arithmetic of deadlines, without a database.

A due date ends at 24:00 of its day in Asia/Shanghai, so only calendar dates are compared, and
"today" is always asked in that zone, whatever zone the machine keeps.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class Unit(TextChoices):
    DAY = "day", pgettext_lazy("unit", "day")
    WORKING_DAY = "working_day", pgettext_lazy("unit", "working day")
    MONTH = "month", pgettext_lazy("unit", "month")


def today() -> date:
    return timezone.now().astimezone(SHANGHAI).date()


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months on, clipped to that month's end (31 August + 6 = 28 February)."""
    month_index = day.year * 12 + day.month - 1 + count
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class WorkCalendar:
    """Working days: Monday to Friday, except the days listed in ``exceptions``.

    ``known_years`` have a published or confirmed list; in any other year the weekday alone
    decides, which is an estimate.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    _counted: dict[tuple[date, date], int] = field(default_factory=dict, compare=False, repr=False)

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def is_estimated(self, first: date, last: date) -> bool:
        """Whether any year from ``first`` to ``last`` is computed by weekday alone."""
        start, end = sorted((first.year, last.year))
        return any(year not in self.known_years for year in range(start, end + 1))

    def shift(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it when negative)."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _nth in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; none when ``end`` is earlier.

        Remembered, because a list asks for the same few due dates over and over.
        """
        if (start, end) not in self._counted:
            days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
            self._counted[start, end] = sum(self.is_working(day) for day in days)
        return self._counted[start, end]


def shift(day: date, amount: int, unit: str, calendar: WorkCalendar) -> date:
    """``amount`` units after ``day``; a negative amount counts backwards.

    The base day itself is not counted. A calendar deadline that falls on a day of rest stays there.
    """
    if unit == Unit.MONTH:
        return add_months(day, amount)
    if unit == Unit.WORKING_DAY:
        return calendar.shift(day, amount)
    return day + timedelta(days=amount)
