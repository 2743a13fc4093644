"""Conditions of the lists; each speaks through ``selectors.ledger``, as figures and API do."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization, User
from accounts.pickers import PickFilter, RowFilter
from deadlines.lights import LightKind
from inspections.models import Aspect, Assignment, Feedback, FocusItem, Issue, Round, Team
from rectification.models import (
    Measure,
    RectificationItem,
    RectificationPlan,
    RectificationReport,
    Suggestion,
)
from rectification.models.item import ItemQuerySet
from rectification.models.plan import PlanQuerySet
from rectification.models.suggestion import SuggestionQuerySet
from rectification.selectors.ledger import NOTHING, VIEW_LABELS, narrow
from rectification.selectors.side import reads_as_unit
from rectification.states import (
    ItemKind,
    ItemState,
    PlanState,
    ReportKind,
    ReportState,
    SuggestionKind,
    SuggestionState,
)

KINDS = [("counted", _("All but immediate")), *ItemKind.choices]
STATES = [choice for choice in ItemState.choices if choice[0] != ItemState.ASSIGNED]


def inspected(request) -> QuerySet:
    """Units with items the reader may see."""
    items = RectificationItem.objects.visible_to(request.user).in_ledger()
    return Organization.objects.filter(pk__in=items.order_by().values("organization"))


def leading(request) -> QuerySet:
    items = RectificationItem.objects.visible_to(request.user).in_ledger()
    return Organization.objects.filter(pk__in=items.order_by().values("lead_unit"))


def rounds(request) -> QuerySet:
    """The inspecting side's rounds; for the other side those with items it may see."""
    seen = Q(pk__in=Round.objects.visible_to(request.user).order_by().values("pk"))
    return Round.objects.filter(seen | with_own_items(request.user, "assignment__round"))


def teams(request) -> QuerySet:
    seen = Q(pk__in=Team.objects.visible_to(request.user).order_by().values("pk"))
    items = RectificationItem.objects.in_ledger().filter(assignment__team=OuterRef("pk"))
    own = with_own_items(request.user, "assignment__team")
    return Team.objects.filter(Exists(items.order_by()), seen | own)


def with_own_items(user: User, key: str) -> Q:
    """What a unit's own items belong to; a body's items all belong to what it sees anyway."""
    if not reads_as_unit(user):
        return NOTHING
    items = RectificationItem.objects.visible_to(user).in_ledger()
    return Q(pk__in=items.order_by().values(key))


def seen(model: Any) -> Callable[[Any], QuerySet]:
    """The rows of ``model`` that the reader may see."""
    return lambda request: model.objects.visible_to(request.user)


class LedgerFilter(django_filters.FilterSet):
    """What stands in the address is what is shown, counted, exported and drilled down to."""

    q = django_filters.CharFilter(label=_("Keyword"))
    organization = PickFilter(queryset=inspected, label=_("Organization"))
    state = django_filters.ChoiceFilter(choices=STATES, label=pgettext_lazy("item", "State"))
    light = django_filters.ChoiceFilter(choices=LightKind.choices, label=_("Light"))
    kind = django_filters.ChoiceFilter(choices=KINDS, label=_("Type"))
    leader = django_filters.CharFilter(label=_("Responsible leader"))
    round = django_filters.ModelChoiceFilter(queryset=rounds, label=_("Round"))
    team = django_filters.ModelChoiceFilter(queryset=teams, label=_("Team"))
    lead_unit = PickFilter(queryset=leading, label=_("Lead organ"))
    due_from = django_filters.DateFilter(label=_("Due from"))
    due_to = django_filters.DateFilter(label=_("Due to"))
    closed_from = django_filters.DateFilter(label=_("Closed from"))
    closed_to = django_filters.DateFilter(label=_("Closed to"))
    focus = RowFilter(label=_("Focus"), rows=lambda request: FocusItem.objects.all())
    feedback = RowFilter(label=_("Feedback"), rows=seen(Feedback))
    issue = RowFilter(label=_("Issue"), rows=seen(Issue))
    aspect = RowFilter(label=_("Aspect"), rows=seen(Aspect))
    plan = RowFilter(label=pgettext_lazy("rectification", "Plan"), rows=seen(RectificationPlan))
    assignment = RowFilter(label=_("Assignment"), rows=seen(Assignment))
    view = django_filters.ChoiceFilter(choices=list(VIEW_LABELS.items()), label=_("View"))

    class Meta:
        model = RectificationItem
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["view"].widget = self.form.fields["view"].hidden_widget()

    def filter_queryset(self, queryset: ItemQuerySet) -> ItemQuerySet:
        return narrow(queryset, self.request.user, **self.form.cleaned_data)


class MeasureFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="text", lookup_expr="icontains")
    organization = PickFilter(
        queryset=inspected, field_name="item__organization", label=_("Organization")
    )
    round = django_filters.ModelChoiceFilter(
        queryset=rounds, field_name="item__assignment__round", label=_("Round")
    )
    team = django_filters.ModelChoiceFilter(
        queryset=teams, field_name="item__assignment__team", label=_("Team")
    )
    done = django_filters.BooleanFilter(
        field_name="done_on",
        lookup_expr="isnull",
        exclude=True,
        label=pgettext_lazy("measure", "Done"),
    )

    class Meta:
        model = Measure
        fields: list[str] = []


class PlanFilter(django_filters.FilterSet):
    organization = django_filters.CharFilter(
        field_name="organization__name", lookup_expr="icontains", label=_("Organization")
    )
    state = django_filters.ChoiceFilter(
        choices=PlanState.choices, label=pgettext_lazy("plan", "State")
    )
    view = django_filters.ChoiceFilter(
        choices=[("waiting", _("Waiting for me"))], method="waiting", label=_("View")
    )

    class Meta:
        model = RectificationPlan
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["view"].widget = self.form.fields["view"].hidden_widget()

    def waiting(self, rows: PlanQuerySet, name: str, value: str) -> PlanQuerySet:
        return rows.waiting_for(self.request.user)


class ReportFilter(django_filters.FilterSet):
    organization = django_filters.CharFilter(
        field_name="organization__name", lookup_expr="icontains", label=_("Organization")
    )
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(
        choices=ReportState.choices, label=pgettext_lazy("plan", "State")
    )

    class Meta:
        model = RectificationReport
        fields: list[str] = []


class SuggestionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Keyword"))
    state = django_filters.ChoiceFilter(
        choices=SuggestionState.choices, label=pgettext_lazy("suggestion", "State")
    )
    kind = django_filters.ChoiceFilter(choices=SuggestionKind.choices, label=_("Kind"))
    round = django_filters.ModelChoiceFilter(
        queryset=lambda request: Round.objects.visible_to(request.user), label=_("Round")
    )
    view = django_filters.ChoiceFilter(
        choices=[
            ("waiting", _("Waiting for me")),
            ("open", _("Not closed")),
            ("issued", _("Issued")),
            ("closed", _("Closed")),
            ("overdue", _("Overdue")),
            ("begun", _("Begun by me")),
        ],
        method="seen_as",
        label=_("View"),
    )

    class Meta:
        model = Suggestion
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["view"].widget = self.form.fields["view"].hidden_widget()

    def seen_as(self, rows: SuggestionQuerySet, name: str, value: str) -> SuggestionQuerySet:
        if value == "waiting":
            return rows.waiting_for(self.request.user)
        if value == "begun":
            return rows.filter(drafted_by=self.request.user)
        return getattr(rows, value)()
