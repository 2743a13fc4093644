"""Figures of the ledger, aggregated in the database over the rows the list would show.

Completion = closed / should rectify. Long-term and basically-done items stand in the base and in
columns of their own, never in the numerator; immediate rectification is counted apart (LZ-29).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from deadlines import conditions as lights
from deadlines.lights import board_for
from inspections.rules.rates import Rate
from rectification.models.item import OVERDUE_STATES, ItemQuerySet
from rectification.selectors.ledger import told_deadline
from rectification.states import IN_REVIEW, ItemKind, ItemState

# Grouping keys of dashboards: what is grouped by, and under which condition the list opens.
GROUPS = {
    "round": ("assignment__round", "assignment__round__name"),
    "feedback": ("plan__feedback", "plan__feedback__title"),
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
    """All figures of ``rows``, as far as ``user`` is told.

    Only those that can be late are held against their clocks.
    """
    everything: dict[str, int] = rows.order_by().aggregate(**columns_at_rest())
    open_rows = rows.filter(OVERDUE_STATES)
    late: dict[str, int] = open_rows.order_by().aggregate(**columns_against_the_clock(user))
    return figures(everything | late)


def figures(found: dict[str, int]) -> Totals:
    """The stretches of the share bar leave out what is overdue: it has a stretch of its own."""
    for name in ("review", "running", "long_term"):
        found[name] -= found.pop(f"{name}_overdue")
    return Totals(**found)


def no_totals() -> Totals:
    """What stands where there is no item yet."""
    return Totals(**dict.fromkeys((field.name for field in fields(Totals)), 0))


def totals_by(rows: ItemQuerySet, group: str, user: User) -> list[Group]:
    """The same figures by round, team, unit, focus or lead organ; the most overdue first."""
    key, name = GROUPS[group]
    found = (
        rows.order_by()
        .values(key, name)
        .annotate(**columns_at_rest(), **columns_against_the_clock(user))
        .order_by("-overdue", name, key)
    )
    return [Group(key=row.pop(key), name=row.pop(name) or "", totals=figures(row)) for row in found]


COUNTED = ~Q(kind=ItemKind.IMMEDIATE)
IMMEDIATE = Q(kind=ItemKind.IMMEDIATE)
CLOSED = Q(state=ItemState.CLOSED)
REVIEW = Q(state__in=IN_REVIEW)
LONG_TERM = Q(state=ItemState.LONG_TERM)
REST = ~CLOSED & ~REVIEW & ~LONG_TERM


def columns_at_rest() -> dict[str, Count]:
    """What the item itself says."""
    return {
        "items": count(COUNTED),
        "closed": count(COUNTED & CLOSED),
        "review": count(COUNTED & REVIEW),
        "running": count(COUNTED & REST),
        "long_term": count(COUNTED & LONG_TERM),
        "basically_done": count(COUNTED & Q(is_basically_done=True)),
        "listed": count(Q(is_listed=True)),
        "immediate": count(IMMEDIATE),
        "immediate_closed": count(IMMEDIATE & CLOSED),
    }


def columns_against_the_clock(user: User) -> dict[str, Count]:
    """What only the item's clock can say, as far as ``user`` is told."""
    today = timezone.localdate()
    told = COUNTED & OVERDUE_STATES & told_deadline(user)
    overdue = told & lights.overdue(today, at="clock")
    soon = told & lights.soon(today, board_for(user).horizon, at="clock")
    return {
        "overdue": count(overdue),
        "soon": count(soon),
        "review_overdue": count(overdue & REVIEW),
        "running_overdue": count(overdue & REST),
        "long_term_overdue": count(overdue & LONG_TERM),
    }


def count(condition: Q) -> Count:
    return Count("state", filter=condition)


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
    "listed": {"view": "listed"},
    "immediate": {"kind": ItemKind.IMMEDIATE},
    "immediate_closed": {"kind": ItemKind.IMMEDIATE, "view": "closed"},
}


def extent(rows: ItemQuerySet) -> dict[str, int]:
    """How many units, issues, items and measures ``rows`` are."""
    found: dict[str, int] = rows.order_by().aggregate(
        units=Count("organization", distinct=True),
        issues=Count("issue", distinct=True),
        items=Count("*"),
        measures=Coalesce(Sum("measures_all"), 0),
    )
    return found


def measure_rate(rows: ItemQuerySet) -> Rate:
    """Measures done of all measures, of the same items."""
    found = rows.order_by().aggregate(
        done=Coalesce(Sum("measures_done"), 0), everything=Coalesce(Sum("measures_all"), 0)
    )
    return Rate(found["done"], found["everything"])
