"""Suggestions to units and functional departments, each answered by its addressee."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import Organization, StoredFile, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, UNIT, Role
from deadlines import conditions as lights
from deadlines.models import Clock
from inspections.models import Round
from inspections.models.reach import without_recused
from rectification.states import SuggestionKind, SuggestionState

SUGGESTION_DRAFT = Q(state=SuggestionState.DRAFTING)


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The body's readers see all that was issued, the addressee what it has to answer."""
        office = Q(body__in=scope.organizations(user, *OFFICE))
        above = Q(body__in=scope.organizations(user, *LEADING, *REVIEWERS))
        addressee = Q(organization__in=scope.organizations(user, Role.DEPARTMENT_LIAISON, *UNIT))
        return without_recused(
            self.filter(office | (~SUGGESTION_DRAFT & (above | addressee))), user
        )

    def open(self):
        return self.exclude(state__in=[SuggestionState.DRAFTING, SuggestionState.CLOSED])

    def waiting_for(self, user):
        """To be signed for or answered by the addressee; to be judged by the office."""
        addressee = Q(
            organization__in=scope.organizations(user, Role.DEPARTMENT_LIAISON, *UNIT),
            state__in=[
                SuggestionState.ISSUED,
                SuggestionState.RECEIVED,
                SuggestionState.RETURNED,
            ],
        )
        office = Q(body__in=scope.organizations(user, *OFFICE), state=SuggestionState.REPLIED)
        return self.filter(addressee | office)

    def issued(self):
        return self.exclude(SUGGESTION_DRAFT)

    def closed(self):
        return self.filter(state=SuggestionState.CLOSED)

    def overdue(self):
        return self.open().filter(lights.overdue(timezone.localdate(), at="clock"))


class Suggestion(Versioned):
    """What the office suggests after a round, to be answered by a date (LZ-28)."""

    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name=_("Round"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("Addressee")
    )
    kind = models.CharField(
        _("Kind"), max_length=20, choices=SuggestionKind, default=SuggestionKind.DEPARTMENT
    )
    number = models.PositiveIntegerField(_("No."))
    title = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Suggestion"))
    reply_by = models.DateField(_("Reply by"))
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("State"), max_length=20, choices=SuggestionState, default=SuggestionState.DRAFTING
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    drafted_at = models.DateTimeField()
    issued_at = models.DateTimeField(_("Issued"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["body", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="suggestion_number_in_body"),
            models.CheckConstraint(
                name="suggestion_issued_iff_not_draft",
                condition=(SUGGESTION_DRAFT & Q(issued_at=None))
                | (~SUGGESTION_DRAFT & Q(issued_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="suggestion_received_whole",
                condition=Q(
                    state__in=[SuggestionState.DRAFTING, SuggestionState.ISSUED],
                    received_at=None,
                    received_by=None,
                )
                | (
                    ~Q(state__in=[SuggestionState.DRAFTING, SuggestionState.ISSUED])
                    & Q(received_at__isnull=False, received_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="suggestion_closed_iff_closed_at",
                condition=Q(state=SuggestionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=SuggestionState.CLOSED) & Q(closed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rectification:suggestion_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return SuggestionState(self.state).tone


class SuggestionReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(suggestion__in=Suggestion.objects.visible_to(user))


class SuggestionReply(models.Model):
    """One answer to a suggestion; a returned one is followed by the next."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="replies")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("Reply"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    replied_at = models.DateTimeField()
    opinion = models.TextField(_("Opinion"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionReplyQuerySet.as_manager()

    class Meta:
        ordering = ["suggestion_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "number"], name="reply_number_in_suggestion"
            ),
            models.CheckConstraint(
                name="reply_judged_iff_judged_by",
                condition=Q(judged_at=None, judged_by=None)
                | Q(judged_at__isnull=False, judged_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} #{self.number}"
