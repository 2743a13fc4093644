"""A named reader: one person, one assignment, a reason, a last day. The exception to all duties."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import UserObjectPermissionBase

from accounts.models import Organization, User
from accounts.roles import ADMINS, OFFICE, Role
from accounts.scope import holds, kept, organizations, recused
from inspections.states.grant import GRANT_TONES, GrantState

READ = "view_assignment"
# Who keeps the named readers of an inspecting body's assignments.
KEEPERS = OFFICE | {Role.GROUP_LEADER}


class NamedGrantQuerySet(models.QuerySet["NamedGrant"]):
    def visible_to(self, user: User) -> QuerySet["NamedGrant"]:
        """Those of the bodies for which the user keeps the named readers; minus recusals."""
        own = self.filter(assignment__body__in=organizations(user, *KEEPERS))
        return own.exclude(assignment__organization__in=recused(user))

    def standing(self) -> Self:
        """Neither revoked nor past its last day: waiting or in force."""
        return self.filter(revoked_at=None, valid_to__gte=timezone.localdate())

    def waiting(self) -> Self:
        return self.standing().filter(confirmed_at=None)

    def in_force(self) -> Self:
        return self.standing().filter(confirmed_at__isnull=False)


class NamedGrant(models.Model):
    """Why, by whose two words and until when a person outside may read one assignment."""

    assignment = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        related_name="grants",
        verbose_name=_("assignment"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("person"),
    )
    reason = models.TextField(_("reason"), max_length=500)
    valid_to = models.DateField(_("last day"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    granted_at = models.DateTimeField(_("proposed"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = NamedGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("named reader")
        verbose_name_plural = _("named readers")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="grant_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="grant_confirmed_by_a_person",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_revoked_by_a_person",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_needs_two_persons",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("granted_by")),
            ),
            models.CheckConstraint(
                name="grant_is_for_a_third_person",
                condition=~Q(person=models.F("granted_by"))
                & (Q(confirmed_by=None) | ~Q(confirmed_by=models.F("person"))),
            ),
        ]
        indexes = [models.Index(fields=["person", "valid_to"], name="grant_person_valid_to")]

    def __str__(self) -> str:
        return f"{self.person} → {self.assignment.organization}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:assignment_grants", args=[self.assignment_id])

    @property
    def organization(self) -> Organization:
        return self.assignment.organization

    @property
    def state(self) -> GrantState:
        if self.revoked_at is not None:
            return GrantState.REVOKED
        if self.valid_to < timezone.localdate():
            return GrantState.ENDED
        return GrantState.WAITING if self.confirmed_at is None else GrantState.IN_FORCE

    def get_state_display(self) -> str | Promise:
        return self.state.label

    @property
    def state_tone(self) -> str:
        return GRANT_TONES[self.state]


class AssignmentUserPermission(UserObjectPermissionBase):
    """The permission itself, by foreign key: written and taken back with its named grant."""

    content_object = models.ForeignKey(
        "inspections.Assignment", on_delete=models.CASCADE, related_name="user_permissions"
    )

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = pgettext_lazy("grant", "permission")
        verbose_name_plural = pgettext_lazy("grant", "permissions")


def granted_to(user: User) -> list[int]:
    """Ids of the assignments the user may read by name today.

    The permission row alone gives nothing: its grant must be confirmed, not revoked and not past
    its last day at this very query, and an administrator is named in vain (三员).
    """
    if holds(user, *ADMINS):
        return []
    permission = AssignmentUserPermission.objects.filter(
        user=user.pk, content_object=OuterRef("assignment"), permission__codename=READ
    )
    named = NamedGrant.objects.in_force().filter(Exists(permission), person=user.pk)
    rows = named.order_by("assignment").values_list("assignment", flat=True)
    return kept(user, "granted", lambda: list(rows))
