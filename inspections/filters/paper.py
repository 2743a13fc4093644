import django_filters
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.pickers import PickFilter
from inspections.filters.assignment import within_assignment
from inspections.models import TeamMeeting, WorkingPaper
from inspections.states.paper import PaperState


def seen_organizations(request):
    seen = WorkingPaper.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


class PaperFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="haystack", lookup_expr="holds")
    organization = PickFilter(label=_("Organization"), queryset=seen_organizations)
    state = django_filters.ChoiceFilter(label=_("State"), choices=PaperState.choices)
    assignment = within_assignment()

    class Meta:
        model = WorkingPaper
        fields = ()


DAY = DateInput(attrs={"type": "date"})


class MeetingFilter(django_filters.FilterSet):
    held_from = django_filters.DateFilter(
        label=_("Held from"), field_name="held_on", lookup_expr="gte", widget=DAY
    )
    held_to = django_filters.DateFilter(
        label=_("Held to"), field_name="held_on", lookup_expr="lte", widget=DAY
    )
    assignment = within_assignment("team__assignments")

    class Meta:
        model = TeamMeeting
        fields = ()
