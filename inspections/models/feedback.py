"""Feedback 反馈: what the inspected organization is told, by us or by a superior inspection."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from accounts.scope import kept, organizations
from inspections.models.grant import granted_to
from inspections.models.reach import of_own_teams, without_recused
from inspections.states.feedback import (
    FEEDBACK_TONES,
    OUT,
    CopyClass,
    Direction,
    FeedbackState,
)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: User) -> QuerySet["Feedback"]:
        """4.2: office, leading group, own team; from issue on unit, reviewers, named; cc readers."""
        inner = Q(body__in=organizations(user, *OFFICE, *LEADING)) | of_own_teams(user, *TEAM)
        outer = Q(state__in=OUT) & (
            Q(body__in=organizations(user, *REVIEWERS))
            | Q(organization__in=organizations(user, *UNIT, Role.STATIONED_GROUP))
            | Q(assignment__in=granted_to(user))
        )
        copied = Q(pk__in=feedback_copied_to(user))
        return without_recused(self.filter(inner | outer | copied), user)

    def out(self) -> QuerySet["Feedback"]:
        return self.filter(state__in=OUT)

    def acknowledged(self) -> QuerySet["Feedback"]:
        return self.filter(state=FeedbackState.ACKNOWLEDGED)


class Feedback(Versioned):
    """The opinion on one organization. Aspects and issues hang under it, in its own words."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="feedback",
        verbose_name=_("inspected organization"),
    )
    assignment = models.OneToOneField(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("assignment"),
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.ISSUED
    )
    superior = models.CharField(_("superior inspection"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    overall = models.TextField(_("overall evaluation"), max_length=10000, blank=True)
    requirements = models.TextField(_("opinions and suggestions"), max_length=10000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=FeedbackState.choices, default=FeedbackState.DRAFTING
    )
    head_feedback_on = models.DateField(_("fed back to the head on"), null=True, blank=True)
    meeting_on = models.DateField(_("feedback meeting on"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    signed_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed for by"),
    )
    signed_at = models.DateTimeField(_("signed for at"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                name="feedback_direction_fits_origin",
                condition=Q(direction=Direction.ISSUED, assignment__isnull=False, superior="")
                | (Q(direction=Direction.RECEIVED, assignment=None) & ~Q(superior="")),
            ),
            models.CheckConstraint(
                name="feedback_issued_at_iff_out",
                condition=Q(state__in=OUT, issued_at__isnull=False)
                | (~Q(state__in=OUT) & Q(direction=Direction.ISSUED, issued_at=None))
                | (~Q(state__in=OUT) & Q(direction=Direction.RECEIVED)),
            ),
            models.CheckConstraint(
                name="feedback_signed_iff_acknowledged",
                condition=Q(
                    state=FeedbackState.ACKNOWLEDGED,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                )
                | (~Q(state=FeedbackState.ACKNOWLEDGED) & Q(signed_at=None, signed_by=None)),
            ),
            models.CheckConstraint(
                name="feedback_head_before_meeting",
                condition=Q(meeting_on=None)
                | Q(head_feedback_on=None)
                | Q(meeting_on__gte=F("head_feedback_on")),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="feedback_body_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:feedback_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return FEEDBACK_TONES[FeedbackState(self.state)]

    @property
    def is_received(self) -> bool:
        return self.direction == Direction.RECEIVED

    @property
    def is_out(self) -> bool:
        return self.state in OUT


class FeedbackCopyQuerySet(models.QuerySet["FeedbackCopy"]):
    def delivered_to(self, user: User) -> QuerySet["FeedbackCopy"]:
        """Copies this user may read: sent to the person, or to the organ he answers for."""
        return self.filter(
            Q(person=user, feedback__body__in=organizations(user, *LEADING))
            | Q(organization__in=organizations(user, *UNIT, Role.DEPARTMENT_LIAISON)),
            delivered_at__isnull=False,
        )


class FeedbackCopy(models.Model):
    """A copy of the feedback for one reader of one of the three classes (分管领导、上级党组织、职能部门)."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="copies")
    kind = models.CharField(_("class"), max_length=12, choices=CopyClass.choices)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organ"),
    )
    person = models.ForeignKey(
        "accounts.User",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader"),
    )
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    objects = FeedbackCopyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = [
            models.CheckConstraint(
                name="copy_has_one_reader",
                condition=Q(kind=CopyClass.LEADER, person__isnull=False, organization=None)
                | (~Q(kind=CopyClass.LEADER) & Q(person=None, organization__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["feedback", "kind", "organization", "person"],
                name="copy_once_per_reader",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)


def feedback_copied_to(user: User) -> list[int]:
    """Ids of the feedback of which this user may read a copy."""
    copies = FeedbackCopy.objects.all().delivered_to(user).order_by("feedback_id")
    ids = copies.values_list("feedback_id", flat=True).distinct()
    return kept(user, "copies", lambda: list(ids))
