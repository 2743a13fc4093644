from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PasswordTryQuerySet(models.QuerySet["PasswordTry"]):
    def sign_ins(self) -> Self:
        """Passwords given at the door that were right, newest first."""
        return self.filter(is_sign_in=True, is_right=True).order_by("-at", "-pk")

    def wrong(self) -> Self:
        return self.filter(is_right=False)

    def counting(self) -> Self:
        """Wrong ones since the last right one of the same browser."""
        return self.filter(is_right=False, counts=True)


class PasswordTry(models.Model):
    """A password given for a name, whether or not anybody has that name: written before it is checked.

    ``mark`` stands for the name as typed, ``device`` for the browser the person has signed in from
    before; both say nothing to whoever reads the table.
    """

    mark = models.CharField(max_length=64)
    device = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="password_tries",
        verbose_name=_("person"),
    )
    is_sign_in = models.BooleanField()
    is_right = models.BooleanField(default=False)
    counts = models.BooleanField(default=True)
    address = models.CharField(_("network address"), max_length=45, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    objects = PasswordTryQuerySet.as_manager()

    class Meta:
        verbose_name = _("password given")
        verbose_name_plural = _("passwords given")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                name="password_counts",
                fields=["mark", "device", "at"],
                condition=Q(is_right=False, counts=True),
            ),
            models.Index(name="password_of_person", fields=["person", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person or '—'}"
