from typing import Any

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.templatetags.shell import light, state_tag
from deadlines.lights import Board
from leads.models import Lead, LeadOpening
from leads.selectors.process import nearest_light
from leads.states import OpeningOutcome


class LeadTable(tables.Table):
    """Numbers, states and dates. There is no column that says what a lead is about."""

    number = tables.Column(gettext_lazy("Lead number"), linkify=True)
    team = tables.Column(
        gettext_lazy("Source"),
        accessor="team__name",
        empty_values=(),
        attrs={"col": {"class": "col-post"}},
    )
    state = tables.Column(attrs={"col": {"class": "col-post"}})
    registered_at = tables.DateColumn(verbose_name=gettext_lazy("Registered"), format="Y-m-d")
    transferred_at = tables.DateColumn(verbose_name=gettext_lazy("Handed over"), format="Y-m-d")
    due = tables.Column(gettext_lazy("Deadline"), empty_values=(), orderable=False)
    opened = tables.Column(gettext_lazy("Openings"), attrs={"col": {"class": "col-number"}})

    held = "number"

    class Meta:
        model = Lead
        fields = ["number", "team", "state", "registered_at", "transferred_at", "due", "opened"]
        order_by = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = Board()

    def render_team(self, record: Lead) -> str:
        if record.team is None:
            return record.get_origin_display()
        return f"{record.team.name} · {record.team.round.name}"

    def render_state(self, record: Lead) -> str:
        marks = [_("urgent")] if record.is_priority else []
        marks += [_("early transfer")] if record.is_early else []
        return format_html_join(" ", "{}", [(part,) for part in (state_tag(record), *marks)])

    def render_due(self, record: Lead) -> str:
        return light(nearest_light(record, self.board)) or "—"


class OpeningTable(tables.Table):
    opened_at = tables.DateTimeColumn(format="Y-m-d H:i")
    lead = tables.Column(
        gettext_lazy("Lead"), accessor="lead__number", linkify=("leads:door", [tables.A("lead_id")])
    )
    user = tables.Column(gettext_lazy("Opened by"), accessor="user__full_name")
    purpose = tables.Column()
    outcome = tables.Column(gettext_lazy("Outcome of the opening"))

    held = "opened_at"

    class Meta:
        model = LeadOpening
        fields = ["opened_at", "lead", "user", "purpose", "outcome"]

    def render_outcome(self, record: LeadOpening) -> str:
        if record.outcome != OpeningOutcome.OPENED:
            return record.get_outcome_display()
        words = _("Opened for %(minutes)d min") % {"minutes": record.minutes_open}
        return words + _(", with informant") if record.with_informant else words
