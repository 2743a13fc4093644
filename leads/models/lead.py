from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User, Versioned
from accounts.roles import LEADING, Role
from accounts.scope import authorizations, organizations, recused
from inspections.models import TeamAuthorization
from leads.states import (
    FED_BACK_OR_LATER,
    HANDED_OVER,
    PROPOSED_OR_LATER,
    RECEIVED_OR_LATER,
    TONES,
    LeadState,
    Origin,
    PersonPart,
)


class LeadQuerySet(models.QuerySet["Lead"]):
    def visible_to(self, user: User) -> "LeadQuerySet":
        """Leads of which ``user`` may know that they exist (domain.md 4.2); whoever is not named sees none.

        The team's members, the inspection office, units, departments and interface clients are
        not named. To know of a lead is not to read it: reading takes an opening.
        """
        led = TeamAuthorization.objects.filter(pk__in=authorizations(user, Role.TEAM_LEADER))
        clerk = Q(body__in=organizations(user, Role.LEAD_CLERK))
        leader = Q(team__in=led.values("team_id"))
        leading = Q(body__in=organizations(user, *LEADING), state__in=PROPOSED_OR_LATER)
        discipline = Q(
            body__in=organizations(user, Role.DISCIPLINE_CASE_MANAGER), state__in=HANDED_OVER
        )
        cadre = Q(
            body__in=organizations(user, Role.ORGANIZATION_REVIEWER),
            state__in=HANDED_OVER,
            is_cadre_matter=True,
        )
        known = self.filter(clerk | leader | leading | discipline | cadre)
        return known.exclude(organization__in=recused(user))

    def in_order_of_handling(self) -> "LeadQuerySet":
        """What an inspection found comes first (TC-32), then what is marked urgent, then by age."""
        first = models.Case(models.When(origin=Origin.INSPECTION, then=0), default=1)
        return self.order_by(first, "-is_priority", "transferred_at", "number")


class Lead(Versioned):
    """A clue that a person may have broken discipline; its words lie sealed, its number says nothing."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="leads",
        verbose_name=_("inspecting body"),
    )
    assignment = models.ForeignKey(
        "inspections.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("assignment"),
    )
    team = models.ForeignKey(
        "inspections.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("team"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inspected organisation"),
    )
    number = models.CharField(pgettext_lazy("lead", "number"), max_length=20, editable=False)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices)
    state = models.CharField(
        _("state"), max_length=30, choices=LeadState.choices, default=LeadState.REGISTERED
    )
    subject_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    evidence_sealed = models.BinaryField()
    summary_sealed = models.BinaryField(default=b"")
    is_cadre_matter = models.BooleanField(_("cadre matter"), default=False)
    is_priority = models.BooleanField(_("urgent"), default=False)
    is_early = models.BooleanField(_("early transfer"), default=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="+",
        verbose_name=_("registered by"),
    )
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    transferred_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    fed_back_at = models.DateTimeField(_("fed back"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    opinion_clock = models.ForeignKey(
        "deadlines.Clock", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    feedback_clock = models.ForeignKey(
        "deadlines.Clock", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    conclusion_clock = models.ForeignKey(
        "deadlines.Clock", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-registered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="lead_number_per_body", fields=["body", "number"]),
            models.CheckConstraint(
                name="lead_found_by_a_team_or_by_the_office",
                condition=Q(
                    origin=Origin.INSPECTION,
                    team__isnull=False,
                    assignment__isnull=False,
                    organization__isnull=False,
                )
                | Q(origin=Origin.OFFICE, team=None, assignment=None, organization=None),
            ),
            models.CheckConstraint(
                name="lead_words_are_sealed",
                condition=~Q(subject_sealed=b"") & ~Q(text_sealed=b"") & ~Q(evidence_sealed=b""),
            ),
            models.CheckConstraint(
                name="lead_handed_over_iff_transferred",
                condition=Q(state__in=sorted(HANDED_OVER), transferred_at__isnull=False)
                | (~Q(state__in=sorted(HANDED_OVER)) & Q(transferred_at=None)),
            ),
            models.CheckConstraint(
                name="lead_received_iff_received",
                condition=Q(state__in=sorted(RECEIVED_OR_LATER), received_at__isnull=False)
                | (~Q(state__in=sorted(RECEIVED_OR_LATER)) & Q(received_at=None)),
            ),
            models.CheckConstraint(
                name="lead_fed_back_iff_fed_back",
                condition=Q(
                    ~Q(summary_sealed=b""),
                    state__in=sorted(FED_BACK_OR_LATER),
                    fed_back_at__isnull=False,
                )
                | (
                    ~Q(state__in=sorted(FED_BACK_OR_LATER))
                    & Q(fed_back_at=None, summary_sealed=b"")
                ),
            ),
            models.CheckConstraint(
                name="lead_closed_iff_closed",
                condition=Q(state=LeadState.CLOSED, closed_at__isnull=False)
                | (~Q(state=LeadState.CLOSED) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="lead_received_after_handed_over",
                condition=Q(received_at=None) | Q(received_at__gte=F("transferred_at")),
            ),
            models.CheckConstraint(
                name="lead_closed_after_fed_back",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("fed_back_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state"]),
            models.Index(fields=["team", "state"]),
            models.Index(fields=["body", "-registered_at"]),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("leads:door", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return TONES.get(LeadState(self.state), "running")

    @property
    def is_handed_over(self) -> bool:
        return self.state in HANDED_OVER


class LeadPerson(models.Model):
    """One person a lead speaks of, or the one it came from; every word sealed."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="persons")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=PersonPart.choices, default=PersonPart.SUBJECT)
    name_sealed = models.BinaryField()
    id_number_sealed = models.BinaryField()
    post_sealed = models.BinaryField()
    name_mark = models.BinaryField(default=b"")
    id_number_mark = models.BinaryField(default=b"")

    class Meta:
        ordering = ["lead", "position"]
        constraints = [
            models.UniqueConstraint(name="lead_person_position", fields=["lead", "position"]),
            models.CheckConstraint(
                name="lead_person_is_sealed",
                condition=~Q(name_sealed=b"") & ~Q(id_number_sealed=b"") & ~Q(post_sealed=b""),
            ),
        ]
        indexes = [models.Index(fields=["name_mark"]), models.Index(fields=["id_number_mark"])]

    def __str__(self) -> str:
        return f"{self.lead_id}/{self.position}"
