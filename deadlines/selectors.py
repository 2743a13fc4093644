"""What the calendar, rule and reminder pages read."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from accounts import scope
from accounts.models import Organization, User
from accounts.roles import Role
from deadlines import dates
from deadlines.models import CalendarYear, DeadlineRule, Reminder, Workday
from deadlines.yearlist import Row


@dataclass(frozen=True)
class Day:
    """One cell of the year: ``mark`` says what the weekday alone would not."""

    date: date
    is_working: bool
    is_other_month: bool
    is_today: bool
    listed: Workday | None


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day]]


@dataclass(frozen=True)
class Holiday:
    """A holiday's days of rest, and the days worked to make up for them."""

    name: str
    rest: list[date]
    worked: list[date]

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days of rest as runs of days, from and to."""
        spans: list[tuple[date, date]] = []
        for day in self.rest:
            if spans and day - spans[-1][1] == dates.ONE_DAY:
                spans[-1] = (spans[-1][0], day)
            else:
                spans.append((day, day))
        return spans


def year_or_unlisted(year: int) -> CalendarYear:
    """The year's row; an unlisted year is shown as the estimate it is, without being saved."""
    return CalendarYear.objects.select_related("confirmed_by").filter(
        year=year
    ).first() or CalendarYear(year=year, version=0)


def months_of(year: int) -> list[Month]:
    """Twelve months in weeks from Monday, each day with what is listed for it."""
    listed = {row.date: row for row in Workday.objects.filter(date__year=year)}
    today = dates.today()
    return [
        Month(
            date(year, month, 1),
            [
                [_day(day, month, today, listed.get(day)) for day in week]
                for week in Calendar().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _day(day: date, month: int, today: date, listed: Workday | None) -> Day:
    is_working = listed.is_working if listed else day.weekday() < dates.SATURDAY
    return Day(day, is_working, day.month != month, day == today, listed)


def holidays_of(year: int) -> list[Holiday]:
    """What is listed for the year by holiday, in the order in which the holidays begin."""
    holidays: dict[str, Holiday] = {}
    for row in listed_days(year):
        holiday = holidays.setdefault(row.name, Holiday(row.name, [], []))
        (holiday.worked if row.is_working else holiday.rest).append(row.date)
    return list(holidays.values())


def listed_days(year: int) -> QuerySet[Workday]:
    return Workday.objects.filter(date__year=year)


def dropped_by(year: int, rows: Iterable[Row]) -> QuerySet[Workday]:
    """Days now listed for the year that the new list does not have."""
    kept = [row.day.date for row in rows if row.day]
    return listed_days(year).exclude(date__in=kept)


def ruling_body(user: User) -> Organization | None:
    """The body whose rules the user sets or follows; none for who serves no inspecting body."""
    served = Organization.objects.filter(is_body=True)
    directed = served.filter(pk__in=scope.organizations(user, Role.OFFICE_DIRECTOR)).first()
    return directed or served.filter(pk__in=scope.organizations(user, *Role)).first()


def rules_in_force(user: User) -> QuerySet[DeadlineRule]:
    """One row a code: what a deadline starting today would take, for the body the user serves."""
    newest = (
        DeadlineRule.objects.of(ruling_body(user))
        .filter(effective_from__lte=dates.today())
        .order_by("code", F("body").asc(nulls_last=True), "-effective_from")
        .distinct("code")
    )
    return DeadlineRule.objects.filter(pk__in=newest.values("pk")).select_related("body")


def rule_history(user: User, code: str) -> QuerySet[DeadlineRule]:
    """Every row of a code that concerns the user, the newest first."""
    return (
        DeadlineRule.objects.of(ruling_body(user))
        .filter(code=code)
        .select_related("body", "created_by")
        .order_by(F("body").asc(nulls_last=True), "-effective_from")
    )


def reminders_of(user: User) -> QuerySet[Reminder]:
    """What the user was reminded of and may still see, whose deadline has not ended."""
    return (
        Reminder.objects.visible_to(user)
        .sent()
        .filter(clock__stopped_on=None)
        .select_related("clock__rule", "rung")
    )
