import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.columns import CountColumn
from inspections.models import InspectionPlan, PlanTarget
from inspections.tables.state import StateColumn


class PlanTable(tables.Table):
    title = tables.Column(linkify=True, verbose_name=_("Plan"))
    years = tables.Column(accessor="first_year", order_by=("first_year",), verbose_name=_("Years"))
    target_count = CountColumn(verbose_name=_("Targets"))
    state = StateColumn()

    class Meta:
        model = InspectionPlan
        fields = ("title", "term", "edition", "years", "target_count", "state", "issue_number")
        order_by = ("-first_year", "-edition")

    held = "title"

    def render_years(self, record: InspectionPlan) -> str:
        return f"{record.first_year}–{record.last_year}"


class PlanTargetTable(tables.Table):
    organization = tables.Column(
        linkify=lambda record: reverse("inspections:plan_target", args=[record.pk]),
        verbose_name=_("Party organisation"),
        order_by=("organization__path",),
    )
    code = tables.Column(accessor="organization__code", verbose_name=_("Code"))
    round_number = tables.Column(
        accessor="plan_round__number", verbose_name=_("Planned round"), default="—"
    )
    year = tables.Column(accessor="plan_round__year", verbose_name=_("Year"), default="—")

    class Meta:
        model = PlanTarget
        fields = (
            "organization", "code", "category", "coverage_class", "round_number", "year", "tag",
        )  # fmt: skip
        order_by = ("organization",)

    held = "organization"
