from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


class AccountClosingQuerySet(models.QuerySet["AccountClosing"]):
    def waiting(self) -> Self:
        return self.filter(confirmed_at=None, ended_at=None)


class AccountClosing(models.Model):
    """An administrator's account to be closed or opened again, by two system administrators."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="closings",
        verbose_name=_("person"),
    )
    closes = models.BooleanField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AccountClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of an account")
        verbose_name_plural = _("closings of accounts")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="closing_waits_once",
                fields=["person"],
                condition=Q(confirmed_at=None, ended_at=None),
            ),
            models.CheckConstraint(
                name="closing_confirmed_by_a_person",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, ended_at=None),
            ),
            models.CheckConstraint(
                name="closing_needs_two_persons",
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
        return f"{reverse('accounts:people')}?{urlencode({'q': self.person.username})}"
