"""One round at a glance: figures over the rows the reader may see, each with the list behind it.

Nothing is cached and nothing is stored: the figures are aggregated in the database when the page is
asked for, over the same querysets that the lists show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise, cached_property

from accounts.models import User
from inspections.models import Round
from inspections.selectors.issue import aspects_url, fed_back, issues_url
from leads.selectors.figures import LeadCounts, lead_counts
from overview.cells import Cell, Share
from overview.curve import Curve, curve
from overview.stages import stages, targets_url
from rectification.models.item import ItemQuerySet
from rectification.selectors.counts import (
    FIGURE_CONDITIONS,
    GROUP_CONDITIONS,
    Group,
    Totals,
    measure_rate,
    totals,
    totals_by,
)
from rectification.selectors.ledger import ledger, ledger_url, shown, with_listing
from rectification.selectors.measure import measures_url
from rectification.selectors.suggestion import suggestion_totals, suggestions

LISTED_SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One row of a breakdown: a unit, a team or a focus."""

    name: str
    url: str
    totals: Totals
    cells: Mapping[str, Cell]

    @property
    def completion(self) -> Share:
        return completion(self.cells)


@dataclass(frozen=True)
class Dashboard:
    """Everything the page shows of one round to one reader; breakdowns as they are asked for."""

    user: User
    rows: ItemQuerySet
    round: Round
    totals: Totals
    cells: Mapping[str, Cell]
    targets: Cell
    stages: list[tuple[str | Promise, Cell]]
    measures: Share
    issues: Cell
    aspects: Cell
    units: list[Line]
    leads: LeadCounts | None
    suggestions: list[Cell]
    listed: QuerySet
    curve: Curve

    @property
    def completion(self) -> Share:
        return completion(self.cells)

    @cached_property
    def teams(self) -> list[Line]:
        return _lines(self.rows, "team", self.round, self.user)

    @cached_property
    def focuses(self) -> list[Line]:
        return _lines(self.rows, "focus", self.round, self.user)

    @property
    def immediate(self) -> Share:
        return Share(self.cells["immediate_closed"], self.cells["immediate"])


def completion(cells: Mapping[str, Cell]) -> Share:
    return Share(cells["closed"], cells["items"])


def rounds_with_dashboard(user: User) -> QuerySet[Round]:
    """The rounds whose dashboard the reader may open, the latest first."""
    return Round.objects.visible_to(user).select_related("body", "term")


def latest_round(user: User) -> Round | None:
    """The newest round that has items to show; the newest of all while none has."""
    has_items = ledger(user).filter(assignment__round=OuterRef("pk"))
    return (
        rounds_with_dashboard(user)
        .alias(has_items=Exists(has_items.order_by()))
        .order_by("-has_items", "-station_from", "-pk")
        .first()
    )


def read(user: User, round_: Round) -> Dashboard:
    """The dashboard of ``round_`` within the scope of ``user``."""
    rows = ledger(user, round=round_.pk)
    found = totals(rows, user)
    standing = stages(user, round_)
    told = fed_back(user, round_)
    return Dashboard(
        user=user,
        rows=rows,
        round=round_,
        totals=found,
        cells=cells(found, round=round_.pk),
        targets=Cell(sum(cell.value for _label, cell in standing), targets_url(round_)),
        stages=standing,
        measures=_measures(rows, round_),
        issues=Cell(told["issues"], issues_url(round=round_.pk)),
        aspects=Cell(told["aspects"], aspects_url(round=round_.pk)),
        units=_lines(rows, "unit", round_, user),
        leads=lead_counts(user, round_),
        suggestions=_suggestions(user, round_),
        listed=with_listing(shown(ledger(user, round=round_.pk, view="listed")))[:LISTED_SHOWN],
        curve=curve(rows, round=round_.pk),
    )


def units(user: User, round_: Round) -> list[Line]:
    """The inspected organisations of a round, the furthest first."""
    return _lines(ledger(user, round=round_.pk), "unit", round_, user)


def _suggestions(user: User, round_: Round) -> list[Cell]:
    """All, closed and overdue, each with the list of the same letters."""
    found = suggestion_totals(suggestions(user, round=round_.pk))
    address = f"{reverse('rectification:suggestion_list')}?round={round_.pk}"
    views = {"all": "&view=issued", "closed": "&view=closed", "overdue": "&view=overdue"}
    return [Cell(found[name], address + query) for name, query in views.items()]


def _measures(rows: ItemQuerySet, round_: Round) -> Share:
    """Measures done of all measures; never computed from the items (LZ-18)."""
    rate = measure_rate(rows)
    return Share(
        Cell(rate.numerator, measures_url(round=round_.pk, done="true")),
        Cell(rate.denominator, measures_url(round=round_.pk)),
    )


def cells(found: Totals, **conditions: Any) -> dict[str, Cell]:
    """Each figure with the address of the list that shows exactly its rows."""
    return {
        name: Cell(getattr(found, name), ledger_url(**conditions, **figure))
        for name, figure in FIGURE_CONDITIONS.items()
    }


def _lines(rows: ItemQuerySet, group: str, round_: Round, user: User) -> list[Line]:
    found = totals_by(rows, group, user)
    ranked = sorted(found, key=lambda each: (-_completion(each), each.name))
    return [_line(each, group, round_) for each in ranked if each.key is not None]


def _completion(group: Group) -> float:
    rate = group.totals.completion
    return rate.numerator / rate.denominator if rate.denominator else 0.0


def _line(group: Group, by: str, round_: Round) -> Line:
    conditions = {"round": round_.pk, GROUP_CONDITIONS[by]: group.key}
    return Line(
        name=group.name,
        url=ledger_url(**conditions),
        totals=group.totals,
        cells=cells(group.totals, **conditions),
    )
