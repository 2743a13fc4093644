"""The plan a unit draws up, edition by edition, and the opinions of its reviewers."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import scope
from accounts.models import Organization, StoredFile, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from deadlines.models import Clock
from documents.models import IssuedDocument
from inspections.models import Assignment, Feedback, Issue
from inspections.models.grant import granted_to
from inspections.models.reach import of_own_teams, without_recused
from rectification.states import MeetingKind, Party, PlanState, ReviewResult

DRAFT = Q(state=PlanState.DRAFTING)


def readers(user) -> Q:
    """Who reads what a unit has sent in: the bodies above it, its team, who is named for it."""
    return (
        Q(body__in=scope.organizations(user, *OFFICE, *LEADING, *REVIEWERS, Role.API_CLIENT))
        | of_own_teams(user, *TEAM)
        | Q(organization__in=scope.organizations(user, Role.STATIONED_GROUP))
        | Q(assignment__in=granted_to(user))
    )


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is the unit's alone; what was sent in is read by everyone concerned."""
        own = Q(organization__in=scope.organizations(user, *UNIT, Role.API_CLIENT))
        return without_recused(self.filter(own | (readers(user) & ~DRAFT)), user)

    def in_force(self):
        return self.filter(state=PlanState.IN_FORCE)

    def under_review(self):
        return self.filter(state__in=[PlanState.SUBMITTED, PlanState.JOINT_REVIEW])

    def waiting_for(self, user):
        """Plans on which this reader's own word is still missing."""
        office = scope.organizations(user, *OFFICE)
        received = Q(state__in=[PlanState.SUBMITTED, PlanState.APPROVED], body__in=office)
        owed = Exists(PlanReview.objects.pending_for(user).filter(plan=OuterRef("pk")))
        return self.filter(received | owed | self.to_complete_by(user))

    def to_complete_by(self, user) -> Q:
        """The unit's own drafts, and returned editions that no later one has taken the place of."""
        later = RectificationPlan.objects.filter(
            feedback=OuterRef("feedback"), number__gt=OuterRef("number")
        )
        last = Q(~Exists(later), state=PlanState.RETURNED)
        return Q(organization__in=scope.organizations(user, *UNIT)) & (DRAFT | last)


class RectificationPlan(Versioned):
    """One edition of a unit's rectification plan; a returned one is followed by the next."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="plans")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="rectification_plans",
        verbose_name=_("Party organization"),
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="rectification_plans"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("plan", "Edition"), default=1)
    state = models.CharField(
        _("State"), max_length=20, choices=PlanState, default=PlanState.DRAFTING
    )
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, blank=True, related_name="+")
    principles = models.TextField(_("Overall requirements"), blank=True)
    leadership = models.TextField(_("Leadership and division of work"), blank=True)
    safeguards = models.TextField(_("Safeguards"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("Submitted"), null=True, blank=True)
    submitted_hash = models.CharField(max_length=64, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    in_force_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    in_force_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["body", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "number"], name="plan_edition_once"),
            models.UniqueConstraint(
                fields=["feedback"],
                condition=~Q(state=PlanState.RETURNED),
                name="plan_one_live_edition",
            ),
            models.CheckConstraint(
                name="plan_submitted_iff_not_draft",
                condition=Q(DRAFT, submitted_at=None, submitted_by=None, submitted_hash="")
                | (
                    ~DRAFT
                    & Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & ~Q(submitted_hash="")
                ),
            ),
            models.CheckConstraint(
                name="plan_returned_iff_returned_at",
                condition=(
                    Q(state=PlanState.RETURNED, returned_at__isnull=False) & ~Q(return_reason="")
                )
                | (~Q(state=PlanState.RETURNED) & Q(returned_at=None, return_reason="")),
            ),
            models.CheckConstraint(
                name="plan_approved_iff_approved_at",
                condition=Q(
                    state__in=[PlanState.APPROVED, PlanState.IN_FORCE], approved_at__isnull=False
                )
                | (~Q(state__in=[PlanState.APPROVED, PlanState.IN_FORCE]) & Q(approved_at=None)),
            ),
            models.CheckConstraint(
                name="plan_in_force_iff_in_force_at",
                condition=Q(state=PlanState.IN_FORCE, in_force_at__isnull=False)
                | (~Q(state=PlanState.IN_FORCE) & Q(in_force_at=None)),
            ),
            models.CheckConstraint(
                name="plan_dates_in_order",
                condition=(Q(submitted_at=None) | Q(submitted_at__gte=F("drafted_at")))
                & (Q(approved_at=None) | Q(approved_at__gte=F("submitted_at")))
                & (Q(in_force_at=None) | Q(in_force_at__gte=F("approved_at"))),
            ),
        ]

    def __str__(self) -> str:
        return _("Rectification plan of %(unit)s, edition %(number)s") % {
            "unit": self.organization,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        return reverse("rectification:plan_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return PlanState(self.state).tone

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFTING

    @property
    def receipt_number(self) -> str:
        """Printed on the receipt; stays the same however often it is printed."""
        return f"{self.submitted_at:%Y%m%d}-{self.pk:05d}" if self.submitted_at else ""


class PlannedIssue(models.Model):
    """A fed-back issue as the plan words it, kept beside the original to be compared with."""

    plan = models.ForeignKey(RectificationPlan, models.CASCADE, related_name="planned_issues")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    wording = models.TextField(_("Wording in the plan"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "issue"], name="planned_issue_once"),
        ]

    def __str__(self) -> str:
        return str(self.issue)


PARTY_ROLES = {
    Party.DISCIPLINE: (Role.DISCIPLINE_REVIEWER,),
    Party.ORGANIZATION: (Role.ORGANIZATION_REVIEWER,),
    Party.OFFICE: tuple(OFFICE),
}

OPINION_GIVEN = (
    Q(result=ReviewResult.PENDING, reviewer=None, reviewed_at=None, opinion="")
    | Q(result=ReviewResult.PASSED, reviewer__isnull=False, reviewed_at__isnull=False)
    | (
        Q(result=ReviewResult.RETURNED, reviewer__isnull=False, reviewed_at__isnull=False)
        & ~Q(opinion="")
    )
)


class Opinion(models.Model):
    """One party's own word; given once, edited by nobody."""

    party = models.CharField(max_length=20, choices=Party)
    result = models.CharField(max_length=20, choices=ReviewResult, default=ReviewResult.PENDING)
    opinion = models.TextField(_("Opinion"), blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        return self.result == ReviewResult.PENDING

    @property
    def state_tone(self) -> str:
        return ReviewResult(self.result).tone


class OpinionQuerySet(models.QuerySet):
    # Where the body stands whose parties are asked.
    body = "body"

    def pending_for(self, user):
        """Opinions this reader owes."""
        mine = Q(pk__in=[])
        for party, roles in PARTY_ROLES.items():
            bodies = scope.organizations(user, *roles)
            mine |= Q(("party", party), (f"{self.body}__in", bodies))
        return self.filter(mine, result=ReviewResult.PENDING)


class PlanReviewQuerySet(OpinionQuerySet):
    body = "plan__body"


class PlanReview(Opinion):
    """What one of the three parties says of a plan."""

    plan = models.ForeignKey(RectificationPlan, models.CASCADE, related_name="reviews")

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        ordering = ["party"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "party"], name="plan_review_once_a_party"),
            models.CheckConstraint(name="plan_review_given_whole", condition=OPINION_GIVEN),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.get_result_display()}"


class PlanImport(models.Model):
    """A workbook of items sent in for one draft; read again when it is confirmed."""

    plan = models.ForeignKey(RectificationPlan, models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("rectification:plan_import", args=[self.plan_id, self.pk])


class UnitDeadlinesQuerySet(models.QuerySet):
    def visible_to(self, user):
        own = Q(organization__in=scope.organizations(user, *UNIT, Role.STATIONED_GROUP))
        above = Q(body__in=scope.organizations(user, *OFFICE, *LEADING, *REVIEWERS))
        return without_recused(self.filter(own | above), user)

    def without_plan(self):
        return self.filter(~Exists(RectificationPlan.objects.filter(feedback=OuterRef("feedback"))))


class UnitDeadlines(models.Model):
    """What a unit owes on a feedback from the day it received it: a plan, a meeting, two reports."""

    feedback = models.OneToOneField(Feedback, models.PROTECT, related_name="unit_deadlines")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    plan_clock = models.OneToOneField(Clock, models.PROTECT, related_name="+")
    meeting_clock = models.OneToOneField(Clock, models.PROTECT, related_name="+")
    # None: the feedback was received before reports had a deadline here; the next step starts it.
    report_clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="+")

    objects = UnitDeadlinesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return _("Draw up the rectification plan: %(title)s") % {"title": self.feedback}

    def get_absolute_url(self) -> str:
        return reverse("rectification:unit_home") + f"#plan-{self.feedback_id}"


class UnitMeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        own = Q(organization__in=scope.organizations(user, *UNIT))
        above = Q(body__in=scope.organizations(user, *OFFICE, *LEADING, *REVIEWERS))
        return without_recused(self.filter(own | above), user)


class UnitMeeting(models.Model):
    """A meeting the unit held on its feedback: to study it, or the democratic-life meeting."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="unit_meetings")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=20, choices=MeetingKind)
    held_on = models.DateField(_("Held on"))
    subject = models.CharField(_("Subject"), max_length=200)
    minutes = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = UnitMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"
