import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from inspections.models import Activity


class ActivityTable(tables.Table):
    number = tables.Column(_("No."), attrs={"col": {"class": "col-index"}})
    subject = tables.Column(linkify=True, attrs={"a": {"class": "row-opener"}})
    organization = tables.Column(attrs={"col": {"class": "col-unit"}})
    method = tables.Column(attrs={"col": {"class": "col-post"}})
    people_named = tables.Column(
        _("Handlers"),
        empty_values=(),
        orderable=False,
        attrs={"col": {"class": "col-post"}},
    )
    held_on = tables.DateColumn(format="Y-m-d", attrs={"col": {"class": "col-date"}})
    held = "subject"

    class Meta:
        model = Activity
        fields = ("number", "held_on", "subject", "organization", "method")
        sequence = ("number", "held_on", "subject", "organization", "method", "people_named")
        order_by = "-held_on"

    def render_people_named(self, record):
        return "、".join(str(handler.person) for handler in record.handlers.all())
