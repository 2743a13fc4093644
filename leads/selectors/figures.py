"""Numbers about leads, for the dashboard and the statistics table."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EXACT_LEAD_FIGURES, LEAD_TOTALS, Role
from accounts.scope import authorizations, duties, organizations, recused
from inspections.models import Round, TeamAuthorization
from leads.models import Disposition, Lead, Outcome, PeriodFigure
from leads.models.figures import STAGES
from leads.selectors.masking import mask
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
    """A count, or that it is not shown: it would point at somebody, or give such a count away."""

    value: int | None

    @property
    def is_masked(self) -> bool:
        return self.value is None

    def __str__(self) -> str:
        if self.value is None:
            return _("not shown")
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

    Readers of aggregates are not shown a count between zero and ``LEAD_SMALLEST_COUNT``: in a round
    of few units it would point at one of them (domain.md 4.2); nor one that, with the total of all
    rounds, would tell it. Zero says nothing and is shown.
    """
    leads, is_exact = _countable(user)
    if leads is None:
        return None
    if is_exact and round_ is not None:
        leads = leads.filter(team__round=round_)
    rounds = _by_round(leads)
    shown = _total(rounds) if round_ is None else rounds.get(round_.pk, dict.fromkeys(COUNTED, 0))
    held = set() if is_exact else _held_back(rounds, round_)
    return LeadCounts(**{name: Figure(None if name in held else shown[name]) for name in COUNTED})


# As the stages follow each other: whatever reached one has reached those before it.
STAGES_OF_A_LEAD = (
    "registered", "approved", "transferred", "received", "disposed", "fed_back", "closed",
)  # fmt: skip
COUNTED = (*STAGES_OF_A_LEAD, "filed")
Rounds = dict[int | None, dict[str, int]]


def _by_round(leads: QuerySet[Lead]) -> Rounds:
    """The counts of each round, and of what the office received itself, which belongs to none."""
    dispositions = Disposition.objects.filter(lead=OuterRef("pk"))
    filed = Outcome.objects.filter(lead=OuterRef("pk"), kind=OutcomeKind.FILED)
    rows = leads.annotate(is_disposed=Exists(dispositions), is_filed=Exists(filed))
    counted = rows.order_by().values("team__round").annotate(
        registered=Count("pk", filter=~Q(state=LeadState.REFERRED)),
        approved=Count("pk", filter=Q(state__in=APPROVED_OR_LATER)),
        transferred=Count("pk", filter=Q(state__in=HANDED_OVER)),
        received=Count("pk", filter=Q(state__in=RECEIVED_OR_LATER)),
        disposed=Count("pk", filter=Q(is_disposed=True)),
        fed_back=Count("pk", filter=Q(state__in=FED_BACK_OR_LATER)),
        closed=Count("pk", filter=Q(state=LeadState.CLOSED)),
        filed=Count("pk", filter=Q(is_filed=True)),
    )  # fmt: skip
    return {
        key: dict(zip(COUNTED, counts, strict=True))
        for key, *counts in counted.values_list("team__round", *COUNTED)
    }


def _total(rounds: Rounds) -> dict[str, int]:
    return {name: sum(counts[name] for counts in rounds.values()) for name in COUNTED}


def _held_back(rounds: Rounds, round_: Round | None) -> set[str]:
    """Which of the counts are not shown of this round, or of all rounds together."""
    return {
        name for names in (STAGES_OF_A_LEAD, ("filed",)) for name in _held(rounds, round_, names)
    }


def _held(rounds: Rounds, round_: Round | None, names: tuple[str, ...]) -> set[str]:
    keys = list(rounds)
    held = mask(
        [[counts[name] for name in names] for counts in rounds.values()],
        least=settings.LEAD_SMALLEST_COUNT,
        unshown=keys.index(None) if None in rounds else None,
    )
    if round_ is None:
        return {names[column] for column in held.totals}
    return {names[column] for row, column in held.cells if keys[row] == round_.pk}


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
    counts = [counted.get(kind.value, 0) for kind in OutcomeKind]
    held = mask([[count] for count in counts], least=settings.LEAD_SMALLEST_COUNT)
    hidden = set() if is_exact else {row for row, _column in held.cells}
    return [
        (str(kind.label), Figure(None if at in hidden else counts[at]))
        for at, kind in enumerate(OutcomeKind)
    ]
