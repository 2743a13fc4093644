"""One target of one team in one round: what papers, reports and feedback hang on."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Versioned
from accounts.roles import TEAM, UNIT
from accounts.scope import organizations
from inspections.models.grant import granted_to
from inspections.models.plan import READERS
from inspections.models.reach import teams_of, without_recused
from inspections.states.assignment import (
    ASSIGNMENT_TONES,
    ENTERED,
    LEFT,
    UNKNOWN_TO_UNIT,
    AssignmentState,
    label_for_unit,
    state_for_unit,
    tone_for_unit,
)
from inspections.states.round import InspectionKind


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: User) -> QuerySet["Assignment"]:
        """The body's, the team's, the unit's own once notified, the named ones; minus recusals."""
        reach = (
            Q(body__in=organizations(user, *READERS))
            | Q(team__in=teams_of(user, *TEAM))
            | Q(organization__in=organizations(user, *UNIT)) & ~Q(state__in=UNKNOWN_TO_UNIT)
            | Q(pk__in=granted_to(user))
        )
        return without_recused(self.filter(reach), user)


class Assignment(Versioned):
    """One organisation to be inspected by one team in one round."""

    round = models.ForeignKey(
        "inspections.Round",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("round"),
    )
    team = models.ForeignKey(
        "inspections.Team",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("team"),
    )
    target = models.OneToOneField(
        "inspections.RoundTarget",
        on_delete=models.PROTECT,
        related_name="assignment",
        verbose_name=_("target of the round"),
    )
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="given_assignments",
        verbose_name=_("inspecting body"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("inspected organisation"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=InspectionKind.choices, default=InspectionKind.REGULAR
    )
    state = models.CharField(
        _("state"),
        max_length=30,
        choices=AssignmentState.choices,
        default=AssignmentState.ASSIGNED,
    )
    entered_on = models.DateField(_("entered on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["team__number", "organization__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_once_per_round", fields=["round", "organization"]
            ),
            models.CheckConstraint(
                name="assignment_entered_iff_on_site",
                condition=Q(state__in=ENTERED, entered_on__isnull=False)
                | (~Q(state__in=ENTERED) & Q(entered_on=None)),
            ),
            models.CheckConstraint(
                name="assignment_withdrawn_iff_left",
                condition=Q(state__in=LEFT, withdrawn_on__isnull=False)
                | (~Q(state__in=LEFT) & Q(withdrawn_on=None)),
            ),
            models.CheckConstraint(
                name="assignment_leaves_after_it_enters",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("entered_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state"]),
            models.Index(fields=["organization", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.team} – {self.organization}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:assignment_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ASSIGNMENT_TONES[AssignmentState(self.state)]

    @property
    def state_for_unit(self) -> str:
        return state_for_unit(self.state)

    @property
    def label_for_unit(self) -> str | Promise:
        return label_for_unit(self.state)

    @property
    def tone_for_unit(self) -> str:
        return tone_for_unit(self.state)
