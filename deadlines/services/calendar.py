"""Keeping the working-day calendar; every change moves the running working-day deadlines."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import journal, steps
from accounts.models import User
from accounts.verdicts import NotAllowed, StaleEdit, demand
from deadlines import clocks, rules
from deadlines.dates import Unit
from deadlines.models import CalendarSource, CalendarYear, Clock, Workday
from deadlines.yearlist import ListedDay


@transaction.atomic
def set_day(day: date, *, is_working: bool, name: str, version: int, actor: User) -> int:
    """Say of one day whether people work; the number of deadlines that moved.

    ``version`` is 0 for a day that was not listed when the form was opened.
    """
    demand(rules.may_keep_calendar(actor))
    _touch(_locked_year(day.year))
    listed = Workday.objects.select_for_update(of=("self",)).filter(date=day).first()
    if listed is None:
        row = Workday.objects.create(
            date=day, is_working=is_working, name=name, source=CalendarSource.EDITED
        )
        journal.record(
            actor=actor,
            verb="workday.listed",
            subject=row,
            day=day.isoformat(),
            is_working=is_working,
        )
    else:
        steps.edit(
            listed,
            version=version,
            actor=actor,
            is_working=is_working,
            name=name,
            source=CalendarSource.EDITED,
        )
    return clocks.reproject(touched(day, day), actor=actor, cause=f"calendar {day}")


@transaction.atomic
def confirm_year(year: int, *, version: int, actor: User) -> int:
    """Vouch for a year's list against the official notice; it is no estimate from now on."""
    demand(rules.may_keep_calendar(actor))
    row = _unchanged_year(year, version)
    if row.is_confirmed:
        raise NotAllowed(_("This year has been confirmed already."))
    if not Workday.objects.filter(date__year=year).exists():
        raise NotAllowed(
            _("No holiday of %(year)s is listed yet. Import or enter them, then confirm.")
            % {"year": year}
        )
    steps.edit(
        row, version=row.version, actor=actor, confirmed_at=timezone.now(), confirmed_by=actor
    )
    return clocks.reproject(_of_year(year), actor=actor, cause=f"calendar {year}")


@transaction.atomic
def import_year(year: int, days: Iterable[ListedDay], *, version: int, actor: User) -> int:
    """Replace a year's list by ``days``; the number of deadlines that moved.

    Days of the year that are not in the new list follow their weekday again. Days before the year,
    which a notice names when a holiday begins in December, are added to theirs. What had been
    confirmed must be confirmed anew.
    """
    demand(rules.may_keep_calendar(actor))
    days = list(days)
    row = _unchanged_year(year, version)
    removed = _replace(year, days)
    steps.edit(
        row,
        version=row.version,
        actor=actor,
        source=CalendarSource.IMPORTED,
        confirmed_at=None,
        confirmed_by=None,
    )
    journal.record(
        actor=actor,
        verb="calendaryear.imported",
        subject=row,
        working=[day.date.isoformat() for day in days if day.is_working],
        rest=[day.date.isoformat() for day in days if not day.is_working],
        removed=[day.isoformat() for day in removed],
    )
    first = min([date(year, 1, 1), *(day.date for day in days)])
    return clocks.reproject(
        touched(first, date(year, 12, 31)), actor=actor, cause=f"calendar {year}"
    )


def _replace(year: int, days: list[ListedDay]) -> list[date]:
    """Write the list; the days of the year that it no longer has."""
    dropped = Workday.objects.filter(date__year=year).exclude(date__in=[day.date for day in days])
    removed = list(dropped.values_list("date", flat=True))
    dropped.delete()
    for day in days:
        Workday.objects.update_or_create(
            date=day.date,
            defaults={
                "is_working": day.is_working,
                "name": day.name,
                "source": CalendarSource.IMPORTED,
            },
        )
    return removed


def touched(first: date, last: date) -> QuerySet[Clock]:
    """Running working-day deadlines that count through some day from ``first`` to ``last``."""
    forward = Q(base_on__lte=last, due_on__gte=first)
    backward = Q(due_on__lte=last, base_on__gte=first)
    return Clock.objects.running().filter(forward | backward, rule__unit=Unit.WORKING_DAY)


def _of_year(year: int) -> QuerySet[Clock]:
    return touched(date(year, 1, 1), date(year, 12, 31))


def _locked_year(year: int) -> CalendarYear:
    """The year's row, locked; an unlisted year gets one, still estimated."""
    CalendarYear.objects.get_or_create(year=year, defaults={"version": 0})
    return CalendarYear.objects.select_for_update(of=("self",)).get(year=year)


def _unchanged_year(year: int, version: int) -> CalendarYear:
    """The locked row, if it and its days are as the reader saw them."""
    row = _locked_year(year)
    if row.version != version:
        raise StaleEdit(
            _(
                "Somebody else changed this year meanwhile. Look at it again, then do this once more."
            )
        )
    return row


def _touch(year: CalendarYear) -> None:
    """A changed day is a changed year: whoever was about to confirm it looks again."""
    year.version += 1
    year.save(update_fields=["version", "updated_at"])
