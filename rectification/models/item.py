"""Items 项, their measures 条, and who answers for them."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import scope
from accounts.models import Organization, Versioned
from accounts.roles import UNIT, Role
from accounts.words import HaystackField
from deadlines import conditions
from deadlines.models import Clock
from inspections.models import Assignment, Issue
from inspections.models.reach import without_recused
from rectification.models.plan import RectificationPlan, readers
from rectification.states import (
    IN_REVIEW,
    RUNNING,
    UNVERIFIED,
    ItemKind,
    ItemMode,
    ItemState,
    Party,
)

ASSIGNED = Q(state=ItemState.ASSIGNED)
VERIFIED = Q(state__in=[ItemState.PASSED, ItemState.CLOSED])
OVERDUE_STATES = Q(state__in=UNVERIFIED)
NOT_STARTED = Q(state__in=[ItemState.ASSIGNED, ItemState.PLANNED])


def all_parties() -> list[str]:
    return list(Party.values)


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A drafted item is the unit's; once in the ledger also its reviewers' and its organs'."""
        own = Q(organization__in=scope.organizations(user, *UNIT, Role.API_CLIENT))
        departments = scope.organizations(user, Role.DEPARTMENT_LIAISON)
        shared = ItemResponsible.objects.filter(item=OuterRef("pk"), organization__in=departments)
        theirs = Q(lead_unit__in=departments) | Q(Exists(shared))
        return without_recused(self.filter(own | (~ASSIGNED & (readers(user) | theirs))), user)

    def in_ledger(self):
        """What an approved plan undertook; drafts and returned editions stay outside."""
        return self.exclude(ASSIGNED)

    def should_rectify(self):
        """The base of the completion rate: immediate rectification is counted apart (LZ-29)."""
        return self.in_ledger().exclude(kind=ItemKind.IMMEDIATE)

    def immediate(self):
        return self.in_ledger().filter(kind=ItemKind.IMMEDIATE)

    def closed(self):
        return self.filter(state=ItemState.CLOSED)

    def running(self):
        return self.filter(state__in=RUNNING)

    def in_review(self):
        return self.filter(state__in=IN_REVIEW)

    def long_term(self):
        return self.filter(state=ItemState.LONG_TERM)

    def basically_done(self):
        return self.filter(is_basically_done=True)

    def listed(self):
        return self.filter(is_listed=True)

    def overdue(self, today: date):
        """Past due and not verified; computed from the clock, never stored."""
        return self.filter(OVERDUE_STATES & conditions.overdue(today, at="clock"))

    def soon(self, today: date, horizon: date):
        return self.filter(OVERDUE_STATES & conditions.soon(today, horizon, at="clock"))

    def asked(self):
        """An extension was asked for and is not decided."""
        return self.filter(conditions.asked(at="clock"))


class RectificationItem(Versioned):
    """What the unit undertakes to put right on one issue, under exactly one lead organ."""

    plan = models.ForeignKey(RectificationPlan, models.PROTECT, related_name="items")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="items")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="rectification_items",
        verbose_name=_("Party organization"),
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="rectification_items"
    )
    sequence = models.PositiveSmallIntegerField()
    number = models.CharField(_("Number"), max_length=60)
    title = models.CharField(_("Rectification item"), max_length=200)
    goal = models.TextField(_("Goal"), blank=True)
    kind = models.CharField(
        _("Type"), max_length=20, choices=ItemKind, default=ItemKind.TIME_LIMITED
    )
    mode = models.CharField(_("Mode"), max_length=20, choices=ItemMode, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Responsible leader"),
    )
    lead_unit = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_items",
        verbose_name=_("Lead organ"),
    )
    due_on = models.DateField(_("Due"), null=True, blank=True)
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, blank=True, related_name="+")
    person_part = models.TextField(pgettext_lazy("closure part", "Person"), blank=True)
    matter_part = models.TextField(pgettext_lazy("closure part", "Matter"), blank=True)
    cause_part = models.TextField(pgettext_lazy("closure part", "Cause"), blank=True)
    institution_part = models.TextField(pgettext_lazy("closure part", "Institution"), blank=True)
    similar_check = models.TextField(_("Look for similar cases"), blank=True)
    parties = ArrayField(
        models.CharField(max_length=20, choices=Party),
        default=all_parties,
        verbose_name=_("Reviewing parties"),
    )
    state = models.CharField(
        _("State"), max_length=20, choices=ItemState, default=ItemState.ASSIGNED
    )
    is_listed = models.BooleanField(_("Listed supervision"), default=False)
    from_committee = models.BooleanField(_("Set by the committee"), default=False)
    is_basically_done = models.BooleanField(_("Basically done"), default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    # Copies that the database itself keeps true (migration 0003): a province's items are sorted by
    # their dates, and their measures summed, by an index of this one table.
    clock_due_on = models.DateField(_("Due"), null=True, editable=False)
    measures_all = models.PositiveSmallIntegerField(default=0, editable=False)
    measures_done = models.PositiveSmallIntegerField(default=0, editable=False)
    haystack = HaystackField()
    started_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "sequence"]
        indexes = [
            # All that tabs, figures and shares count, so that counting reads no rows.
            models.Index(
                name="item_body_state",
                fields=["body", "state"],
                include=[
                    "kind",
                    "is_listed",
                    "is_basically_done",
                    "organization",
                    "issue",
                    "clock",
                    "measures_all",
                    "measures_done",
                ],
            ),
            # The state beside the order: pages far back are counted off without reading a row.
            models.Index(
                name="item_due_in_body", fields=["body", "clock_due_on", "id"], include=["state"]
            ),
            models.Index(
                name="item_closed_in_body",
                fields=["body", "closed_at"],
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                name="item_of_committee", fields=["body"], condition=Q(from_committee=True)
            ),
            models.Index(fields=["organization", "state"]),
            models.Index(fields=["assignment", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "sequence"], name="item_sequence_in_plan"),
            models.UniqueConstraint(
                fields=["body", "number"], condition=~ASSIGNED, name="item_number_in_ledger"
            ),
            models.CheckConstraint(
                name="item_whole_once_planned",
                condition=ASSIGNED
                | (
                    Q(leader__isnull=False, lead_unit__isnull=False, due_on__isnull=False)
                    & ~Q(goal="")
                ),
            ),
            models.CheckConstraint(
                name="item_started_iff_started_at",
                condition=(NOT_STARTED & Q(started_at=None))
                | (~NOT_STARTED & Q(started_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="item_passed_iff_passed_at",
                condition=(VERIFIED & Q(passed_at__isnull=False)) | (~VERIFIED & Q(passed_at=None)),
            ),
            models.CheckConstraint(
                name="item_closed_iff_closed_at",
                condition=Q(state=ItemState.CLOSED, closed_at__isnull=False)
                | (~Q(state=ItemState.CLOSED) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="item_closed_with_four_parts",
                condition=~Q(state=ItemState.CLOSED)
                | ~(
                    Q(person_part="")
                    | Q(matter_part="")
                    | Q(cause_part="")
                    | Q(institution_part="")
                ),
            ),
            models.CheckConstraint(
                name="item_closed_is_not_basically_done",
                condition=~Q(state=ItemState.CLOSED, is_basically_done=True),
            ),
            models.CheckConstraint(
                name="item_dates_in_order",
                condition=(Q(passed_at=None) | Q(passed_at__gte=F("started_at")))
                & (Q(closed_at=None) | Q(closed_at__gte=F("passed_at"))),
            ),
            models.CheckConstraint(
                name="item_office_always_reviews",
                condition=Q(parties__contains=[Party.OFFICE]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("rectification:item_detail", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ItemState(self.state).tone

    @property
    def standing_listing(self) -> "Listing | None":
        """The listed supervision it is under: its named owner, date and reason."""
        return next((each for each in self.listings.all() if each.lifted_at is None), None)

    @property
    def parts(self) -> dict[str, str]:
        return {
            "person": self.person_part,
            "matter": self.matter_part,
            "cause": self.cause_part,
            "institution": self.institution_part,
        }


class ItemResponsible(models.Model):
    """An organ that answers for an item beside its one lead organ."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="responsibles")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organization"]
        constraints = [
            models.UniqueConstraint(fields=["item", "organization"], name="item_responsible_once"),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class Measure(models.Model):
    """One thing to be done for an item, by whom and by when."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField(_("No."))
    text = models.TextField(_("Measure"))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Responsible leader"),
    )
    department = models.CharField(_("Department"), max_length=100, blank=True)
    due_on = models.DateField(_("Due"))
    done_on = models.DateField(_("Done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="measure_number_in_item"),
            models.CheckConstraint(
                name="measure_done_iff_done_by",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def days_late(self) -> int:
        return max((self.done_on - self.due_on).days, 0) if self.done_on else 0


class ItemMilestone(models.Model):
    """A stage of a long-term item; its date, not the far end, is what can be overdue (SD-04)."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField(_("No."))
    name = models.CharField(_("Milestone"), max_length=200)
    due_on = models.DateField(_("Due"))
    reached_on = models.DateField(_("Reached"), null=True, blank=True)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="milestone_number_in_item"),
            models.CheckConstraint(
                name="milestone_reached_iff_reached_by",
                condition=Q(reached_on=None, reached_by=None)
                | Q(reached_on__isnull=False, reached_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ListingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)


class Listing(models.Model):
    """Listed supervision 挂牌督办: a named owner and a date, until it is lifted (SD-20)."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="listings")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", verbose_name=_("Owner")
    )
    due_on = models.DateField(_("Due"))
    reason = models.TextField(_("Reason"))
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    listed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(lifted_at=None), name="listing_one_standing"
            ),
            models.CheckConstraint(
                name="listing_lifted_iff_lifted_by",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)
