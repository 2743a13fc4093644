"""Numbers about leads, for the dashboard and the statistics table."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EXACT_LEAD_FIGURES, LEAD_TOTALS, Role
from accounts.scope import authorizations, duties, organizations, recused
from inspections.models import Round, TeamAuthorization
from leads.models import Lead, Outcome, PeriodFigure
from leads.models.figures import STAGES
from leads.states import (
    APPROVED_OR_LATER,
    FED_BACK_OR_LATER,
    HANDED_OVER,
    RECEIVED_OR_LATER,
    LeadState,
    OutcomeKind,
)


@dataclass(frozen=True)
class Figure:
    """A count, or that it is too small to be shown without pointing at somebody."""

    value: int | None

    @property
    def is_masked(self) -> bool:
        return self.value is None

    def __str__(self) -> str:
        if self.value is None:
            return _("fewer than %(least)d") % {"least": settings.LEAD_SMALLEST_COUNT}
        return str(self.value)


@dataclass(frozen=True)
class LeadCounts:
    """The leads of a round in figures. There is deliberately no list behind any of them."""

    registered: Figure
    approved: Figure
    transferred: Figure
    received: Figure
    disposed: Figure
    filed: Figure
    fed_back: Figure
    closed: Figure


def lead_counts(user: User, round_: Round | None = None) -> LeadCounts | None:
    """The figures the person may see, of one round or of all; ``None`` for whom leads do not exist.

    A count between zero and ``LEAD_SMALLEST_COUNT`` is masked for readers of aggregates: in a round
    of few units it would point at one of them (domain.md 4.2). Zero says nothing and is shown.
    """
    leads, is_exact = _countable(user)
    if leads is None:
        return None
    if round_ is not None:
        leads = leads.filter(team__round=round_)
    counted = leads.aggregate(
        registered=Count("pk", filter=~Q(state=LeadState.REFERRED)),
        approved=Count("pk", filter=Q(state__in=APPROVED_OR_LATER)),
        transferred=Count("pk", filter=Q(state__in=HANDED_OVER)),
        received=Count("pk", filter=Q(state__in=RECEIVED_OR_LATER)),
        fed_back=Count("pk", filter=Q(state__in=FED_BACK_OR_LATER)),
        closed=Count("pk", filter=Q(state=LeadState.CLOSED)),
    )
    counted["disposed"] = leads.exclude(dispositions=None).distinct().count()
    filed = leads.filter(outcomes__kind=OutcomeKind.FILED)
    counted["filed"] = filed.distinct().count()
    return LeadCounts(**{name: _figure(count, is_exact) for name, count in counted.items()})


def _countable(user: User) -> tuple[QuerySet[Lead] | None, bool]:
    """The leads that are counted for the person, and whether they read exact figures."""
    roles = frozenset(duties(user).values_list("role", flat=True))
    known = Lead.objects.exclude(organization__in=recused(user))
    if roles & EXACT_LEAD_FIGURES:
        return known.filter(body__in=organizations(user, *EXACT_LEAD_FIGURES)), True
    if Role.TEAM_LEADER in roles:
        led = TeamAuthorization.objects.filter(pk__in=authorizations(user, Role.TEAM_LEADER))
        return known.filter(team__in=led.values("team_id")), True
    if roles & LEAD_TOTALS:
        return known.filter(body__in=organizations(user, *LEAD_TOTALS)), False
    return None, False


def _figure(count: int, is_exact: bool) -> Figure:
    too_small = 0 < count < settings.LEAD_SMALLEST_COUNT
    return Figure(None if too_small and not is_exact else count)


@dataclass(frozen=True)
class Period:
    """The reported figures of one period, with their sums below."""

    starts_on: date
    ends_on: date
    rows: list[PeriodFigure]

    @property
    def totals(self) -> dict[str, int]:
        return {stage: sum(getattr(row, stage) for row in self.rows) for stage in STAGES}


def periods(user: User) -> list[Period]:
    """The disposition statistics, a table a period: totals of different periods are never added up."""
    rows = PeriodFigure.objects.visible_to(user).order_by("-ends_on", "-starts_on", "group", "pk")
    grouped: dict[tuple[date, date], list[PeriodFigure]] = {}
    for row in rows:
        grouped.setdefault((row.starts_on, row.ends_on), []).append(row)
    return [Period(starts, ends, members) for (starts, ends), members in grouped.items()]


def outcome_figures(user: User) -> list[tuple[str, Figure]]:
    """Leads by outcome as the discipline side fed them back; no other source is read (YN-38)."""
    leads, is_exact = _countable(user)
    if leads is None:
        return []
    rows = Outcome.objects.filter(lead__in=leads).order_by().values("kind")
    counted = {
        row["kind"]: row["leads"] for row in rows.annotate(leads=Count("lead", distinct=True))
    }
    return [
        (str(kind.label), _figure(counted.get(kind.value, 0), is_exact)) for kind in OutcomeKind
    ]
