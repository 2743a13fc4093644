"""Figures of the ledger, aggregated in the database over the rows the list would show.

Completion = closed / should rectify. Long-term and basically-done items stand in the base and in
columns of their own, never in the numerator; immediate rectification is counted apart (LZ-29).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import CombinedExpression
from django.utils import timezone

from accounts.models import User
from deadlines import conditions as lights
from deadlines.lights import horizon
from inspections.rules.rates import Rate
from rectification.models import Measure
from rectification.models.item import OVERDUE_STATES, ItemQuerySet
from rectification.selectors.ledger import told_deadline
from rectification.states import IN_REVIEW, ItemKind, ItemState

# Grouping keys of dashboards: what is grouped by, and under which condition the list opens.
GROUPS = {
    "round": ("assignment__round", "assignment__round__name"),
    "team": ("assignment__team", "assignment__team__name"),
    "unit": ("organization", "organization__short_name"),
    "focus": ("issue__focus_item", "issue__focus_item__name"),
    "lead_unit": ("lead_unit", "lead_unit__short_name"),
}
GROUP_CONDITIONS = {
    "round": "round",
    "team": "team",
    "unit": "organization",
    "focus": "focus",
    "lead_unit": "lead_unit",
}


@dataclass(frozen=True)
class Totals:
    """Counts of one set of items; every count has a view of the list that shows the same."""

    items: int
    closed: int
    overdue: int
    soon: int
    review: int
    running: int
    long_term: int
    basically_done: int
    listed: int
    immediate: int
    immediate_closed: int

    @property
    def completion(self) -> Rate:
        return Rate(self.closed, self.items)

    @property
    def segments(self) -> Mapping[str, int]:
        """A partition: widths of a share bar add up to the items."""
        return {
            "closed": self.closed,
            "review": self.review,
            "running": self.running,
            "overdue": self.overdue,
            "long": self.long_term,
        }


@dataclass(frozen=True)
class Group:
    """One row of a breakdown."""

    key: int | None
    name: str
    totals: Totals


def totals(rows: ItemQuerySet, user: User) -> Totals:
    """All figures of ``rows`` in one query, as far as ``user`` is told."""
    found: dict[str, int] = rows.order_by().aggregate(**columns(timezone.localdate(), user))
    return Totals(**found)


def totals_by(rows: ItemQuerySet, group: str, user: User) -> list[Group]:
    """The same figures by round, team, unit, focus or lead organ; the most overdue first."""
    key, name = GROUPS[group]
    found = (
        rows.order_by()
        .values(key, name)
        .annotate(**columns(timezone.localdate(), user))
        .order_by("-overdue", name, key)
    )
    return [
        Group(key=row.pop(key), name=row.pop(name) or "", totals=Totals(**row)) for row in found
    ]


def columns(today: date, user: User) -> dict[str, Count | CombinedExpression]:
    counted = ~Q(kind=ItemKind.IMMEDIATE)
    immediate = Q(kind=ItemKind.IMMEDIATE)
    told = told_deadline(user)
    overdue = OVERDUE_STATES & lights.overdue(today, at="clock") & told
    soon = OVERDUE_STATES & lights.soon(today, horizon(today), at="clock") & told
    closed = Q(state=ItemState.CLOSED)
    review = Q(state__in=IN_REVIEW)
    long_term = Q(state=ItemState.LONG_TERM)
    rest = ~closed & ~review & ~long_term
    return {
        "items": count(counted),
        "closed": count(counted & closed),
        "overdue": count(counted & overdue),
        "soon": count(counted & soon),
        "review": count(counted & review) - count(counted & review & overdue),
        "running": count(counted & rest) - count(counted & rest & overdue),
        "long_term": count(counted & long_term) - count(counted & long_term & overdue),
        "basically_done": count(counted & Q(is_basically_done=True)),
        "listed": count(counted & Q(is_listed=True)),
        "immediate": count(immediate),
        "immediate_closed": count(immediate & closed),
    }


def count(condition: Q) -> Count:
    return Count("pk", filter=condition)


# The view of the list behind each figure of ``Totals``, beside the conditions of the figure.
FIGURE_CONDITIONS: dict[str, dict[str, Any]] = {
    "items": {"kind": "counted"},
    "closed": {"kind": "counted", "view": "closed"},
    "overdue": {"kind": "counted", "view": "overdue"},
    "soon": {"kind": "counted", "view": "soon"},
    "review": {"kind": "counted", "view": "review_in_time"},
    "running": {"kind": "counted", "view": "running_in_time"},
    "long_term": {"kind": "counted", "view": "long_in_time"},
    "basically_done": {"kind": "counted", "view": "basically_done"},
    "listed": {"kind": "counted", "view": "listed"},
    "immediate": {"kind": ItemKind.IMMEDIATE},
    "immediate_closed": {"kind": ItemKind.IMMEDIATE, "view": "closed"},
}


def counted_issues(rows: ItemQuerySet) -> int:
    return rows.order_by().values("issue").distinct().count()


def counted_units(rows: ItemQuerySet) -> int:
    return rows.order_by().values("organization").distinct().count()


def measure_rate(rows: ItemQuerySet) -> Rate:
    """Measures done of all measures, of the same items."""
    found = Measure.objects.filter(item__in=rows.order_by().values("pk")).aggregate(
        done=Count("pk", filter=Q(done_on__isnull=False)), everything=Count("pk")
    )
    return Rate(found["done"], found["everything"])
