import django_filters
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.pickers import PickFilter, RowFilter
from inspections.filters.assignment import within_assignment
from inspections.filters.round import rounds
from inspections.models import Aspect, Feedback, FocusItem, InspectionReport, Issue
from inspections.selectors.issue import is_of_inspecting_side, reads_marks
from inspections.states.issue import IssueOrigin, IssueState
from inspections.states.report import ReportState


def seen_organizations(request):
    seen = Issue.objects.visible_to(request.user).order_by()
    return Organization.objects.filter(pk__in=seen.values("organization"))


def seen_focus_items(request):
    seen = Issue.objects.visible_to(request.user).order_by()
    return FocusItem.objects.filter(pk__in=seen.values("focus_item"))


def seen_feedback(request):
    return Feedback.objects.visible_to(request.user)


def seen_aspects(request):
    return Aspect.objects.visible_to(request.user)


VIEWS = [("fed_back", _("Fed back, whatever became of it"))]
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
    round = django_filters.ModelChoiceFilter(
        label=_("Round"), field_name="assignment__round", queryset=rounds
    )
    feedback = RowFilter(label=_("Feedback"), rows=seen_feedback)
    aspect = RowFilter(label=_("Aspect"), rows=seen_aspects)
    assignment = within_assignment()
    view = django_filters.ChoiceFilter(
        label=_("View"), choices=VIEWS, method="seen_as", widget=HiddenInput
    )

    class Meta:
        model = Issue
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not reads_marks(self.request.user):
            del self.filters["key"]
        if not is_of_inspecting_side(self.request.user):
            del self.filters["round"]

    def seen_as(self, rows, name, value):
        return rows.fed_back()

    def marked(self, rows, name, value):
        known = rows.filter(shows_marks=True)
        return known.key() if value == "any" else known.filter(**{f"is_key_{value}": True})


class AspectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="title", lookup_expr="icontains")
    organization = PickFilter(
        label=_("Organization"), field_name="feedback__organization", queryset=seen_organizations
    )
    round = django_filters.ModelChoiceFilter(
        label=_("Round"), field_name="feedback__assignment__round", queryset=rounds
    )
    feedback = RowFilter(label=_("Feedback"), rows=seen_feedback)

    class Meta:
        model = Aspect
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_of_inspecting_side(self.request.user):
            del self.filters["round"]


class ReportFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Keyword"), field_name="title", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReportState.choices)
    assignment = within_assignment()

    class Meta:
        model = InspectionReport
        fields = ()
