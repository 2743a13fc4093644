"""How a round's items were closed, week by week, against the dates they are due.

Both lines are counted over the rows of the ledger; each week opens the rows it adds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncDate
from django.utils import timezone

from inspections.rules.rates import Rate
from overview.cells import Cell, Share
from rectification.models.item import ItemQuerySet
from rectification.selectors.ledger import ledger_url

WEEK = timedelta(days=7)
# The drawing: its box, and the margins in which the words stand.
LEFT, RIGHT, TOP, BOTTOM = 36, 372, 14, 188
DATES_SHOWN = 4
NONE = Cell(0, "")


@dataclass(frozen=True)
class Week:
    """What was closed and what fell due in one week, and both since the beginning."""

    first: date
    last: date
    closed: Cell
    due: Cell
    closed_so_far: Share
    due_so_far: Share

    @property
    def closed_rate(self) -> Rate:
        return self.closed_so_far.rate

    @property
    def due_rate(self) -> Rate:
        return self.due_so_far.rate


@dataclass(frozen=True)
class Tick:
    """A date below the axis."""

    at: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Curve:
    weeks: list[Week]
    items: Cell
    today: date

    def __bool__(self) -> bool:
        return bool(self.weeks)

    @property
    def now(self) -> Rate:
        """How far the round has come today."""
        return self.past[-1].closed_rate if self.past else Rate(0, self.items.value)

    @property
    def expected(self) -> Share:
        """How far it should be by the dates that have passed."""
        return self.past[-1].due_so_far if self.past else Share(NONE, self.items)

    @property
    def this_week(self) -> int:
        return self.past[-1].closed.value if self.past else 0

    @property
    def past(self) -> list[Week]:
        return [week for week in self.weeks if week.first <= self.today]

    @property
    def closed_line(self) -> str:
        """Drawn up to today: the week that runs has not ended."""
        return self._line((min(week.last, self.today), week.closed_rate) for week in self.past)

    @property
    def due_line(self) -> str:
        return self._line((week.last, week.due_rate) for week in self.weeks)

    @property
    def today_at(self) -> str:
        return number(self._x(self.today))

    @property
    def point(self) -> tuple[str, str]:
        return number(self._x(self.today)), number(height(self.now))

    @property
    def value_at(self) -> tuple[str, str, str]:
        """Where the present rate is written: inside the box, below the line."""
        x = self._x(self.today)
        anchor = "end" if x > (LEFT + RIGHT) / 2 else "start"
        aside = x - 8 if anchor == "end" else x + 8
        return number(aside), number(min(height(self.now) + 18, BOTTOM - 6)), anchor

    @property
    def grid(self) -> list[tuple[str, str]]:
        return [
            (number(BOTTOM - (BOTTOM - TOP) * share / 100), f"{share}%")
            for share in (0, 25, 50, 75, 100)
        ]

    @property
    def ticks(self) -> Iterator[Tick]:
        begin, end = self.span
        steps = min(DATES_SHOWN, len(self.weeks)) - 1 or 1
        for step in range(steps + 1):
            day = begin + (end - begin) * step / steps
            anchor = {0: "start", steps: "end"}.get(step, "middle")
            label = f"{day:%m-%d}" if begin.year == end.year else f"{day:%Y-%m-%d}"
            yield Tick(number(self._x(day)), label, anchor)

    @property
    def span(self) -> tuple[date, date]:
        return self.weeks[0].first, self.weeks[-1].last

    def _x(self, day: date) -> float:
        begin, end = self.span
        share = (day - begin).days / ((end - begin).days or 1)
        return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)

    def _line(self, reached: Iterable[tuple[date, Rate]]) -> str:
        points = [(LEFT, BOTTOM), *((self._x(day), height(rate)) for day, rate in reached)]
        return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def height(rate: Rate) -> float:
    share = rate.numerator / rate.denominator if rate.denominator else 0
    return BOTTOM - (BOTTOM - TOP) * share


def number(value: float) -> str:
    """A coordinate as SVG reads it, whatever the reader's language."""
    return f"{value:.1f}"


def curve(rows: ItemQuerySet, **conditions: Any) -> Curve:
    """The curve of those of ``rows`` that must be rectified, in whole weeks from Monday.

    ``conditions`` are those under which the ledger shows ``rows``.
    """
    today = timezone.localdate()
    counted = rows.should_rectify()
    conditions = {**conditions, "kind": "counted"}
    items = Cell(counted.count(), ledger_url(**conditions))
    closed = per_day(counted.exclude(closed_at=None).annotate(day=TruncDate("closed_at")))
    due = per_day(counted.exclude(clock_due_on=None).annotate(day=F("clock_due_on")))
    days = {*closed, *due}
    if days and sum(closed.values()) < items.value:
        days.add(max(today, min(days)))
    weeks = weeks_of(sorted(days), closed, due, items, conditions)
    return Curve(list(weeks), items, today)


def per_day(rows: ItemQuerySet) -> Mapping[date, int]:
    return dict(
        rows.order_by().values("day").annotate(count=Count("pk")).values_list("day", "count")
    )


def weeks_of(
    days: list[date],
    closed: Mapping[date, int],
    due: Mapping[date, int],
    items: Cell,
    conditions: Mapping[str, Any],
) -> Iterator[Week]:
    if not days:
        return
    monday = days[0] - timedelta(days=days[0].weekday())
    all_closed = all_due = 0
    while monday <= days[-1]:
        sunday = monday + WEEK - timedelta(days=1)
        newly = sum(count for day, count in closed.items() if monday <= day <= sunday)
        fallen = sum(count for day, count in due.items() if monday <= day <= sunday)
        all_closed, all_due = all_closed + newly, all_due + fallen
        yield Week(
            monday,
            sunday,
            Cell(newly, ledger_url(**conditions, closed_from=monday, closed_to=sunday)),
            Cell(fallen, ledger_url(**conditions, due_from=monday, due_to=sunday)),
            Share(Cell(all_closed, ledger_url(**conditions, closed_to=sunday)), items),
            Share(Cell(all_due, ledger_url(**conditions, due_to=sunday)), items),
        )
        monday += WEEK
