from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role


class AuthorizationQuerySet(models.QuerySet["Authorization"]):
    def current(self) -> Self:
        """Those in force today; one that ended yesterday is gone without any job having run."""
        today = timezone.localdate()
        return self.filter(revoked_at=None, valid_from__lte=today, valid_to__gte=today)


class Authorization(models.Model):
    """One authority for one task, from one date to another (一次一授权, LZ-11)."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="authorizations",
        verbose_name=_("inspecting body"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    basis = models.CharField(_("basis"), max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AuthorizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="authorization_ends_after_it_begins",
                condition=Q(valid_to__gte=F("valid_from")),
            )
        ]
        indexes = [models.Index(fields=["valid_to", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.valid_from} – {self.valid_to}"


class DutyQuerySet(models.QuerySet["Duty"]):
    def waiting(self) -> Self:
        """Granted by one security administrator, not yet confirmed by another."""
        return self.filter(confirmed_at=None, revoked_at=None)

    def current(self) -> Self:
        """Confirmed duties in force today, their authorisation included."""
        today = timezone.localdate()
        return self.filter(
            Q(authorization=None)
            | Q(
                authorization__revoked_at=None,
                authorization__valid_from__lte=today,
                authorization__valid_to__gte=today,
            ),
            Q(valid_to=None) | Q(valid_to__gte=today),
            valid_from__lte=today,
            confirmed_at__isnull=False,
            revoked_at=None,
            person__is_active=True,
        )


class Duty(models.Model):
    """What a person may act as, for which organisation, until when: the only source of rights.

    A standing duty counts once a second security administrator confirmed it. A team's duty is
    confirmed by its authorisation: the office named the person, the leading group decided.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="duties",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=pgettext_lazy("directory", "organisation"),
    )
    authorization = models.ForeignKey(
        Authorization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name=_("authorisation"),
    )
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["person", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="duty_needs_two_persons",
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("granted_by")) & ~Q(confirmed_by=F("person"))),
            ),
            models.CheckConstraint(
                name="duty_confirmed_by_a_person",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(confirmed_at__isnull=False, authorization__isnull=False)
                | Q(confirmed_at__isnull=False, granted_by=None),
            ),
            models.UniqueConstraint(
                name="duty_held_once",
                fields=["person", "role", "organization", "authorization"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["person", "role"]), models.Index(fields=["role"])]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('accounts:duties')}?view=waiting"

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.revoked_at is None


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class Recusal(models.Model):
    """A person who must keep away from an organisation (回避): it subtracts from every duty."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="recusals",
        verbose_name=_("person"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="recusals",
        verbose_name=pgettext_lazy("directory", "organisation"),
    )
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(
                name="recusal_once_at_a_time",
                fields=["person", "organization"],
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ⊘ {self.organization}"
