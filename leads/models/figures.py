from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Versioned
from accounts.roles import LEADING, OFFICE, REVIEWERS, Role
from accounts.scope import organizations

STAGES = ("received", "verified", "talks", "filed", "cases_closed", "sanctioned", "judicial")


class PeriodFigureQuerySet(models.QuerySet["PeriodFigure"]):
    def visible_to(self, user: User) -> "PeriodFigureQuerySet":
        """The disposition statistics: totals without a lead behind them (domain.md 4.2, dashboards)."""
        readers = (*LEADING, *OFFICE, Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER)
        return self.filter(body__in=organizations(user, *readers, *REVIEWERS))


class PeriodFigure(Versioned):
    """Totals of one organ group for one period, as reported; never mixed with live counts.

    The stages are not a funnel: a stage holds what reached it in the period, from whatever year
    (LZ-32, LZ-47), so no stage limits the next.
    """

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    group = models.CharField(_("organ group"), max_length=80)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    received = models.PositiveIntegerField(_("leads received"))
    verified = models.PositiveIntegerField(_("preliminary verifications"))
    talks = models.PositiveIntegerField(_("talks and inquiries"), default=0)
    filed = models.PositiveIntegerField(_("cases filed"))
    cases_closed = models.PositiveIntegerField(_("cases closed"), default=0)
    sanctioned = models.PositiveIntegerField(_("persons sanctioned"), default=0)
    judicial = models.PositiveIntegerField(_("persons referred to the judiciary"), default=0)
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )

    objects = PeriodFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("period figure")
        ordering = ["-ends_on", "-starts_on", "group"]
        constraints = [
            models.UniqueConstraint(
                name="period_figure_once", fields=["body", "group", "starts_on", "ends_on"]
            ),
            models.CheckConstraint(
                name="period_figure_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.starts_on} – {self.ends_on}"
