"""Tables of the ledger, of plans, reports and suggestions."""

import django_tables2 as tables
from django.db.models import QuerySet
from django.db.models.functions import Collate
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from deadlines.lights import Board, board_for
from rectification.models import (
    Measure,
    RectificationItem,
    RectificationPlan,
    RectificationReport,
    Suggestion,
)
from rectification.selectors.side import reads_as_unit
from rectification.states import WITH_REVIEWERS, ItemState

SHORT_KINDS = {
    "immediate": pgettext_lazy("short kind", "Immediate"),
    "time_limited": pgettext_lazy("short kind", "Time-limited"),
    "long_term": pgettext_lazy("short kind", "Long-term"),
}


def column(label, width="", **options):
    attrs = options.pop("attrs", {}) | ({"col": {"class": width}} if width else {})
    return tables.Column(verbose_name=label, attrs=attrs, **options)


class LightTable(tables.Table):
    """A table with a deadline light a row; calendar and steps are read once."""

    @cached_property
    def board(self) -> Board:
        return board_for(self.request.user)

    def light_of(self, record):
        return self.board.light(record.clock) if record.clock else None

    def render_light(self, record):
        light = self.light_of(record)
        if light is None:
            return "—"
        return format_html(
            '<span class="light" data-light="{}" title="{}">{}</span>',
            light.kind,
            light.title,
            light.words,
        )

    def value_light(self, record):
        light = self.light_of(record)
        return light.words if light else ""


def by_place(rows: QuerySet, path: str, is_descending: bool) -> QuerySet:
    """In the order of the tree.

    Bytes have an order that no index of organisations keeps: else they would all be walked in order,
    the whole province's, for the twenty that come first among the reader's own.
    """
    place = Collate(path, "C")
    return rows.order_by(place.desc() if is_descending else place.asc())


def items_on_page(table: tables.Table) -> str:
    count = len(table.paginated_rows)
    return ngettext("%(count)s item on this page", "%(count)s items on this page", count) % {
        "count": count
    }


def measures_on_page(table: tables.Table) -> str:
    records = [row.record for row in table.paginated_rows]
    done = sum(record.measures_done for record in records)
    return f"{done}/{sum(record.measures_all for record in records)}"


class LedgerTable(LightTable):
    held = "title"
    choose_for = "ledger-batch"

    number = column(_("Number"), "col-code", attrs={"td": {"class": "nowrap cell-second"}})
    title = column(_("Rectification item"), footer=items_on_page)
    organization = column(_("Party organization"), "col-unit", order_by=("organization__path",))
    kind = column(
        pgettext_lazy("column", "Type"), "col-type", attrs={"td": {"class": "cell-second"}}
    )
    measures = column(
        _("Measures done"),
        "col-measure",
        empty_values=(),
        orderable=False,
        footer=measures_on_page,
    )
    leader = column(_("Responsible leader"), "col-person", order_by=("leader__full_name",))
    state = column(pgettext_lazy("item", "State"), "col-state")
    due_on = column(
        _("Due"), "col-date", accessor="clock_due_on", attrs={"td": {"class": "nowrap"}}
    )
    light = column(_("Light"), "col-light", empty_values=(), order_by=("clock_due_on",))
    issue = column(_("Issue"), order_by=("issue__number",))
    goal = column(_("Goal"), attrs={"td": {"class": "cell-second"}})
    mode = column(_("Mode"), "col-type")
    lead_unit = column(_("Lead organ"), "col-unit", order_by=("lead_unit__path",))
    closed_at = tables.DateColumn(
        verbose_name=_("Closed"), format="Y-m-d", attrs={"col": {"class": "col-date"}}
    )

    # Columns that a reader adds when they need them.
    optional = ("kind", "issue", "goal", "mode", "lead_unit", "closed_at")

    class Meta:
        model = RectificationItem
        fields: list[str] = []
        order_by = "due_on"

    def order_organization(self, rows, is_descending):
        return by_place(rows, "organization__path", is_descending), True

    def order_lead_unit(self, rows, is_descending):
        return by_place(rows, "lead_unit__path", is_descending), True

    @cached_property
    def reads_as_unit(self) -> bool:
        return reads_as_unit(self.request.user)

    def light_of(self, record):
        """The day on which the clock stops would tell the unit that everybody passed its item."""
        if self.reads_as_unit and record.state in WITH_REVIEWERS:
            return None
        return super().light_of(record)

    def render_title(self, record):
        mark = _("Listed") if record.is_listed else ""
        return format_html(
            '{}<a class="row-opener" href="{}" title="{}">{}</a>',
            format_html('<span class="listed-mark">{}</span> ', mark) if mark else "",
            record.get_absolute_url(),
            record.title,
            record.title,
        )

    def value_title(self, record):
        return record.title

    def render_kind(self, value, record):
        return SHORT_KINDS[record.kind]

    def render_measures(self, record):
        done, everything = record.measures_done, record.measures_all
        return format_html(
            '<span class="measure-progress"><svg class="segment-bar" viewBox="0 0 {0} 10" '
            'preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="seg-rest" width="{0}" height="10"></rect>'
            '<rect class="seg-closed" width="{1}" height="10"></rect></svg>'
            "<span>{1}/{2}</span></span>",
            everything or 1,
            done,
            everything,
        )

    def value_measures(self, record):
        return f"{record.measures_done}/{record.measures_all}"

    def render_state(self, record):
        state = ItemState(record.state)
        label, tone = (
            (state.label_for_unit, state.tone_for_unit)
            if self.reads_as_unit
            else (state.label, state.tone)
        )
        return format_html('<span class="state-tag" data-tone="{}">{}</span>', tone, label)

    def value_state(self, record):
        state = ItemState(record.state)
        return state.label_for_unit if self.reads_as_unit else str(state.label)

    def render_due_on(self, value):
        return value.isoformat()

    def value_due_on(self, value):
        return value


class MeasureTable(tables.Table):
    held = "text"

    number = column(_("Number"), "col-code", accessor="item__number", order_by=("item__number",))
    text = column(_("Measure"))
    organization = column(
        _("Party organization"),
        "col-unit",
        accessor="item__organization",
        order_by=("item__organization__path",),
    )
    leader = column(_("Responsible leader"), "col-person", order_by=("leader__full_name",))
    department = column(_("Department"), "col-unit", attrs={"td": {"class": "cell-second"}})
    due_on = tables.DateColumn(
        verbose_name=_("Due"), format="Y-m-d", attrs={"col": {"class": "col-date"}}
    )
    done_on = tables.DateColumn(
        verbose_name=pgettext_lazy("measure", "Done"),
        format="Y-m-d",
        attrs={"col": {"class": "col-date"}},
    )

    class Meta:
        model = Measure
        fields: list[str] = []
        order_by = "due_on"

    def render_text(self, record):
        return format_html(
            '<a class="row-opener" href="{}" title="{}">{}</a>',
            record.item.get_absolute_url(),
            record.text,
            record.text,
        )

    def value_text(self, record):
        return record.text


class PlanTable(LightTable):
    held = "organization"

    organization = column(_("Party organization"), order_by=("organization__path",))
    number = column(pgettext_lazy("plan", "Edition"), "col-index")
    feedback = column(_("Feedback"), orderable=False)
    submitted_at = column(pgettext_lazy("plan column", "Submitted"), "col-date")
    state = column(pgettext_lazy("plan", "State"), "col-state")
    light = column(_("Light"), "col-light", empty_values=(), order_by=("clock__due_on",))

    class Meta:
        model = RectificationPlan
        fields: list[str] = []

    def render_organization(self, record):
        return format_html(
            '<a class="row-opener" href="{}">{}</a>',
            record.get_absolute_url(),
            record.organization.name,
        )

    def render_submitted_at(self, value):
        return value.astimezone().date().isoformat()

    def render_state(self, record):
        return format_html(
            '<span class="state-tag" data-tone="{}">{}</span>',
            record.state_tone,
            record.get_state_display(),
        )


class ReportTable(PlanTable):
    kind = column(_("Kind"), "col-post")
    light = None

    class Meta:
        model = RectificationReport
        fields: list[str] = []
        sequence = ["organization", "kind", "..."]


class SuggestionTable(LightTable):
    held = "title"

    number = column(_("No."), "col-index")
    title = column(_("Subject"))
    organization = column(_("Addressee"), "col-unit", order_by=("organization__path",))
    kind = column(_("Kind"))
    state = column(pgettext_lazy("suggestion", "State"), "col-state")
    reply_by = column(_("Reply by"), "col-date")
    light = column(_("Light"), "col-light", empty_values=(), order_by=("clock__due_on",))

    class Meta:
        model = Suggestion
        fields: list[str] = []

    def render_title(self, record):
        return format_html(
            '<a class="row-opener" href="{}">{}</a>', record.get_absolute_url(), record.title
        )

    def render_state(self, record):
        return format_html(
            '<span class="state-tag" data-tone="{}">{}</span>',
            record.state_tone,
            record.get_state_display(),
        )

    def render_reply_by(self, value):
        return value.isoformat()
