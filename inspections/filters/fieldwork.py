import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.pickers import PickFilter
from inspections.filters.assignment import within_assignment
from inspections.models import Activity, Method


def seen_organizations(request):
    """Only organizations of rows the reader may see: a filter must not tell of others."""
    seen = Activity.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


def seen_methods(request):
    seen = Activity.objects.visible_to(request.user).order_by()
    return Method.objects.filter(pk__in=seen.values("method"))


class ActivityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="subject", lookup_expr="icontains")
    organization = PickFilter(label=_("Organization"), queryset=seen_organizations)
    method = django_filters.ModelChoiceFilter(label=_("Method"), queryset=seen_methods)
    assignment = within_assignment()

    class Meta:
        model = Activity
        fields = ()
