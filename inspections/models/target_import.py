"""A workbook of targets between its upload and its confirmation."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import OFFICE
from accounts.scope import organizations


class TargetImportQuerySet(models.QuerySet["TargetImport"]):
    def visible_to(self, user: User) -> QuerySet["TargetImport"]:
        return self.filter(plan__body__in=organizations(user, *OFFICE))


class TargetImport(models.Model):
    """A workbook of targets: shown row by row first, taken over whole or not at all."""

    plan = models.ForeignKey(
        "inspections.InspectionPlan", on_delete=models.CASCADE, related_name="imports"
    )
    file = models.ForeignKey(
        "accounts.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(pgettext_lazy("time", "confirmed"), null=True, blank=True)

    objects = TargetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of targets")
        verbose_name_plural = _("imports of targets")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="target_import_confirmed_by_a_person",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.file)
