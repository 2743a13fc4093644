import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.columns import CountColumn
from accounts.templatetags.shell import state_tag
from inspections.models import Assignment, TeamMeeting, WorkingPaper


class PaperTable(tables.Table):
    number = tables.Column(
        pgettext_lazy("paper", "Number"),
        empty_values=(),
        order_by=("serial", "provisional_serial"),
        attrs={"col": {"class": "col-post"}, "td": {"class": "nowrap cell-second"}},
    )
    title = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    organization = tables.Column(attrs={"col": {"class": "col-unit"}})
    writer = tables.Column(attrs={"col": {"class": "col-person"}})
    evidence_count = CountColumn(_("Evidence"))
    state = tables.Column(attrs={"col": {"class": "col-light"}})
    held = "title"

    class Meta:
        model = WorkingPaper
        fields = ("number", "title", "organization", "writer", "evidence_count", "state")

    def render_number(self, record):
        return str(record)

    def render_state(self, record):
        return state_tag(record)

    def value_state(self, record):
        return record.get_state_display()


class MeetingTable(tables.Table):
    held_on = tables.DateColumn(format="Y-m-d", attrs={"col": {"class": "col-date"}})
    title = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    team = tables.Column(attrs={"col": {"class": "col-post"}})
    paper_count = CountColumn(_("Papers confirmed"), width="col-kind")
    held = "title"

    class Meta:
        model = TeamMeeting
        fields = ("held_on", "title", "team", "paper_count")


class FilingTable(tables.Table):
    organization = tables.Column(
        linkify=("inspections:filing_detail", {"pk": tables.A("pk")}),
        attrs={"a": {"class": "row-opener"}},
    )
    team = tables.Column(attrs={"col": {"class": "col-post"}})
    withdrawn_on = tables.DateColumn(format="Y-m-d", attrs={"col": {"class": "col-date"}})
    papers_waiting = CountColumn(_("Papers to file"), width="col-kind")
    papers_filed = CountColumn(_("Papers filed"), width="col-kind")
    activities_waiting = CountColumn(_("Records to file"), width="col-kind")
    held = "organization"

    class Meta:
        model = Assignment
        fields = (
            "organization",
            "team",
            "withdrawn_on",
            "papers_waiting",
            "papers_filed",
            "activities_waiting",
        )
