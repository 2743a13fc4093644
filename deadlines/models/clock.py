from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User, Versioned
from deadlines import conditions, subjects


class ClockQuerySet(models.QuerySet["Clock"]):
    """The seven lights as conditions, so that a count and its list agree; each clock has one."""

    def visible_to(self, user: User) -> "ClockQuerySet":
        """Clocks whose subject the reader may see, as the subject's own app says."""
        seen = Q(pk__in=[])
        for source in subjects.sources():
            seen |= Q(kind=source.kind, pk__in=source.visible(user))
        return self.filter(seen)

    def running(self) -> "ClockQuerySet":
        return self.filter(conditions.running())

    def overdue(self, today: date) -> "ClockQuerySet":
        return self.filter(conditions.overdue(today))

    def soon(self, today: date, horizon: date) -> "ClockQuerySet":
        return self.filter(conditions.soon(today, horizon))

    def fine(self, today: date, horizon: date) -> "ClockQuerySet":
        return self.filter(conditions.fine(today, horizon))

    def asked(self) -> "ClockQuerySet":
        return self.filter(conditions.asked())

    def paused(self) -> "ClockQuerySet":
        return self.filter(conditions.paused())

    def long_term(self, today: date) -> "ClockQuerySet":
        return self.filter(conditions.long_term(today))

    def done(self) -> "ClockQuerySet":
        return self.filter(conditions.done())

    def due_between(self, start: date, end: date) -> "ClockQuerySet":
        return self.running().filter(due_on__range=(start, end))


class Clock(Versioned):
    """A deadline that runs for something: since when, by which rule, and until when.

    ``due_on``, ``paused_on``, ``asked_until`` and ``is_estimated`` are projected from the rule and
    the rows of pauses and extensions by ``deadlines.clocks``; nothing else writes them. Whether it
    is overdue is never stored.
    """

    rule = models.ForeignKey(
        "deadlines.DeadlineRule",
        on_delete=models.PROTECT,
        related_name="clocks",
        verbose_name=_("rule"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(_("address"), max_length=200)
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organization"),
    )
    base_on = models.DateField(_("base date"))
    agreed_on = models.DateField(_("agreed date"), null=True, blank=True)
    is_long_term = models.BooleanField(_("long-term"), default=False)
    milestone_on = models.DateField(_("next milestone"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    paused_on = models.DateField(_("paused since"), null=True, blank=True)
    asked_until = models.DateField(_("extension asked until"), null=True, blank=True)
    is_estimated = models.BooleanField(_("estimated"), default=False)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    created_at = models.DateTimeField(_("started at"), auto_now_add=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="clock_has_a_due_date_unless_long_term",
                condition=Q(due_on__isnull=False) | Q(is_long_term=True),
            ),
            models.CheckConstraint(
                name="clock_milestone_only_when_long_term",
                condition=Q(milestone_on=None) | Q(is_long_term=True),
            ),
            models.CheckConstraint(
                name="clock_stopped_is_not_paused",
                condition=Q(stopped_on=None) | Q(paused_on=None, asked_until=None),
            ),
            models.CheckConstraint(
                name="clock_paused_is_not_asked",
                condition=Q(paused_on=None) | Q(asked_until=None),
            ),
        ]
        indexes = [
            models.Index(
                name="clock_running_due",
                fields=["due_on"],
                condition=Q(stopped_on=None, paused_on=None),
            ),
            models.Index(name="clock_kind_due", fields=["kind", "due_on"]),
            models.Index(
                name="clock_running_of_body",
                fields=["body", "due_on"],
                condition=Q(stopped_on=None, paused_on=None),
            ),
            models.Index(
                name="clock_asked",
                fields=["body"],
                condition=Q(stopped_on=None, asked_until__isnull=False),
            ),
            models.Index(
                name="clock_paused",
                fields=["body"],
                condition=Q(stopped_on=None, paused_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return subjects.of(self.kind).safe_title(self.title)

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None


class Pause(models.Model):
    """Days that do not count: from ``started_on`` up to the day before ``ended_on``."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    started_on = models.DateField(_("from"))
    reason = models.TextField(_("reason"))
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    paused_at = models.DateTimeField(_("paused at"), auto_now_add=True)
    ended_on = models.DateField(_("counted again from"), null=True, blank=True)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    resumed_at = models.DateTimeField(_("resumed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="pause_one_open_per_clock", fields=["clock"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="pause_ended_iff_resumed",
                condition=Q(ended_on=None, resumed_at=None, resumed_by=None)
                | Q(ended_on__isnull=False, resumed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(name="pause_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.started_on:%Y-%m-%d}"


class Decision(models.TextChoices):
    PENDING = "pending", pgettext_lazy("extension", "awaiting decision")
    GRANTED = "granted", pgettext_lazy("extension", "granted")
    REFUSED = "refused", pgettext_lazy("extension", "refused")
    LAPSED = "lapsed", pgettext_lazy("extension", "lapsed")


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: User) -> "ExtensionQuerySet":
        """Requests about clocks whose subject the reader may see."""
        return self.filter(clock__in=Clock.objects.visible_to(user))


class Extension(models.Model):
    """A request for a later date and what was decided; the earlier date is kept.

    A request still open when the clock stops has lapsed: nobody decided it.
    """

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="extensions")
    number = models.PositiveSmallIntegerField(_("number"))
    previous_due_on = models.DateField(_("due date before"))
    requested_until = models.DateField(_("requested until"))
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    requested_on = models.DateField(_("requested on"))
    evidence = models.ForeignKey(
        "accounts.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evidence"),
    )
    decision = models.CharField(
        _("decision"), max_length=8, choices=Decision.choices, default=Decision.PENDING
    )
    granted_until = models.DateField(_("granted until"), null=True, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        ordering = ["clock", "number"]
        constraints = [
            models.UniqueConstraint(name="extension_number_per_clock", fields=["clock", "number"]),
            models.UniqueConstraint(
                name="extension_one_pending_per_clock",
                fields=["clock"],
                condition=Q(decision=Decision.PENDING),
            ),
            models.CheckConstraint(
                name="extension_decided_iff_not_pending",
                condition=Q(decision=Decision.PENDING, decided_at=None, decided_by=None)
                | Q(decision=Decision.LAPSED, decided_at__isnull=False)
                | Q(
                    decision__in=[Decision.GRANTED, Decision.REFUSED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="extension_granted_until_iff_granted",
                condition=Q(decision=Decision.GRANTED, granted_until__isnull=False)
                | (~Q(decision=Decision.GRANTED) & Q(granted_until=None)),
            ),
            models.CheckConstraint(
                name="extension_moves_the_date_later",
                condition=Q(requested_until__gt=F("previous_due_on"))
                & (Q(granted_until=None) | Q(granted_until__gt=F("previous_due_on"))),
            ),
            models.CheckConstraint(
                name="extension_nobody_decides_their_own",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
            ),
            models.CheckConstraint(name="extension_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
