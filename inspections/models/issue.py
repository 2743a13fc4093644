"""Issues 问题, and the editions of the focus of supervision 监督重点 that sort them."""

from datetime import date

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from accounts.scope import organizations
from accounts.words import HaystackField
from inspections.models.feedback import feedback_copied_to
from inspections.models.grant import granted_to
from inspections.models.reach import of_own_teams, without_recused
from inspections.states.feedback import OUT
from inspections.states.issue import (
    ISSUE_TONES,
    KNOWN_TO_UNIT,
    IssueOrigin,
    IssueState,
)


class FocusFrameworkQuerySet(models.QuerySet["FocusFramework"]):
    def offered(self, body: Organization, on: date) -> QuerySet["FocusFramework"]:
        """The editions in force on a day for a body's level; a superseded one is not offered."""
        return self.filter(
            Q(level="") | Q(level=body.level),
            Q(superseded_on=None) | Q(superseded_on__gt=on),
            effective_from__lte=on,
        )


class FocusFramework(models.Model):
    """An edition of what supervision looks at. Old editions stay, so old issues keep their place."""

    name = models.CharField(_("name"), max_length=60)
    edition = models.CharField(_("edition"), max_length=20)
    level = models.CharField(_("level"), max_length=20, blank=True)
    effective_from = models.DateField(_("in force from"))
    superseded_on = models.DateField(_("superseded on"), null=True, blank=True)

    objects = FocusFrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "pk"]
        verbose_name = _("focus framework")
        verbose_name_plural = _("focus frameworks")
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="framework_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.edition}）"


class FocusItem(models.Model):
    """One point of an edition; an old point says which new one it is counted with."""

    framework = models.ForeignKey(
        FocusFramework, on_delete=models.PROTECT, related_name="items", verbose_name=_("edition")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    counted_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="earlier",
        verbose_name=_("counted with"),
    )

    class Meta:
        ordering = ["framework", "number"]
        verbose_name = _("focus item")
        verbose_name_plural = _("focus items")
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="focus_item_number"),
        ]

    def __str__(self) -> str:
        return self.name


class AspectQuerySet(models.QuerySet["Aspect"]):
    def visible_to(self, user: User) -> QuerySet["Aspect"]:
        """The aspects of feedback that the user may read (the issues under them decide)."""
        return self.filter(issues__in=Issue.objects.visible_to(user)).distinct()


class Aspect(models.Model):
    """A heading of a feedback 方面, under which its issues stand."""

    feedback = models.ForeignKey(
        "inspections.Feedback",
        on_delete=models.PROTECT,
        related_name="aspects",
        verbose_name=_("feedback"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)

    objects = AspectQuerySet.as_manager()

    class Meta:
        ordering = ["feedback", "number"]
        verbose_name = _("aspect")
        verbose_name_plural = _("aspects")
        constraints = [
            models.UniqueConstraint(fields=["feedback", "number"], name="aspect_number"),
        ]

    def __str__(self) -> str:
        return self.title


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: User) -> "IssueQuerySet":
        """4.2: before feedback the team, office and leading group; the unit only what is issued."""
        inner = Q(body__in=organizations(user, *OFFICE, *LEADING)) | of_own_teams(user, *TEAM)
        known = Q(feedback__state__in=OUT, state__in=KNOWN_TO_UNIT)
        outer = known & (
            Q(body__in=organizations(user, *REVIEWERS, Role.API_CLIENT))
            | Q(organization__in=organizations(user, *UNIT, Role.STATIONED_GROUP))
            | Q(feedback__in=feedback_copied_to(user))
            | Q(assignment__in=granted_to(user))
        )
        return without_recused(self.filter(inner | outer), user)

    def marked_to(self, user: User) -> QuerySet["Issue"]:
        """The issues whose marks the user reads: those of the inspecting side, never the unit."""
        side = (*OFFICE, *LEADING, *REVIEWERS, Role.API_CLIENT)
        return self.filter(Q(body__in=organizations(user, *side)) | of_own_teams(user, *TEAM))

    def fed_back(self) -> QuerySet["Issue"]:
        return self.filter(state__in=KNOWN_TO_UNIT)

    def key(self) -> QuerySet["Issue"]:
        """Issues that carry at least one of the three marks (重点人、重点事、重点问题)."""
        return self.filter(Q(is_key_person=True) | Q(is_key_matter=True) | Q(is_key_issue=True))


class Issue(Versioned):
    """One problem of one organization, in the words in which it was (or will be) fed back."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="issues",
        verbose_name=_("inspected organization"),
    )
    assignment = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("assignment"),
    )
    paper = models.OneToOneField(
        "inspections.WorkingPaper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issue",
        verbose_name=_("working paper"),
    )
    feedback = models.ForeignKey(
        "inspections.Feedback",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("feedback"),
    )
    aspect = models.ForeignKey(
        Aspect,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("aspect"),
    )
    focus_item = models.ForeignKey(
        FocusItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("focus of supervision"),
    )
    origin = models.CharField(
        _("origin"), max_length=12, choices=IssueOrigin.choices, default=IssueOrigin.PAPER
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("wording"), max_length=10000)
    haystack = HaystackField()
    is_key_person = models.BooleanField(_("key person"), default=False)
    is_key_matter = models.BooleanField(_("key matter"), default=False)
    is_key_issue = models.BooleanField(_("key issue"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=IssueState.choices, default=IssueState.CONFIRMED
    )
    created_by = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    fed_back_at = models.DateTimeField(_("fed back at"), null=True, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"],
                condition=Q(assignment__isnull=False),
                name="issue_number_per_assignment",
            ),
            models.UniqueConstraint(
                fields=["feedback", "number"],
                condition=Q(assignment=None),
                name="issue_number_per_received_feedback",
            ),
            models.CheckConstraint(
                name="issue_of_ours_has_assignment",
                condition=~Q(origin=IssueOrigin.PAPER)
                | Q(assignment__isnull=False, paper__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_of_others_has_feedback",
                condition=Q(origin=IssueOrigin.PAPER)
                | Q(assignment=None, paper=None, feedback__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_fed_back_at_iff_fed_back",
                condition=Q(
                    state__in=KNOWN_TO_UNIT, fed_back_at__isnull=False, feedback__isnull=False
                )
                | (~Q(state__in=KNOWN_TO_UNIT) & Q(fed_back_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state"], name="issue_body_state"),
            models.Index(fields=["organization", "state"], name="issue_organization_state"),
            models.Index(fields=["body", "number"], name="issue_body_number"),
            models.Index(fields=["body", "id"], name="issue_in_body"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:issue_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ISSUE_TONES[IssueState(self.state)]

    @property
    def marks(self) -> list[str]:
        """The marks it carries, in words."""
        marks = (
            (_("Key person"), self.is_key_person),
            (_("Key matter"), self.is_key_matter),
            (_("Key issue"), self.is_key_issue),
        )
        return [str(label) for label, is_carried in marks if is_carried]

    @property
    def is_fed_back(self) -> bool:
        return self.state in KNOWN_TO_UNIT
