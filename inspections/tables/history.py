"""The list of totals known from earlier reports."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import HistoricalFigure
from inspections.rules.rates import Rate


class HistoryTable(tables.Table):
    held = "measure"

    term = tables.Column(verbose_name=_("Term"))
    round_number = tables.Column(
        verbose_name=_("Round"), default=_("whole term"), attrs={"col": {"class": "col-type"}}
    )
    measure = tables.Column(verbose_name=pgettext_lazy("statistics", "Measure"))
    figure = tables.Column(
        accessor="told", verbose_name=_("Figure"), orderable=False,
        attrs={"td": {"class": "number"}, "th": {"class": "number"}, "col": {"class": "col-rate"}},
    )  # fmt: skip
    rate = tables.Column(
        verbose_name=pgettext_lazy("statistics", "Rate"), orderable=False, empty_values=(),
        attrs={"td": {"class": "number"}, "th": {"class": "number"}, "col": {"class": "col-date"}},
    )  # fmt: skip
    source = tables.Column(verbose_name=_("Source"))

    class Meta:
        model = HistoricalFigure
        fields = ("term", "round_number", "measure", "figure", "rate", "source")
        order_by = ("-term", "-round_number", "measure")

    def value_rate(self, record: HistoricalFigure) -> str:
        return str(Rate(record.numerator, record.denominator)) if record.denominator else "—"

    render_rate = value_rate


class KeptHistoryTable(HistoryTable):
    """The same for the office, who may take a total out again."""

    actions = tables.TemplateColumn(
        template_name="inspections/cells/history_actions.html", verbose_name="", orderable=False
    )

    class Meta(HistoryTable.Meta):
        pass
