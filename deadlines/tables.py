import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.templatetags.shell import light
from deadlines import rules
from deadlines.lights import Board
from deadlines.models import Audience, Clock, DeadlineRule, Reminder, Rung

DATE = {"col": {"class": "col-time"}, "td": {"class": "nowrap"}}
STATE = {"col": {"class": "col-state"}}
KIND = {"col": {"class": "col-kind"}}


class RuleTable(tables.Table):
    held = "name"
    name = tables.Column(linkify=True)
    span = tables.Column(
        verbose_name=_("Period"), order_by=("unit", "amount"), attrs={"col": {"class": "col-time"}}
    )
    confirmed = tables.TemplateColumn(
        template_name="deadlines/cells/confirmed.html", verbose_name=_("Standing"), attrs=STATE
    )
    body = tables.Column(verbose_name=_("Set by"), empty_values=(), attrs=STATE)
    effective_from = tables.DateColumn(format="Y-m-d", attrs=DATE)

    class Meta:
        model = DeadlineRule
        fields = ("name", "base_event", "span", "basis", "confirmed", "body", "effective_from")
        order_by = "code"

    def render_body(self, record: DeadlineRule) -> object:
        return record.body or _("general default")


class RungTable(tables.Table):
    held = "step"
    step = tables.Column(accessor="pk", verbose_name=_("Step"), order_by=("offset",))
    audiences = tables.Column(verbose_name=_("Reminds"), orderable=False)
    is_active = tables.BooleanColumn(
        verbose_name=_("In use"), yesno=(_("in use"), _("off")), attrs=KIND
    )

    class Meta:
        model = Rung
        fields = ("step", "audiences", "is_active")
        order_by = "step"

    @cached_property
    def may_keep(self) -> bool:
        return bool(rules.may_keep_calendar(self.request.user))

    def render_step(self, record: Rung) -> object:
        if not self.may_keep:
            return record
        return format_html(
            '<a class="row-opener" href="{}">{}</a>', record.get_absolute_url(), record
        )

    def render_audiences(self, value: list[str]) -> str:
        return "、".join(str(Audience(name).label) for name in value)


class ReminderTable(tables.Table):
    held = "clock"
    clock = tables.Column(verbose_name=_("What is due"), order_by=("clock__title",))
    due_on = tables.DateColumn(format="Y-m-d", attrs=DATE)
    light = tables.Column(
        accessor="clock",
        verbose_name=_("Light"),
        order_by=("due_on",),
        attrs={"col": {"class": "col-light"}},
    )
    rung = tables.Column(
        verbose_name=_("Why"), order_by=("rung__offset",), attrs={"col": {"class": "col-time"}}
    )
    audience = tables.Column(attrs=STATE)
    reminded_on = tables.DateColumn(format="Y-m-d", attrs=DATE)

    class Meta:
        model = Reminder
        fields = ("clock", "due_on", "light", "rung", "audience", "reminded_on")
        order_by = "-reminded_on"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.board = Board()

    def render_clock(self, value: Clock) -> SafeString:
        return format_html('<a class="row-opener" href="{}">{}</a>', value.url, value)

    def render_light(self, value: Clock) -> SafeString:
        return light(self.board.light(value))
