import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inspections.models import InspectionPlan, PlanTarget
from inspections.states.plan import CoverageClass, PlanState, TargetCategory


class PlanFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=PlanState.choices, label=_("State"))
    year = django_filters.NumberFilter(method="in_year", label=_("Year"))

    class Meta:
        model = InspectionPlan
        fields: list[str] = []

    def in_year(self, rows: QuerySet, name: str, value: int) -> QuerySet:
        return rows.filter(first_year__lte=value, last_year__gte=value)


class PlanTargetFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Name, code or initials"))
    category = django_filters.ChoiceFilter(choices=TargetCategory.choices, label=_("Category"))
    coverage_class = django_filters.ChoiceFilter(choices=CoverageClass.choices, label=_("Coverage"))
    round = django_filters.NumberFilter(field_name="plan_round__number", label=_("Planned round"))
    unspread = django_filters.BooleanFilter(
        field_name="plan_round", lookup_expr="isnull", label=_("Without a round")
    )
    tag = django_filters.CharFilter(lookup_expr="exact", label=_("Tag"))

    class Meta:
        model = PlanTarget
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(organization__name__icontains=value)
            | Q(organization__code__icontains=value)
            | Q(organization__initials__startswith=value)
        )
