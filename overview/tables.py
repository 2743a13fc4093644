import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import RoundTarget
from overview.stages import STAGE_TONES, Stage


class TargetTable(tables.Table):
    """The targets of a round, each with the stage that it has reached."""

    organization = tables.Column(
        linkify=lambda record: assignment_address(record),
        verbose_name=_("Party organization"),
        order_by=("organization__path",),
        attrs={"a": {"class": "row-opener"}},
    )
    kind = tables.Column(verbose_name=_("Kind of inspection"), attrs={"col": {"class": "col-post"}})
    team = tables.Column(
        accessor="assignment__team",
        order_by=("assignment__team__number",),
        verbose_name=_("Team"),
        attrs={"col": {"class": "col-post"}},
    )
    stage = tables.Column(
        verbose_name=pgettext_lazy("stage", "Stage"),
        orderable=False,
        attrs={"col": {"class": "col-state"}},
    )
    held = "organization"

    class Meta:
        model = RoundTarget
        fields: list[str] = []
        order_by = "organization"

    def render_stage(self, value):
        found = Stage(value)
        return format_html(
            '<span class="state-tag" data-tone="{}">{}</span>', STAGE_TONES[found], found.label
        )

    def value_stage(self, value):
        return str(Stage(value).label)


def assignment_address(target: RoundTarget) -> str | None:
    """A target that no team has yet has no page of its own."""
    assignment = getattr(target, "assignment", None)
    return assignment.get_absolute_url() if assignment else None
