"""What the team did on site: one row a talk, a visit, a file review."""

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization, StoredFile, User, Versioned
from accounts.roles import OFFICE, TEAM
from accounts.scope import organizations
from inspections.models.reach import teams_of, without_recused
from inspections.states.fieldwork import TWO_HANDLERS, MethodKind


class MethodQuerySet(models.QuerySet["Method"]):
    def offered_to(self, body: Organization) -> QuerySet["Method"]:
        """The common methods and those the body's own office added."""
        return self.filter(Q(body=None) | Q(body=body), is_active=True)


class Method(models.Model):
    """One way of working on site: the twelve of the regulation, and N a body added."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MethodKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("method"), max_length=60)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = MethodQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"], name="method_name_per_body", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="method_is_local_iff_body",
                condition=Q(kind=MethodKind.LOCAL, body__isnull=False)
                | (~Q(kind=MethodKind.LOCAL) & Q(body=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_two_handlers(self) -> bool:
        return self.kind in TWO_HANDLERS


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> QuerySet["Activity"]:
        """The team's own; the office's once the records are filed (4.2); nobody else's."""
        reach = Q(team__in=teams_of(user, *TEAM)) | Q(
            body__in=organizations(user, *OFFICE), filed_at__isnull=False
        )
        return without_recused(self.filter(reach), user)

    def own_teams(self, user: User) -> list[int]:
        """Ids of the teams in which the user works today."""
        return teams_of(user, *TEAM)


class Activity(Versioned):
    """One thing done on site, by whom, when, and how much it covered."""

    assignment = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("assignment"),
    )
    team = models.ForeignKey(
        "inspections.Team", on_delete=models.PROTECT, related_name="+", verbose_name=_("team")
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
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, related_name="activities", verbose_name=_("method")
    )
    number = models.PositiveIntegerField(_("number"))
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    subject = models.CharField(pgettext_lazy("fieldwork", "subject"), max_length=200)
    note = models.TextField(_("record"), max_length=5000, blank=True)
    people = models.PositiveIntegerField(pgettext_lazy("fieldwork", "people"), default=0)
    documents = models.PositiveIntegerField(pgettext_lazy("fieldwork", "files"), default=0)
    villages = models.PositiveIntegerField(_("villages"), default=0)
    households = models.PositiveIntegerField(_("households"), default=0)
    sites = models.PositiveIntegerField(_("sites"), default=0)
    fund_items = models.PositiveIntegerField(_("fund items"), default=0)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.RESTRICT, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"], name="activity_number_per_assignment"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "held_on"], name="activity_team_day"),
            models.Index(name="activity_to_file", fields=["body"], condition=Q(filed_at=None)),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("inspections:activity_detail", args=[self.pk])


class ActivityHandler(models.Model):
    """A member of the team who took part in the activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="handlers")
    person = models.ForeignKey("accounts.User", on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="activity_handler_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ActivityFileQuerySet(models.QuerySet["ActivityFile"]):
    def visible_to(self, user: User) -> QuerySet["ActivityFile"]:
        return self.filter(activity__in=Activity.objects.visible_to(user))


class ActivityFile(models.Model):
    """A record, list or picture that belongs to an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("caption"), max_length=120, blank=True)

    objects = ActivityFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "file"], name="activity_file_once"),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.file)
