"""The working paper 底稿: one matter, one paper, three looks at it before it counts."""

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import StoredFile, User, Versioned
from accounts.roles import LEADING, OFFICE, TEAM, Role
from accounts.scope import organizations, recused
from accounts.words import HaystackField
from inspections.models.grant import granted_to
from inspections.models.reach import teams_of, without_recused
from inspections.states.paper import (
    NUMBERED,
    PAPER_TONES,
    RUNNING,
    EvidenceForm,
    PaperDeed,
    PaperState,
)
from inspections.states.report import ReportState


class TeamMeetingQuerySet(models.QuerySet["TeamMeeting"]):
    def visible_to(self, user: User) -> QuerySet["TeamMeeting"]:
        """The team's own, without those in which an organization one keeps away from was spoken of."""
        spoken_of = WorkingPaper.objects.filter(
            meeting__isnull=False, organization__in=recused(user)
        )
        own = self.filter(team__in=teams_of(user, *TEAM))
        return own.exclude(pk__in=spoken_of.values("meeting"))


class TeamMeeting(models.Model):
    """A meeting of the team 组务会: who sat, what was settled. Papers are confirmed in one."""

    team = models.ForeignKey(
        "inspections.Team",
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("team"),
    )
    held_on = models.DateField(_("date"))
    title = models.CharField(pgettext_lazy("meeting", "subject"), max_length=120)
    minutes = models.TextField(_("minutes"), max_length=10000)
    attendees = models.ManyToManyField("accounts.User", related_name="+", verbose_name=_("present"))
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed minutes"),
    )
    created_by = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = TeamMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("team meeting")
        verbose_name_plural = _("team meetings")

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:meeting_detail", args=[self.pk])


def cited_for(user: User) -> Q:
    """What reports cite, for the leading group; for others without the tables of reports at all."""
    cited = Q(issue__citation__report__state__in=[ReportState.CONSULTED, ReportState.APPROVED])
    bodies = organizations(user, *LEADING)
    return cited & Q(body__in=bodies) if bodies else Q(pk__in=[])


class WorkingPaperQuerySet(models.QuerySet["WorkingPaper"]):
    def visible_to(self, user: User) -> QuerySet["WorkingPaper"]:
        """The team's own; the office's and named readers' after filing; the group's once cited (4.2).

        A draft is seen by its handlers and by the leader and deputies of the team alone.
        """
        kept = Q(body__in=organizations(user, *OFFICE)) | Q(assignment__in=granted_to(user))
        filed = kept & Q(state=PaperState.FILED)
        own = Q(team__in=teams_of(user, *TEAM)) & (
            ~Q(state=PaperState.DRAFT)
            | Q(created_by=user.pk)
            | Q(pk__in=PaperHandler.objects.filter(person=user.pk).values("paper"))
        )
        led = Q(team__in=teams_of(user, Role.TEAM_LEADER, Role.TEAM_DEPUTY))
        return without_recused(self.filter(own | led | filed | cited_for(user)), user)

    def numbered(self) -> QuerySet["WorkingPaper"]:
        return self.filter(state__in=NUMBERED)


class WorkingPaper(Versioned):
    """The proof of one issue, written by two handlers, reviewed, discussed and signed."""

    assignment = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        related_name="papers",
        verbose_name=_("assignment"),
    )
    team = models.ForeignKey(
        "inspections.Team", on_delete=models.PROTECT, related_name="papers", verbose_name=_("team")
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
    provisional_serial = models.PositiveIntegerField(editable=False)
    provisional_number = models.CharField(_("provisional number"), max_length=60, editable=False)
    serial = models.PositiveIntegerField(null=True, blank=True, editable=False)
    number = models.CharField(_("number"), max_length=60, blank=True, editable=False)
    title = models.CharField(_("title of the issue"), max_length=40)
    haystack = HaystackField()
    focus_item = models.ForeignKey(
        "inspections.FocusItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("focus of supervision"),
    )
    writer = models.ForeignKey(
        "accounts.User", on_delete=models.RESTRICT, related_name="+", verbose_name=_("writer")
    )
    found_on = models.DateField(_("found on"), null=True, blank=True)
    manifestation = models.TextField(_("manifestation"), max_length=5000, blank=True)
    basis = models.TextField(_("nature and basis"), max_length=5000, blank=True)
    responsible_body = models.CharField(_("principal responsibility"), max_length=80, blank=True)
    responsible_body_finding = models.CharField(
        _("finding on the principal responsibility"), max_length=200, blank=True
    )
    first_responsible = models.CharField(_("first responsible person"), max_length=80, blank=True)
    first_responsible_finding = models.CharField(
        _("finding on the first responsible person"), max_length=200, blank=True
    )
    main_leader = models.CharField(_("leader in charge"), max_length=80, blank=True)
    main_leader_finding = models.CharField(
        _("finding on the leader in charge"), max_length=200, blank=True
    )
    supervision = models.CharField(_("supervision responsibility"), max_length=80, blank=True)
    supervision_finding = models.CharField(
        _("finding on the supervision responsibility"), max_length=200, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=PaperState.choices, default=PaperState.DRAFT
    )
    created_by = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    meeting = models.ForeignKey(
        TeamMeeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("team meeting"),
    )
    signed_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    objects = WorkingPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("working paper")
        verbose_name_plural = _("working papers")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "provisional_serial"], name="paper_provisional_serial_per_team"
            ),
            models.UniqueConstraint(fields=["team", "serial"], name="paper_serial_per_team"),
            models.CheckConstraint(
                name="paper_numbered_iff_signed",
                condition=Q(
                    state__in=NUMBERED,
                    serial__isnull=False,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                )
                & ~Q(number="")
                | (
                    ~Q(state__in=NUMBERED)
                    & Q(serial=None, number="", signed_at=None, signed_by=None)
                ),
            ),
            models.CheckConstraint(
                name="paper_filed_at_iff_filed",
                condition=Q(state=PaperState.FILED, filed_at__isnull=False)
                | (~Q(state=PaperState.FILED) & Q(filed_at=None)),
            ),
            models.CheckConstraint(
                name="paper_meeting_before_signature",
                condition=~Q(state__in=[PaperState.CONFIRMED, *NUMBERED])
                | Q(meeting__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state"], name="paper_team_state"),
            models.Index(name="paper_in_body", fields=["body", "id"], include=["state"]),
            models.Index(
                name="paper_to_file", fields=["body"], condition=Q(state=PaperState.SIGNED)
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.provisional_number

    def get_absolute_url(self) -> str:
        return reverse("inspections:paper_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return PAPER_TONES[PaperState(self.state)]

    @property
    def is_signed(self) -> bool:
        return self.state in NUMBERED

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class PaperHandler(models.Model):
    """A member of the team who answers for the facts in the paper."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.CASCADE, related_name="handlers")
    person = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "person"], name="paper_handler_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class PaperEvidenceQuerySet(models.QuerySet["PaperEvidence"]):
    def visible_to(self, user: User) -> QuerySet["PaperEvidence"]:
        return self.filter(paper__in=WorkingPaper.objects.visible_to(user))


class PaperEvidence(models.Model):
    """A numbered piece of evidence, with where it comes from and which pages count."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    caption = models.CharField(_("material"), max_length=120)
    source = models.CharField(_("source"), max_length=60, blank=True)
    pages = models.CharField(_("pages"), max_length=20, blank=True)
    form = models.CharField(
        _("form"), max_length=10, choices=EvidenceForm.choices, default=EvidenceForm.COPY
    )

    objects = PaperEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="evidence_number_per_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.caption}"


class PaperStep(models.Model):
    """One act on a paper and the opinion given with it. A returned paper simply gets more rows."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.CASCADE, related_name="steps")
    deed = models.CharField(max_length=12, choices=PaperDeed.choices)
    opinion = models.TextField(blank=True)
    person = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="paper_return_needs_reason",
                condition=~Q(deed__in=[PaperDeed.RETURNED, PaperDeed.VOIDED]) | ~Q(opinion=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_deed_display()
