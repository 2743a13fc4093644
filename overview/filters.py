import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import RoundTarget, Team
from overview.stages import Stage


def teams(request):
    return Team.objects.visible_to(request.user)


class TargetFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="organization__name", lookup_expr="icontains", label=_("Name")
    )
    team = django_filters.ModelChoiceFilter(
        field_name="assignment__team", queryset=teams, label=_("Team")
    )
    stage = django_filters.ChoiceFilter(
        choices=Stage.choices, label=pgettext_lazy("stage", "Stage")
    )

    class Meta:
        model = RoundTarget
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        """Offer the teams of the round whose targets are shown."""
        super().__init__(*args, **kwargs)
        shown = self.queryset.order_by().values("round")
        self.filters["team"].queryset = lambda request: teams(request).filter(round__in=shown)
