from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Versioned
from deadlines.dates import WorkCalendar


class CalendarSource(models.TextChoices):
    SEEDED = "seeded", pgettext_lazy("calendar", "published list")
    IMPORTED = "imported", pgettext_lazy("calendar", "imported list")
    EDITED = "edited", pgettext_lazy("calendar", "entered by the office")
    WEEKDAYS = "weekdays", pgettext_lazy("calendar", "weekdays only")


class CalendarYearQuerySet(models.QuerySet["CalendarYear"]):
    def known(self) -> "CalendarYearQuerySet":
        """Years with a list; every other year is an estimate."""
        return self.filter(~Q(source=CalendarSource.WEEKDAYS) | Q(confirmed_at__isnull=False))


class CalendarYear(Versioned):
    """What is known about the working days of one year, and who confirmed it."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(
        _("source"),
        max_length=10,
        choices=CalendarSource.choices,
        default=CalendarSource.WEEKDAYS,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar year")
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                name="calendar_year_plausible", condition=Q(year__gte=1990, year__lte=2200)
            ),
            models.CheckConstraint(
                name="calendar_year_confirmed_by_iff_confirmed_at",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("deadlines:calendar_year", args=[self.year])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_estimated(self) -> bool:
        return self.source == CalendarSource.WEEKDAYS and not self.is_confirmed


class WorkdayQuerySet(models.QuerySet["Workday"]):
    def calendar(self, *, since: date | None = None) -> WorkCalendar:
        """The working calendar in two queries; ``since`` leaves out what a list cannot need."""
        listed = self.filter(date__gte=since) if since else self
        return WorkCalendar(
            exceptions=dict(listed.values_list("date", "is_working")),
            known_years=frozenset(CalendarYear.objects.known().values_list("year", flat=True)),
        )


class Workday(Versioned):
    """A day on which the weekday alone does not say whether people work, or that has a name."""

    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(pgettext_lazy("holiday", "name"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=CalendarSource.choices)

    objects = WorkdayQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar day")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="workday_source_is_a_list", condition=~Q(source=CalendarSource.WEEKDAYS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"
