"""Figures of which only the total is known: shown as history, never in live counts."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import EXACT_LEAD_FIGURES, LEAD_TOTALS
from accounts.scope import organizations
from inspections.models.plan import READERS


class Measure(models.TextChoices):
    TARGETS = "targets", pgettext_lazy("measure", "Organisations inspected")
    ISSUES = "issues", pgettext_lazy("measure", "Issues found")
    LEADS = "leads", pgettext_lazy("measure", "Leads found")
    RECTIFIED = "rectified", pgettext_lazy("measure", "Issues rectified")


class HistoricalFigureQuerySet(models.QuerySet["HistoricalFigure"]):
    def visible_to(self, user: User) -> QuerySet["HistoricalFigure"]:
        """What the plan's readers see; of leads only who may read figures of leads at all."""
        of_leads = Q(measure=Measure.LEADS)
        exact = Q(body__in=organizations(user, *EXACT_LEAD_FIGURES))
        in_total = Q(body__in=organizations(user, *LEAD_TOTALS)) & (
            Q(numerator=0) | Q(numerator__gte=settings.LEAD_SMALLEST_COUNT)
        )
        return self.filter(
            Q(body__in=organizations(user, *READERS)) & (~of_leads | exact | in_total)
        )


class HistoricalFigure(models.Model):
    """A total taken from an earlier report; the rows behind it are not in the system."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="historical_figures",
        verbose_name=_("inspecting body"),
    )
    term = models.ForeignKey(
        "inspections.Term",
        on_delete=models.PROTECT,
        related_name="historical_figures",
        verbose_name=_("term"),
    )
    round_number = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=20, choices=Measure.choices)
    unit = models.CharField(_("unit"), max_length=20)
    numerator = models.PositiveIntegerField(pgettext_lazy("rate", "number"))
    denominator = models.PositiveIntegerField(pgettext_lazy("rate", "of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    objects = HistoricalFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("historical figure")
        verbose_name_plural = _("historical figures")
        ordering = ["term__number", "round_number", "measure"]
        constraints = [
            models.UniqueConstraint(
                name="historical_figure_once",
                fields=["term", "round_number", "measure"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="historical_rate_has_a_base",
                condition=Q(denominator=None) | Q(denominator__gt=0),
            ),
            models.CheckConstraint(
                name="historical_figure_names_its_source", condition=~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.told}"

    @property
    def told(self) -> str:
        """507 个, or 590/1172 条."""
        whole = f"/{self.denominator}" if self.denominator else ""
        return f"{self.numerator}{whole} {self.unit}"
