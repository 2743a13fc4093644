import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from accounts.columns import CountColumn
from accounts.templatetags.shell import state_tag
from inspections.models import Feedback


class FeedbackTable(tables.Table):
    number = tables.Column(
        attrs={"col": {"class": "col-letter"}, "td": {"class": "nowrap cell-second"}}
    )
    title = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    organization = tables.Column(attrs={"col": {"class": "col-unit"}})
    direction = tables.Column(attrs={"col": {"class": "col-post"}, "td": {"class": "cell-second"}})
    aspect_count = CountColumn(_("Aspects"))
    issue_count = CountColumn(_("Issues"))
    state = tables.Column(attrs={"col": {"class": "col-light"}})
    held = "title"

    class Meta:
        model = Feedback
        fields = (
            "number",
            "title",
            "organization",
            "direction",
            "aspect_count",
            "issue_count",
            "state",
        )

    def render_state(self, record):
        return state_tag(record)

    def value_state(self, record):
        return record.get_state_display()
