"""The notice by which the unit learns of its inspection."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.models.assignment import Assignment


class InspectionNoticeQuerySet(models.QuerySet["InspectionNotice"]):
    def visible_to(self, user: User) -> QuerySet["InspectionNotice"]:
        return self.filter(assignment__in=Assignment.objects.visible_to(user))

    def unsigned(self) -> QuerySet["InspectionNotice"]:
        return self.filter(signed_at=None)


class InspectionNotice(models.Model):
    """The inspection notice (巡察通知): issued by the office, signed for by the unit."""

    assignment = models.OneToOneField(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        related_name="notice",
        verbose_name=_("assignment"),
    )
    document = models.ForeignKey(
        "documents.IssuedDocument",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document"),
    )
    delivered_at = models.DateTimeField(_("delivered"), default=timezone.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed for by"),
    )
    signed_at = models.DateTimeField(_("signed for"), null=True, blank=True)

    objects = InspectionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection notice")
        verbose_name_plural = _("inspection notices")
        ordering = ["-delivered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_signed_by_a_person",
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_signed_after_delivery",
                condition=Q(signed_at=None) | Q(signed_at__gte=F("delivered_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
