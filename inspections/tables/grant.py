import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from inspections.models import NamedGrant
from inspections.tables.state import StateColumn


class GrantTable(tables.Table):
    organization = tables.Column(
        accessor="assignment__organization",
        linkify=lambda record: record.get_absolute_url(),
        verbose_name=_("Inspected organisation"),
        order_by=("assignment__organization__path",),
    )
    state = StateColumn(accessor="pk", orderable=False)

    class Meta:
        model = NamedGrant
        fields = (
            "organization", "person", "reason", "granted_by", "confirmed_by", "valid_to", "state",
        )  # fmt: skip
        order_by = ("-pk",)

    held = "organization"

    def render_valid_to(self, record: NamedGrant) -> str:
        return record.valid_to.isoformat()
