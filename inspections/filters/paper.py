import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from inspections.models import WorkingPaper
from inspections.states.paper import PaperState


def seen_organizations(request):
    seen = WorkingPaper.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


class PaperFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), method="search")
    organization = django_filters.ModelChoiceFilter(
        label=_("Organization"), queryset=seen_organizations
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=PaperState.choices)

    class Meta:
        model = WorkingPaper
        fields = ()

    def search(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value)
            | Q(number__icontains=value)
            | Q(provisional_number__icontains=value)
        )
