import django_filters
from django.utils.translation import gettext_lazy as _

from leads.models import Lead
from leads.states import LeadState


class LeadFilter(django_filters.FilterSet):
    """By number, state and date. The content cannot be searched: the database cannot read it."""

    number = django_filters.CharFilter(label=_("Lead number"), lookup_expr="contains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=LeadState.choices)
    registered_at = django_filters.DateFromToRangeFilter(
        label=_("Registered"), field_name="registered_at"
    )

    class Meta:
        model = Lead
        fields = ["number", "state", "registered_at"]
