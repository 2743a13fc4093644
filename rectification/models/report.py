"""The two reports a unit owes on its rectification, edition by edition, and what is said of them."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import scope
from accounts.models import Organization, StoredFile, Versioned
from accounts.roles import UNIT, Role
from documents.models import IssuedDocument
from inspections.models import Assignment, Feedback
from inspections.models.reach import without_recused
from rectification.models.plan import OPINION_GIVEN, Opinion, OpinionQuerySet, readers
from rectification.states import ReportKind, ReportState

DRAFT = Q(state=ReportState.DRAFTING)
SENT = ~DRAFT & ~Q(state=ReportState.RETURNED)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is the unit's alone; what was sent in is read by everyone concerned."""
        own = Q(organization__in=scope.organizations(user, *UNIT, Role.API_CLIENT))
        return without_recused(self.filter(own | (readers(user) & ~DRAFT)), user)

    def sent(self):
        """Sent in and not returned: the unit's part is done."""
        return self.filter(SENT)

    def waiting_for(self, user):
        """Reports on which this reader's own word is still missing."""
        owed = Exists(ReportReview.objects.pending_for(user).filter(report=OuterRef("pk")))
        return self.filter(owed | self.to_complete_by(user))

    def to_complete_by(self, user) -> Q:
        """The unit's own drafts, and returned editions that no later one has taken the place of."""
        later = RectificationReport.objects.filter(
            feedback=OuterRef("feedback"), kind=OuterRef("kind"), number__gt=OuterRef("number")
        )
        last = Q(~Exists(later), state=ReportState.RETURNED)
        return Q(organization__in=scope.organizations(user, *UNIT)) & (DRAFT | last)


class RectificationReport(Versioned):
    """One edition of a report on how the rectification stands (整改报告, D17).

    The ledger is kept with it as it stood when the report was sent in: what the three parties read
    is what is printed, whatever happens to the items meanwhile.
    """

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="rectification_reports")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="rectification_reports",
        verbose_name=_("Party organization"),
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="rectification_reports"
    )
    kind = models.CharField(_("Kind"), max_length=20, choices=ReportKind)
    number = models.PositiveSmallIntegerField(pgettext_lazy("report", "Edition"), default=1)
    state = models.CharField(
        _("State"), max_length=20, choices=ReportState, default=ReportState.DRAFTING
    )
    overview = models.TextField(_("How the rectification was led"), blank=True)
    effects = models.TextField(_("What was achieved"), blank=True)
    next_steps = models.TextField(_("What is left and comes next"), blank=True)
    signed_copy = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Signed copy"),
    )
    ledger = models.JSONField(default=list, editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("Submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["body", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "kind", "number"], name="report_once"),
            models.UniqueConstraint(
                fields=["feedback", "kind"],
                condition=~Q(state=ReportState.RETURNED),
                name="report_one_live_edition",
            ),
            models.CheckConstraint(
                name="report_submitted_iff_not_draft",
                condition=Q(DRAFT, submitted_at=None, submitted_by=None)
                | (~DRAFT & Q(submitted_at__isnull=False, submitted_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_decided_iff_decided_at",
                condition=Q(
                    state__in=[ReportState.RETURNED, ReportState.ACCEPTED], decided_at__isnull=False
                )
                | Q(state__in=[ReportState.DRAFTING, ReportState.SUBMITTED], decided_at=None),
            ),
            models.CheckConstraint(
                name="report_returned_with_a_reason",
                condition=(Q(state=ReportState.RETURNED) & ~Q(return_reason=""))
                | (~Q(state=ReportState.RETURNED) & Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="report_dates_in_order",
                condition=(Q(submitted_at=None) | Q(submitted_at__gte=F("drafted_at")))
                & (Q(decided_at=None) | Q(decided_at__gte=F("submitted_at"))),
            ),
        ]

    def __str__(self) -> str:
        return _("%(kind)s of %(unit)s, edition %(number)s") % {
            "kind": self.get_kind_display(),
            "unit": self.organization,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        return reverse("rectification:report_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ReportState(self.state).tone

    @property
    def is_draft(self) -> bool:
        return self.state == ReportState.DRAFTING


class ReportReviewQuerySet(OpinionQuerySet):
    body = "report__body"


class ReportReview(Opinion):
    """What one of the three parties says of a report."""

    report = models.ForeignKey(RectificationReport, models.CASCADE, related_name="reviews")

    objects = ReportReviewQuerySet.as_manager()

    class Meta:
        ordering = ["party"]
        constraints = [
            models.UniqueConstraint(fields=["report", "party"], name="report_review_once_a_party"),
            models.CheckConstraint(name="report_review_given_whole", condition=OPINION_GIVEN),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.get_result_display()}"
