import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.pickers import PickFilter
from inspections.filters.assignment import within_assignment
from inspections.models import FocusItem, InspectionReport, Issue
from inspections.selectors.issue import reads_marks
from inspections.states.issue import IssueOrigin, IssueState
from inspections.states.report import ReportState


def seen_organizations(request):
    seen = Issue.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


def seen_focus_items(request):
    seen = Issue.objects.visible_to(request.user).order_by()
    return FocusItem.objects.filter(pk__in=seen.values("focus_item"))


KEY_MARKS = [
    ("person", _("Key person")),
    ("matter", _("Key matter")),
    ("issue", _("Key issue")),
    ("any", _("Any mark")),
]


class IssueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="haystack", lookup_expr="holds")
    organization = PickFilter(label=_("Organization"), queryset=seen_organizations)
    state = django_filters.ChoiceFilter(label=_("State"), choices=IssueState.choices)
    focus_item = django_filters.ModelChoiceFilter(
        label=_("Focus of supervision"), queryset=seen_focus_items
    )
    key = django_filters.ChoiceFilter(label=_("Mark"), choices=KEY_MARKS, method="marked")
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=IssueOrigin.choices)
    assignment = within_assignment()

    class Meta:
        model = Issue
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not reads_marks(self.request.user):
            del self.filters["key"]

    def marked(self, rows, name, value):
        known = rows.filter(shows_marks=True)
        return known.key() if value == "any" else known.filter(**{f"is_key_{value}": True})


class ReportFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="title", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReportState.choices)
    assignment = within_assignment()

    class Meta:
        model = InspectionReport
        fields = ()
