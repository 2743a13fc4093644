"""Teams, their members, what the members declare, and the authority they act under."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Authorization, Duty, User, Versioned
from accounts.roles import LEADING, OFFICE, TEAM, Role
from accounts.scope import authorizations, organizations, recused
from inspections.models.plan import READERS
from inspections.states.team import (
    TEAM_TONES,
    MemberKind,
    OrganizationMode,
    RecusalGround,
    TeamState,
)

MEMBER_ROLES = [(role.value, role.label) for role in Role if role in TEAM]


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User) -> QuerySet["Team"]:
        """The body's teams, and those that the user serves under an authority valid today."""
        served = TeamAuthorization.objects.filter(pk__in=authorizations(user, *TEAM))
        return self.filter(
            Q(body__in=organizations(user, *READERS)) | Q(pk__in=served.values("team"))
        )


class Team(Versioned):
    """An inspection team, put together for one round (一次一组合)."""

    round = models.ForeignKey(
        "inspections.Round",
        on_delete=models.PROTECT,
        related_name="teams",
        verbose_name=_("round"),
    )
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="teams",
        verbose_name=_("inspecting body"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=60)
    mode = models.CharField(
        _("organisation mode"),
        max_length=20,
        choices=OrganizationMode.choices,
        default=OrganizationMode.DIRECT,
    )
    home = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place the team comes from"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=TeamState.choices, default=TeamState.FORMING
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(name="team_number_per_round", fields=["round", "number"]),
            models.CheckConstraint(
                name="cross_team_names_its_home",
                condition=~Q(mode=OrganizationMode.CROSS) | Q(home__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("inspections:team_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return TEAM_TONES[TeamState(self.state)]


class PoolEntryQuerySet(models.QuerySet["PoolEntry"]):
    def visible_to(self, user: User) -> QuerySet["PoolEntry"]:
        return self.filter(body__in=organizations(user, *OFFICE, *LEADING))


class PoolEntry(models.Model):
    """A person of the talent pool, with what bears on recusal."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="pool",
        verbose_name=_("inspecting body"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="pool_entries",
        verbose_name=_("person"),
    )
    may_lead = models.BooleanField(_("may lead a team"), default=False)
    speciality = models.CharField(_("speciality"), max_length=60, blank=True)
    native_place = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("native place"),
    )

    objects = PoolEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the talent pool")
        verbose_name_plural = _("talent pool")
        ordering = ["person__username"]
        constraints = [
            models.UniqueConstraint(name="pool_entry_per_person", fields=["body", "person"])
        ]

    def __str__(self) -> str:
        return str(self.person)


class FormerPost(models.Model):
    """Where a person of the pool worked before."""

    entry = models.ForeignKey(PoolEntry, on_delete=models.CASCADE, related_name="former_posts")
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    left_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former post")
        verbose_name_plural = _("former posts")
        ordering = ["-left_on", "pk"]

    def __str__(self) -> str:
        return f"{self.organization} – {self.left_on}"


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def serving(self) -> QuerySet["TeamMember"]:
        return self.filter(removed_at=None)

    def awaiting_authority(self) -> QuerySet["TeamMember"]:
        """Serving members who hold no duty under any authorisation of their team."""
        given = Duty.objects.filter(
            person=OuterRef("person"),
            authorization__teamauthorization__team=OuterRef("team"),
            revoked_at=None,
        )
        return self.serving().exclude(Exists(given))

    def visible_to(self, user: User) -> QuerySet["TeamMember"]:
        """Members of visible teams; and always one's own call to a team."""
        return self.filter(Q(team__in=Team.objects.visible_to(user)) | Q(person=user.pk))


class TeamMember(models.Model):
    """A person called to a team, in one role."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=30, choices=MEMBER_ROLES)
    member_kind = models.CharField(
        _("kind"), max_length=20, choices=MemberKind.choices, default=MemberKind.SECONDED
    )
    joined_at = models.DateTimeField(_("named"), default=timezone.now)
    removed_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["team", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="member_once_per_team",
                fields=["team", "person"],
                condition=Q(removed_at=None),
            ),
            models.UniqueConstraint(
                name="one_leader_per_team",
                fields=["team"],
                condition=Q(removed_at=None, role=Role.TEAM_LEADER),
            ),
            models.CheckConstraint(
                name="member_role_is_of_a_team", condition=Q(role__in=sorted(TEAM))
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def declaration_url(self) -> str:
        return reverse("inspections:declare", args=[self.pk])


class TeamAuthorization(Authorization):
    """The leading group's authority for one team and one task, from date to date (LZ-11).

    An extension is a further row that begins where the one before ends, never a later date.
    """

    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="authorizations", verbose_name=_("team")
    )
    extends = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extension",
        verbose_name=_("extends"),
    )

    class Meta:
        verbose_name = _("authorisation of a team")
        verbose_name_plural = _("authorisations of teams")


class RecusalDeclarationQuerySet(models.QuerySet["RecusalDeclaration"]):
    def visible_to(self, user: User) -> QuerySet["RecusalDeclaration"]:
        """One's own; for office and leading group all of the body but where they keep away."""
        of_body = Q(member__team__body__in=organizations(user, *OFFICE, *LEADING))
        return self.filter(Q(member__person=user.pk) | of_body & ~Q(organization__in=recused(user)))

    def undecided(self) -> QuerySet["RecusalDeclaration"]:
        return self.filter(has_conflict=True, decision=None, member__removed_at=None)


class RecusalDeclaration(models.Model):
    """What a member declares about one organisation the team is to inspect.

    "No reason" may be followed by a conflict found later; nothing follows a conflict but a decision.
    """

    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="declarations")
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    has_conflict = models.BooleanField(_("there is a reason to keep away"))
    ground = models.CharField(_("ground"), max_length=20, choices=RecusalGround.choices, blank=True)
    statement = models.TextField(_("statement"), blank=True)
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)

    objects = RecusalDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal declaration")
        verbose_name_plural = _("recusal declarations")
        ordering = ["member", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="declared_once_per_target",
                fields=["member", "organization", "has_conflict"],
            ),
            models.CheckConstraint(
                name="conflict_has_ground_and_statement",
                condition=(Q(has_conflict=True) & ~Q(ground="") & ~Q(statement=""))
                | Q(has_conflict=False, ground=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.organization}"


class RecusalDecision(models.Model):
    """The office's answer to a declaration, always with its reason."""

    declaration = models.OneToOneField(
        RecusalDeclaration, on_delete=models.CASCADE, related_name="decision"
    )
    upheld = models.BooleanField(_("must keep away"))
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        verbose_name = _("recusal decision")
        verbose_name_plural = _("recusal decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="recusal_decision_has_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return str(self.declaration)
