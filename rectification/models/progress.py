"""What the unit reports on an item, what it proves it with, and what is said of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import StoredFile
from documents.models import IssuedDocument
from rectification.models.item import Measure, RectificationItem
from rectification.models.plan import OPINION_GIVEN, Opinion, OpinionQuerySet
from rectification.states import (
    ClosurePart,
    EvidenceKind,
    ReopenReason,
    SubmissionOutcome,
)


class ProgressReport(models.Model):
    """How far an item has come, in the unit's own words."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="reports")
    percent = models.PositiveSmallIntegerField(_("Progress (%)"))
    text = models.TextField(_("Progress"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="progress_percent_in_range", condition=Q(percent__range=(0, 100))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.percent}%"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(item__in=RectificationItem.objects.visible_to(user))

    def standing(self):
        return self.filter(withdrawn_at=None)


class ItemEvidence(models.Model):
    """A file that proves an item or one of its measures."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="evidence")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    part = models.CharField(_("Proves"), max_length=20, choices=ClosurePart, blank=True)
    kind = models.CharField(
        _("Kind"), max_length=20, choices=EvidenceKind, default=EvidenceKind.ORIGINAL
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_withdrawn_iff_withdrawn_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def belongs(self) -> str:
        """Which part and which measure the file proves."""
        measure = _("measure %(number)s") % {"number": self.measure.number} if self.measure else ""
        part = self.get_part_display() if self.part else ""
        return ", ".join(str(word) for word in (part, measure) if word)


class Submission(models.Model):
    """One claim that an item is done. A returned item simply gets the next one."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    statement = models.TextField(pgettext_lazy("claim", "Statement"))
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    claimed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, choices=SubmissionOutcome, default=SubmissionOutcome.PENDING
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="submission_number_in_item"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(outcome=SubmissionOutcome.PENDING),
                name="submission_one_pending",
            ),
            models.CheckConstraint(
                name="submission_confirmed_iff_confirmed_by",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("claimed_by")),
            ),
            models.CheckConstraint(
                name="submission_decided_iff_decided_at",
                condition=Q(outcome=SubmissionOutcome.PENDING, decided_at=None)
                | (~Q(outcome=SubmissionOutcome.PENDING) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="submission_judged_only_when_confirmed",
                condition=Q(outcome__in=[SubmissionOutcome.PENDING, SubmissionOutcome.DECLINED])
                | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} #{self.number}"


class ItemReviewQuerySet(OpinionQuerySet):
    body = "submission__item__body"


class ItemReview(Opinion):
    """What one party says of one claim."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reviews")
    part = models.CharField(_("Questioned part"), max_length=20, choices=ClosurePart, blank=True)

    objects = ItemReviewQuerySet.as_manager()

    class Meta:
        ordering = ["party"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "party"], name="item_review_once_a_party"
            ),
            models.CheckConstraint(name="item_review_given_whole", condition=OPINION_GIVEN),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.get_result_display()}"


class Closure(models.Model):
    """An item struck off 销号, with its record."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="closures")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="closure")
    opinion = models.TextField(_("Closing opinion"), blank=True)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["-closed_at"]

    def __str__(self) -> str:
        return str(self.item)


class Reopening(models.Model):
    """A closed item taken up again, and why."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="reopenings")
    closure = models.OneToOneField(Closure, models.PROTECT, related_name="reopening")
    reason = models.CharField(_("Reason"), max_length=20, choices=ReopenReason)
    findings = models.TextField(_("What was found"))
    due_on = models.DateField(_("New due date"))
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    reopened_at = models.DateTimeField()

    class Meta:
        ordering = ["-reopened_at"]

    def __str__(self) -> str:
        return str(self.item)
