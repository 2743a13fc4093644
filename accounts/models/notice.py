from typing import Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.duty import Duty, Recusal
from accounts.models.user import User

# A duty by what it is for: granted again, it is the same ground.
PLACE = Concat(
    "role",
    Value("/"),
    Cast("organization", models.CharField()),
    Value("/"),
    Coalesce(Cast("authorization", models.CharField()), Value("")),
)


def place_of(duty: Duty) -> str:
    """The same in Python."""
    return f"{duty.role}/{duty.organization_id}/{duty.authorization_id or ''}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        """One's own, as long as a duty under which it came is in force, and none kept away from.

        Whichever duty is chosen for the session: a message waits for the person, not for the duty.
        """
        mine = Duty.objects.current().filter(person=user.pk).order_by()
        apart = Recusal.objects.current().filter(person=user.pk).values("organization")
        return self.filter(
            Q(under=None) | Q(under__overlap=ArraySubquery(mine.annotate(at=PLACE).values("at"))),
            Q(organization=None) | ~Q(organization__in=apart),
            recipient=user.pk,
        )

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """A message to one person, written with the fact it reports."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name=_("recipient"),
    )
    title_template = models.CharField(max_length=200)
    words = models.JSONField(default=dict)
    about_type = models.CharField(max_length=80)
    about_id = models.CharField(max_length=40)
    url = models.CharField(max_length=200)
    # The duties that were the ground for it, as ``place_of`` names them; none where none was held.
    under = ArrayField(models.CharField(max_length=80), null=True)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="notice_once_per_key", fields=["key", "recipient"], condition=~Q(key="")
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"]),
            models.Index(name="notice_unread", fields=["recipient"], condition=Q(read_at=None)),
            models.Index(name="notice_unsent", fields=["id"], condition=Q(emailed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The message in the language of whoever reads it now."""
        title: str = gettext(self.title_template) % self.words
        return title
