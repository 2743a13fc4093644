import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from accounts.columns import CountColumn
from accounts.templatetags.shell import state_tag
from inspections.models import Aspect, InspectionReport, Issue
from inspections.selectors.issue import issues_url


class IssueTable(tables.Table):
    title = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    organization = tables.Column(attrs={"col": {"class": "col-unit"}})
    focus_item = tables.Column(attrs={"col": {"class": "col-post"}})
    marks = tables.Column(
        _("Marks"),
        empty_values=(),
        orderable=False,
        attrs={"col": {"class": "col-kind"}, "td": {"class": "cell-second"}},
    )
    origin = tables.Column(attrs={"col": {"class": "col-post"}, "td": {"class": "cell-second"}})
    state = tables.Column(attrs={"col": {"class": "col-light"}})
    held = "title"

    class Meta:
        model = Issue
        fields = ("title", "organization", "focus_item", "marks", "origin", "state")

    def render_marks(self, record):
        return "、".join(record.marks) if record.shows_marks else ""

    def render_state(self, record):
        return state_tag(record)

    def value_state(self, record):
        return record.get_state_display()


class UnitIssueTable(IssueTable):
    """The same list for readers who learn of no marks."""

    class Meta(IssueTable.Meta):
        exclude = ("marks",)


class AspectTable(tables.Table):
    """Aspects, each of which opens its issues; not every reader of issues reads their feedback."""

    title = tables.Column(
        linkify=lambda record: issues_url(aspect=record.pk), attrs={"a": {"class": "row-opener"}}
    )
    organization = tables.Column(
        _("Organization"),
        accessor="feedback__organization",
        order_by=("feedback__organization__path",),
        attrs={"col": {"class": "col-unit"}},
    )
    issue_count = CountColumn(_("Issues"))
    held = "title"

    class Meta:
        model = Aspect
        fields = ("title", "organization", "issue_count")


class ReportTable(tables.Table):
    title = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    organization = tables.Column(attrs={"col": {"class": "col-unit"}})
    team = tables.Column(attrs={"col": {"class": "col-post"}})
    issue_count = CountColumn(_("Issues"))
    state = tables.Column(attrs={"col": {"class": "col-light"}})
    held = "title"

    class Meta:
        model = InspectionReport
        fields = ("title", "organization", "team", "issue_count", "state")

    def render_state(self, record):
        return state_tag(record)

    def value_state(self, record):
        return record.get_state_display()
