"""The inspection report 巡察报告 and the record of who heard it."""

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import StoredFile, User, Versioned
from accounts.roles import LEADING, OFFICE, TEAM
from accounts.scope import organizations
from inspections.models.reach import teams_of, without_recused
from inspections.states.report import REPORT_TONES, ReportDeed, ReportState


class InspectionReportQuerySet(models.QuerySet["InspectionReport"]):
    def visible_to(self, user: User) -> QuerySet["InspectionReport"]:
        """The team's own; the office's from submission; the leading group's once put before it."""
        office = Q(body__in=organizations(user, *OFFICE)) & ~Q(state=ReportState.DRAFTING)
        leading = Q(
            body__in=organizations(user, *LEADING),
            state__in=[ReportState.CONSULTED, ReportState.APPROVED],
        )
        own = Q(team__in=teams_of(user, *TEAM))
        return without_recused(self.filter(own | office | leading), user)


class InspectionReport(Versioned):
    """What a team reports of one organization. Every issue it cites rests on a signed paper."""

    assignment = models.OneToOneField(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        related_name="report",
        verbose_name=_("assignment"),
    )
    team = models.ForeignKey(
        "inspections.Team", on_delete=models.PROTECT, related_name="reports", verbose_name=_("team")
    )
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspected organization"),
    )
    title = models.CharField(_("title"), max_length=120)
    overall = models.TextField(_("overall evaluation"), max_length=10000, blank=True)
    suggestions = models.TextField(_("opinions and suggestions"), max_length=10000, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ReportState.choices, default=ReportState.DRAFTING
    )
    created_by = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    objects = InspectionReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("inspection report")
        verbose_name_plural = _("inspection reports")
        constraints = [
            models.CheckConstraint(
                name="report_submitted_at_iff_submitted",
                condition=Q(state=ReportState.DRAFTING, submitted_at=None)
                | (~Q(state=ReportState.DRAFTING) & Q(submitted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_approved_at_iff_approved",
                condition=Q(state=ReportState.APPROVED, approved_at__isnull=False)
                | (~Q(state=ReportState.APPROVED) & Q(approved_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:report_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return REPORT_TONES[ReportState(self.state)]


class CitedIssue(models.Model):
    """An issue's place in the report."""

    report = models.ForeignKey(InspectionReport, on_delete=models.CASCADE, related_name="citations")
    issue = models.OneToOneField(
        "inspections.Issue", on_delete=models.PROTECT, related_name="citation"
    )
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="cited_issue_number"),
        ]

    def __str__(self) -> str:
        return str(self.issue)


class ReportStepQuerySet(models.QuerySet["ReportStep"]):
    def visible_to(self, user: User) -> QuerySet["ReportStep"]:
        return self.filter(report__in=InspectionReport.objects.visible_to(user))


class ReportStep(models.Model):
    """One hearing of the report, or one communication about it: when, by whom, with what result."""

    report = models.ForeignKey(InspectionReport, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=20, choices=ReportDeed.choices)
    held_on = models.DateField(_("date"))
    opinion = models.TextField(_("opinion"), max_length=5000, blank=True)
    decided_by = models.CharField(_("held by"), max_length=120, blank=True)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes"),
    )
    person = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReportStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_return_needs_reason",
                condition=~Q(kind=ReportDeed.RETURNED) | ~Q(opinion=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
