"""One round of inspections and the targets it takes on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Versioned
from accounts.roles import TEAM
from accounts.scope import authorizations, organizations, recused
from inspections.models.plan import READERS
from inspections.states.round import ROUND_TONES, InspectionKind, RoundState


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> QuerySet["Round"]:
        """Rounds of the user's body, and those in which a team of theirs is authorised today."""
        served = self.model._default_manager.filter(
            teams__authorizations__in=authorizations(user, *TEAM)
        )
        return self.filter(
            Q(body__in=organizations(user, *READERS)) | Q(pk__in=served.values("pk"))
        )


class Round(Versioned):
    """A round of inspections: its number within the term, its kind, and the office's stage."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("inspecting body"),
    )
    plan = models.ForeignKey(
        "inspections.InspectionPlan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("plan"),
    )
    plan_round = models.ForeignKey(
        "inspections.PlanRound",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("planned round"),
    )
    term = models.ForeignKey(
        "inspections.Term",
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("term"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InspectionKind.choices, default=InspectionKind.REGULAR
    )
    state = models.CharField(
        _("stage"), max_length=20, choices=RoundState.choices, default=RoundState.PROPOSED
    )
    targets_per_team = models.PositiveSmallIntegerField(_("targets a team"), default=2)
    station_from = models.DateField(_("on site from"))
    station_to = models.DateField(_("on site to"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("opened by"),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-term__number", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="round_number_per_term",
                fields=["term", "number"],
                condition=~Q(state=RoundState.CANCELLED),
            ),
            models.UniqueConstraint(
                name="plan_round_opened_once",
                fields=["plan_round"],
                condition=~Q(state=RoundState.CANCELLED),
            ),
            models.CheckConstraint(
                name="round_ends_after_it_begins",
                condition=Q(station_to__gte=F("station_from")),
            ),
            models.CheckConstraint(
                name="round_teams_take_targets", condition=Q(targets_per_team__gte=1)
            ),
            models.CheckConstraint(
                name="round_plan_round_has_plan",
                condition=Q(plan_round=None) | Q(plan__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("inspections:round_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ROUND_TONES[RoundState(self.state)]


class RoundTargetQuerySet(models.QuerySet["RoundTarget"]):
    def visible_to(self, user: User) -> QuerySet["RoundTarget"]:
        """The body's people see all targets of a round; a team sees its own as assignments."""
        held = organizations(user, *READERS)
        return self.filter(round__body__in=held).exclude(organization__in=recused(user))

    def unassigned(self) -> QuerySet["RoundTarget"]:
        return self.filter(assignment=None)


class RoundTarget(models.Model):
    """An organisation that a round takes on, before and after a team has it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="targets")
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="round_targets",
        verbose_name=_("organisation"),
    )
    plan_target = models.ForeignKey(
        "inspections.PlanTarget",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="round_targets",
        verbose_name=_("planned target"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=InspectionKind.choices, default=InspectionKind.REGULAR
    )
    subject = models.CharField(_("person, matter or issue"), max_length=200, blank=True)
    earlier = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="re_inspections",
        verbose_name=_("earlier inspection"),
    )

    objects = RoundTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of a round")
        verbose_name_plural = _("targets of rounds")
        ordering = ["organization__path", "pk"]
        constraints = [
            models.UniqueConstraint(name="target_once_per_round", fields=["round", "organization"]),
            models.CheckConstraint(
                name="mobile_inspection_names_its_subject",
                condition=~Q(kind=InspectionKind.MOBILE) | ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="re_inspection_has_an_earlier_one",
                condition=~Q(kind=InspectionKind.REINSPECTION) | Q(earlier__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)
