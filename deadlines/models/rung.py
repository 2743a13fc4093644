from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import User, Versioned
from deadlines.dates import Unit
from deadlines.models.clock import Clock


class Audience(models.TextChoices):
    HANDLER = "handler", pgettext_lazy("audience", "handler")
    LEADER = "leader", pgettext_lazy("audience", "responsible leader")
    HEAD = "head", pgettext_lazy("audience", "head of the unit")
    OFFICE = "office", pgettext_lazy("audience", "inspection office")


class Rung(Versioned):
    """One step of the ladder of reminders: how long before or after the due date, and to whom."""

    offset = models.SmallIntegerField(
        _("days from the due date"),
        help_text=_("Negative is before the due date, 0 is the day itself, positive is overdue."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=12,
        choices=[(unit.value, unit.label) for unit in (Unit.DAY, Unit.WORKING_DAY)],
        default=Unit.DAY,
    )
    audiences = ArrayField(
        models.CharField(max_length=10, choices=Audience.choices), verbose_name=_("reminds")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reminder step")
        ordering = ["offset", "pk"]
        constraints = [
            models.UniqueConstraint(name="rung_offset_once", fields=["offset", "unit"]),
            models.CheckConstraint(
                name="rung_within_a_year", condition=Q(offset__gte=-366, offset__lte=366)
            ),
            models.CheckConstraint(name="rung_reminds_somebody", condition=Q(audiences__len__gt=0)),
            models.CheckConstraint(name="rung_unit_is_a_day", condition=~Q(unit=Unit.MONTH)),
        ]

    def __str__(self) -> str:
        if self.offset == 0:
            return str(_("on the due date"))
        count = abs(self.offset)
        words = {
            (Unit.DAY, True): ngettext("%(count)d day before", "%(count)d days before", count),
            (Unit.DAY, False): ngettext("%(count)d day overdue", "%(count)d days overdue", count),
            (Unit.WORKING_DAY, True): ngettext(
                "%(count)d working day before", "%(count)d working days before", count
            ),
            (Unit.WORKING_DAY, False): ngettext(
                "%(count)d working day overdue", "%(count)d working days overdue", count
            ),
        }
        return words[Unit(self.unit), self.offset < 0] % {"count": count}

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rung", args=[self.pk])


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> "ReminderQuerySet":
        """A person's own reminders, as long as they may still see what these are about."""
        return self.filter(recipient=user.pk, clock__in=Clock.objects.visible_to(user))

    def sent(self) -> "ReminderQuerySet":
        return self.filter(is_covered=False)


class Reminder(models.Model):
    """One person reminded once of one step for one due date.

    A covered reminder was not sent: a later step had been reached before it could be.
    """

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="reminders")
    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="reminders")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    audience = models.CharField(_("reminded as"), max_length=10, choices=Audience.choices)
    due_on = models.DateField(_("due date"))
    reminded_on = models.DateField(_("reminded on"))
    is_covered = models.BooleanField(_("covered by a later step"), default=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        ordering = ["-reminded_on", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_exactly_once", fields=["clock", "rung", "due_on", "recipient"]
            ),
        ]
        indexes = [
            models.Index(name="reminder_of_recipient", fields=["recipient", "-reminded_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"
