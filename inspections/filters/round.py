from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import (
    Assignment,
    HistoricalFigure,
    InspectionNotice,
    Measure,
    PoolEntry,
    Round,
    Team,
    Term,
)
from inspections.states.assignment import AssignmentState
from inspections.states.round import InspectionKind, RoundState
from inspections.states.team import TeamState


def terms(request: Any) -> QuerySet[Term]:
    return Term.objects.visible_to(request.user)


def rounds(request: Any) -> QuerySet[Round]:
    return Round.objects.visible_to(request.user)


def teams(request: Any) -> QuerySet[Team]:
    return Team.objects.visible_to(request.user)


class RoundFilter(django_filters.FilterSet):
    term = django_filters.ModelChoiceFilter(queryset=terms, label=_("Term"))
    kind = django_filters.ChoiceFilter(choices=InspectionKind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(choices=RoundState.choices, label=_("Stage"))

    class Meta:
        model = Round
        fields: list[str] = []


class TeamFilter(django_filters.FilterSet):
    round = django_filters.ModelChoiceFilter(queryset=rounds, label=_("Round"))
    state = django_filters.ChoiceFilter(choices=TeamState.choices, label=_("State"))

    class Meta:
        model = Team
        fields: list[str] = []


class AssignmentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Name, code or initials"))
    round = django_filters.ModelChoiceFilter(queryset=rounds, label=_("Round"))
    team = django_filters.ModelChoiceFilter(queryset=teams, label=_("Team"))
    kind = django_filters.ChoiceFilter(choices=InspectionKind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(choices=AssignmentState.choices, label=_("State"))

    class Meta:
        model = Assignment
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(organization__name__icontains=value)
            | Q(organization__code__icontains=value)
            | Q(organization__initials__startswith=value)
        )


class UnitAssignmentFilter(django_filters.FilterSet):
    """No state: a search by it would tell the unit the inner steps that its page hides."""

    kind = django_filters.ChoiceFilter(choices=InspectionKind.choices, label=_("Kind"))

    class Meta:
        model = Assignment
        fields: list[str] = []


class NoticeFilter(django_filters.FilterSet):
    unsigned = django_filters.BooleanFilter(
        field_name="signed_at", lookup_expr="isnull", label=_("Not signed for yet")
    )

    class Meta:
        model = InspectionNotice
        fields: list[str] = []


class HistoryFilter(django_filters.FilterSet):
    term = django_filters.ModelChoiceFilter(queryset=terms, label=_("Term"))
    measure = django_filters.ChoiceFilter(
        choices=Measure.choices, label=pgettext_lazy("statistics", "Measure")
    )

    class Meta:
        model = HistoricalFigure
        fields: list[str] = []


class PoolFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Name or initials"))
    may_lead = django_filters.BooleanFilter(label=_("May lead a team"))

    class Meta:
        model = PoolEntry
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(person__full_name__icontains=value) | Q(person__initials__startswith=value)
        )
