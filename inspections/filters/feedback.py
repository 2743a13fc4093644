import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.pickers import PickFilter
from inspections.filters.assignment import within_assignment
from inspections.models import Feedback
from inspections.states.feedback import Direction, FeedbackState


def seen_organizations(request):
    seen = Feedback.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


class FeedbackFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="title", lookup_expr="icontains")
    organization = PickFilter(label=_("Organization"), queryset=seen_organizations)
    direction = django_filters.ChoiceFilter(label=_("Direction"), choices=Direction.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=FeedbackState.choices)
    assignment = within_assignment()

    class Meta:
        model = Feedback
        fields = ()
