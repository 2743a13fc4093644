from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import roles
from accounts.models.duty import Duty
from accounts.models.user import User


class Density(models.TextChoices):
    TIGHT = "tight", pgettext_lazy("row height", "Tight")
    NORMAL = "normal", pgettext_lazy("row height", "Normal")
    ROOMY = "roomy", pgettext_lazy("row height", "Roomy")


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those shared with a duty one holds now."""
        held = Duty.objects.current().filter(person=user.pk)
        if chosen := getattr(user, "acting_duty_id", None):
            held = held.filter(pk=chosen)
        shared = held.filter(
            role=models.OuterRef("shared_role"), organization=models.OuterRef("body")
        )
        return self.filter(Q(owner=user.pk) | models.Exists(shared))


class SavedView(models.Model):
    """How a person keeps a list: conditions, order and columns under a name of their own.

    The one without a name is the arrangement the person finds whenever they open the list.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    listing = models.CharField(max_length=80)
    name = models.CharField(pgettext_lazy("view", "name"), max_length=30, blank=True)
    query = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    density = models.CharField(
        _("row height"), max_length=10, choices=Density.choices, default=Density.NORMAL
    )
    shared_role = models.CharField(
        _("shared with"), max_length=30, choices=roles.Role.choices, blank=True
    )
    body = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="saved_view_once", fields=["owner", "listing", "name"]),
            models.CheckConstraint(
                name="saved_view_shared_for_a_body",
                condition=Q(shared_role="", body=None)
                | (~Q(shared_role="") & Q(body__isnull=False)),
            ),
            models.CheckConstraint(
                name="saved_view_unnamed_is_private",
                condition=~Q(name="") | Q(shared_role="", query=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
