from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from leads.models.lead import Lead
from leads.states import Compartment, HolderGroup, OpeningOutcome, Purpose


class LeadKey(models.Model):
    """The data key of one compartment of a lead, wrapped for one group of holders."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="keys")
    compartment = models.CharField(max_length=10, choices=Compartment.choices)
    group = models.CharField(max_length=15, choices=HolderGroup.choices)
    box_id = models.CharField(max_length=32)
    key_id = models.CharField(max_length=12, db_index=True)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lead_key_once_a_group", fields=["lead", "compartment", "group"]
            ),
            models.CheckConstraint(name="lead_key_is_wrapped", condition=~Q(wrapped=b"")),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}/{self.compartment}/{self.group}"


class LeadSeries(models.Model):
    """The last number given in one series of a body in one year; locked while one is taken."""

    body = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lead_series_once", fields=["body", "kind", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.last:04}"


class LeadStorage(FileSystemStorage):
    """Sealed files, apart from those that others may download, readable by the service alone."""

    def __init__(self) -> None:
        super().__init__(
            base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
        )

    @property
    def base_location(self) -> str:
        return str(settings.LEAD_FILES)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())


def lead_storage() -> LeadStorage:
    return LeadStorage()


class LeadAttachment(models.Model):
    """A sealed file of a lead; its name is sealed as well."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    name_sealed = models.BinaryField()
    content = models.FileField(storage=lead_storage, max_length=80)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["lead", "number"]
        constraints = [
            models.UniqueConstraint(name="lead_attachment_number", fields=["lead", "number"]),
            models.CheckConstraint(name="lead_attachment_is_sealed", condition=~Q(name_sealed=b"")),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}/{self.number}"


class LeadOpeningQuerySet(models.QuerySet["LeadOpening"]):
    def passes(self, *, user: User, session_mark: str, now: datetime) -> "LeadOpeningQuerySet":
        """Openings that still let ``user`` in, from the session they were made in."""
        return self.filter(
            user=user.pk,
            session_mark=session_mark,
            outcome=OpeningOutcome.OPENED,
            expires_at__gt=now,
            closed_at=None,
        )


class LeadOpening(models.Model):
    """Who opened a lead, when and why; for a few minutes it is the pass to the opened page."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("person"),
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    explanation_sealed = models.BinaryField(default=b"")
    with_informant = models.BooleanField(default=False)
    outcome = models.CharField(_("result"), max_length=20, choices=OpeningOutcome.choices)
    session_mark = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(_("time"), default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = LeadOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="lead_opening_has_its_explanation",
                condition=Q(~Q(explanation_sealed=b""), outcome=OpeningOutcome.OPENED)
                | Q(outcome=OpeningOutcome.WRONG_PASSWORD, explanation_sealed=b""),
            ),
            models.CheckConstraint(
                name="lead_opening_ends_after_it_begins",
                condition=Q(expires_at__gte=F("opened_at"))
                & (Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-opened_at"]),
            models.Index(fields=["lead", "-opened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}/{self.pk}"

    @property
    def minutes_open(self) -> int:
        """How long it stood open, in begun minutes; an expired pass counts to its end."""
        end = min(self.closed_at or timezone.now(), self.expires_at)
        return max(1, -(-int((end - self.opened_at).total_seconds()) // 60))
