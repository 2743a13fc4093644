"""The five-year plan: whom it covers, in which round, and who adopted it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, Role
from accounts.scope import authorizations, organizations, recused
from inspections.states.plan import (
    ISSUED,
    PENDING,
    PLAN_TONES,
    CoverageClass,
    PlanDeed,
    PlanState,
    TargetCategory,
)

# Who reads the plans and rounds of a body (domain.md 4.2).
READERS = (*OFFICE, *LEADING, *REVIEWERS, Role.LEAD_CLERK, Role.API_CLIENT)


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, user: User) -> QuerySet["Term"]:
        return self.filter(body__in=organizations(user, *READERS))


class Term(models.Model):
    """The term of office of a committee (届), within which rounds are numbered."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("inspecting body"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["-number", "pk"]
        constraints = [
            models.UniqueConstraint(name="term_number_per_body", fields=["body", "number"]),
            models.CheckConstraint(
                name="term_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InspectionPlanQuerySet(models.QuerySet["InspectionPlan"]):
    def visible_to(self, user: User) -> QuerySet["InspectionPlan"]:
        """Plans of the user's body; a team reads the issued plan that its own round fulfils."""
        served = self.model._default_manager.filter(
            state__in=ISSUED, rounds__teams__authorizations__in=authorizations(user, *TEAM)
        )
        return self.filter(
            Q(body__in=organizations(user, *READERS)) | Q(pk__in=served.values("pk"))
        )


class InspectionPlan(Versioned):
    """The plan of a term: every target once, spread over its rounds."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="plans",
        verbose_name=_("inspecting body"),
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="plans", verbose_name=_("term")
    )
    title = models.CharField(_("title"), max_length=120)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("revises"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PlanState.choices, default=PlanState.DRAFT
    )
    rounds_per_year = models.PositiveSmallIntegerField(_("rounds a year"), default=2)
    targets_per_round = models.PositiveSmallIntegerField(_("targets a round, about"), default=30)
    tolerance_percent = models.PositiveSmallIntegerField(_("tolerance, percent"), default=10)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("drawn up by"),
    )
    issue_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)

    objects = InspectionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection plan")
        verbose_name_plural = _("inspection plans")
        ordering = ["-term__number", "-edition", "pk"]
        constraints = [
            models.UniqueConstraint(name="plan_edition_per_term", fields=["term", "edition"]),
            models.UniqueConstraint(
                name="plan_in_force_once_per_term",
                fields=["term"],
                condition=Q(state=PlanState.IN_FORCE),
            ),
            models.UniqueConstraint(
                name="plan_pending_once_per_term",
                fields=["term"],
                condition=Q(state__in=PENDING),
            ),
            models.CheckConstraint(
                name="plan_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="plan_numbered_iff_issued",
                condition=(Q(state__in=ISSUED, issued_at__isnull=False) & ~Q(issue_number=""))
                | (~Q(state__in=ISSUED) & Q(issued_at=None, issue_number="")),
            ),
            models.CheckConstraint(
                name="plan_first_edition_revises_nothing",
                condition=Q(edition=1, supersedes=None)
                | Q(edition__gt=1, supersedes__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_has_rounds",
                condition=Q(rounds_per_year__gte=1, targets_per_round__gte=1),
            ),
            models.CheckConstraint(
                name="plan_tolerance_below_whole", condition=Q(tolerance_percent__lt=100)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:plan_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return PLAN_TONES[PlanState(self.state)]

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def round_count(self) -> int:
        return self.rounds_per_year * len(self.years)

    @property
    def fewest_targets(self) -> int:
        """The least number of targets that still counts as “about” the planned size."""
        return -(-self.targets_per_round * (100 - self.tolerance_percent) // 100)

    @property
    def most_targets(self) -> int:
        return self.targets_per_round * (100 + self.tolerance_percent) // 100


class PlanQuota(models.Model):
    """How many targets of one category the plan must hold."""

    plan = models.ForeignKey(InspectionPlan, on_delete=models.CASCADE, related_name="quotas")
    coverage_class = models.CharField(
        _("coverage"), max_length=20, choices=CoverageClass.choices, default=CoverageClass.FULL
    )
    category = models.CharField(_("category"), max_length=20, choices=TargetCategory.choices)
    expected = models.PositiveSmallIntegerField(_("planned number"))

    class Meta:
        verbose_name = _("planned number")
        verbose_name_plural = _("planned numbers")
        ordering = ["-coverage_class", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="quota_once_per_category", fields=["plan", "coverage_class", "category"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.expected}"


class PlanRound(models.Model):
    """One of the rounds that the plan foresees."""

    plan = models.ForeignKey(InspectionPlan, on_delete=models.CASCADE, related_name="plan_rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year"))
    theme = models.CharField(_("sector or field"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("planned round")
        verbose_name_plural = _("planned rounds")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="plan_round_number_per_plan", fields=["plan", "number"])
        ]

    def __str__(self) -> str:
        return str(_("Round %(number)s (%(year)s)") % {"number": self.number, "year": self.year})


class PlanTargetQuerySet(models.QuerySet["PlanTarget"]):
    def visible_to(self, user: User) -> QuerySet["PlanTarget"]:
        plans = InspectionPlan.objects.visible_to(user)
        return self.filter(plan__in=plans).exclude(organization__in=recused(user))


class PlanTarget(models.Model):
    """An organisation that the plan means to inspect."""

    plan = models.ForeignKey(InspectionPlan, on_delete=models.CASCADE, related_name="targets")
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="plan_targets",
        verbose_name=_("organisation"),
    )
    category = models.CharField(_("category"), max_length=20, choices=TargetCategory.choices)
    coverage_class = models.CharField(
        _("coverage"), max_length=20, choices=CoverageClass.choices, default=CoverageClass.FULL
    )
    tag = models.CharField(_("tag"), max_length=40, blank=True)
    plan_round = models.ForeignKey(
        PlanRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("planned round"),
    )

    objects = PlanTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned target")
        verbose_name_plural = _("planned targets")
        ordering = ["organization__path", "pk"]
        constraints = [
            models.UniqueConstraint(name="target_once_per_plan", fields=["plan", "organization"])
        ]
        indexes = [models.Index(fields=["plan", "coverage_class", "category"])]

    def __str__(self) -> str:
        return str(self.organization)


class TargetMove(models.Model):
    """One target taken from one planned round to another, by whom and when (YN-12)."""

    target = models.ForeignKey(PlanTarget, on_delete=models.CASCADE, related_name="moves")
    from_number = models.PositiveSmallIntegerField(_("from round"), null=True, blank=True)
    to_number = models.PositiveSmallIntegerField(_("to round"))
    reason = models.CharField(_("reason"), max_length=200)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("moved by"),
    )
    moved_at = models.DateTimeField(_("moved"), default=timezone.now)

    class Meta:
        verbose_name = _("move of a target")
        verbose_name_plural = _("moves of targets")
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="target_move_changes_round",
                condition=Q(from_number=None) | ~Q(from_number=F("to_number")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.from_number or '—'} → {self.to_number}"


class PlanApprovalQuerySet(models.QuerySet["PlanApproval"]):
    def visible_to(self, user: User) -> QuerySet["PlanApproval"]:
        """The record of decisions is the body's own; a team reads the plan without it."""
        return self.filter(plan__body__in=organizations(user, *READERS))


class PlanApproval(models.Model):
    """One step of a plan through the meetings, with the minutes that prove it."""

    plan = models.ForeignKey(InspectionPlan, on_delete=models.CASCADE, related_name="approvals")
    step = models.CharField(_("step"), max_length=20, choices=PlanDeed.choices)
    held_on = models.DateField(_("meeting held on"), null=True, blank=True)
    minutes = models.ForeignKey(
        "accounts.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    decided_at = models.DateTimeField(_("recorded"), default=timezone.now)
    note = models.TextField(_("opinion"), blank=True)

    objects = PlanApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_meeting_has_minutes",
                condition=~Q(step__in=[PlanDeed.LEADING_GROUP, PlanDeed.COMMITTEE])
                | Q(held_on__isnull=False, minutes__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_return_has_reason",
                condition=~Q(step=PlanDeed.RETURNED) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
