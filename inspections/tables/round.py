import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from accounts.columns import CountColumn
from inspections.models import Assignment, InspectionNotice, PoolEntry, Round, Team
from inspections.tables.state import StateColumn


class RoundTable(tables.Table):
    name = tables.Column(linkify=True, verbose_name=_("Round"))
    target_count = CountColumn(verbose_name=_("Targets"))
    team_count = CountColumn(verbose_name=_("Teams"))
    station_from = tables.DateColumn(format="Y-m-d", verbose_name=_("On site from"))
    station_to = tables.DateColumn(format="Y-m-d", verbose_name=_("On site to"))
    state = StateColumn()

    class Meta:
        model = Round
        fields = (
            "term", "number", "name", "kind", "target_count", "team_count", "station_from",
            "station_to", "state",
        )  # fmt: skip
        order_by = ("-term", "-number")

    held = "name"


class TeamTable(tables.Table):
    name = tables.Column(linkify=True, verbose_name=_("Team"))
    round = tables.Column(linkify=True, verbose_name=_("Round"))
    target_count = CountColumn(verbose_name=_("Targets"))
    member_count = CountColumn(verbose_name=_("Members"))
    state = StateColumn()

    class Meta:
        model = Team
        fields = ("name", "round", "number", "mode", "target_count", "member_count", "state")
        order_by = ("-round", "number")

    held = "name"


class AssignmentTable(tables.Table):
    organization = tables.Column(
        linkify=lambda record: record.get_absolute_url(),
        verbose_name=_("Inspected organisation"),
        order_by=("organization__path",),
    )
    entered_on = tables.DateColumn(format="Y-m-d", verbose_name=_("Entered"), default="—")
    withdrawn_on = tables.DateColumn(format="Y-m-d", verbose_name=_("Withdrawn"), default="—")
    state = StateColumn()

    class Meta:
        model = Assignment
        fields = (
            "organization", "round", "team", "kind", "entered_on", "withdrawn_on", "state",
        )  # fmt: skip
        order_by = ("-round", "team")

    held = "organization"


class UnitAssignmentTable(AssignmentTable):
    """The same list in the words of the inspected unit."""

    state = tables.TemplateColumn(
        template_name="inspections/cells/state_for_unit.html", verbose_name=_("State"),
        orderable=False,
    )  # fmt: skip

    def value_state(self, record: Assignment) -> str:
        return str(record.label_for_unit)


class NoticeTable(tables.Table):
    document = tables.Column(
        linkify=lambda record: record.assignment.get_absolute_url(),
        verbose_name=_("Inspection notice"),
        orderable=False,
    )
    number = tables.Column(accessor="document__number", verbose_name=_("Document number"))
    organization = tables.Column(
        accessor="assignment__organization", verbose_name=_("Inspected organisation"),
        order_by=("assignment__organization__path",),
    )  # fmt: skip
    delivered_at = tables.DateTimeColumn(format="Y-m-d H:i", verbose_name=_("Delivered"))
    signed_at = tables.DateTimeColumn(
        format="Y-m-d H:i", verbose_name=_("Signed for"), default=_("not yet")
    )

    class Meta:
        model = InspectionNotice
        fields = ("document", "number", "organization", "delivered_at", "signed_at", "signed_by")
        order_by = ("-delivered_at",)

    held = "document"

    def render_document(self, record: InspectionNotice) -> str:
        return record.document.title


class PoolTable(tables.Table):
    unit = tables.Column(accessor="person__organization", verbose_name=_("Home organisation"))
    post = tables.Column(accessor="person__post", verbose_name=_("Post"))

    class Meta:
        model = PoolEntry
        fields = ("person", "unit", "post", "speciality", "native_place", "may_lead")
        order_by = ("person",)

    held = "person"
