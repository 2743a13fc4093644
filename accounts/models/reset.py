from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PasswordResetQuerySet(models.QuerySet["PasswordReset"]):
    def waiting(self) -> Self:
        return self.filter(confirmed_at=None, ended_at=None)


class PasswordReset(models.Model):
    """A new one-time password in two halves, one for each of two system administrators.

    The halves are computed from ``seed`` and the installation's secret key and stand nowhere; the
    present password works until the second half was given out.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="password_resets",
        verbose_name=_("person"),
    )
    seed = models.CharField(max_length=32, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("first half given by"),
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second half given by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = PasswordResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("password reset")
        verbose_name_plural = _("password resets")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="reset_waits_once",
                fields=["person"],
                condition=Q(confirmed_at=None, ended_at=None),
            ),
            models.CheckConstraint(
                name="reset_confirmed_by_a_person",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, ended_at=None),
            ),
            models.CheckConstraint(
                name="reset_needs_two_persons",
                condition=~Q(asked_by=F("person"))
                & (
                    Q(confirmed_by=None)
                    | (~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("person")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return f"{reverse('accounts:resets')}?view=waiting"
