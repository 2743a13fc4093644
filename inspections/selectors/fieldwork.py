"""What the pages of fieldwork show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum

from accounts.models import User
from accounts.roles import TEAM
from inspections.models import Activity, Assignment, Method
from inspections.models.reach import teams_of
from inspections.states.assignment import AssignmentState

MEASURES = ("people", "documents", "villages", "households", "sites", "fund_items")


def activities_for_list(user: User) -> QuerySet[Activity]:
    return (
        Activity.objects.visible_to(user)
        .select_related("method", "organization", "team", "assignment")
        .prefetch_related("handlers__person")
    )


@dataclass(frozen=True)
class MethodLine:
    """One method in the table of an assignment: how often, and how much it covered."""

    method: Method
    times: int
    people: int
    documents: int
    villages: int
    households: int
    sites: int
    fund_items: int


@dataclass(frozen=True)
class FieldworkTable:
    lines: list[MethodLine]
    totals: dict[str, int]


def fieldwork_table(assignment: Assignment, user: User) -> FieldworkTable:
    """Every method on offer, also those not used; counted over what the user may see (LZ-15)."""
    seen = Activity.objects.visible_to(user).filter(assignment=assignment)
    counted = {
        row["method"]: row
        for row in seen.order_by()
        .values("method")
        .annotate(times=Count("pk"), **{name: Sum(name) for name in MEASURES})
    }
    offered = Method.objects.offered_to(assignment.body) | Method.objects.filter(pk__in=counted)
    lines = [_line(method, counted.get(method.pk, {})) for method in offered]
    totals = {name: sum(getattr(line, name) for line in lines) for name in ("times", *MEASURES)}
    return FieldworkTable(lines, totals)


def _line(method: Method, row: Mapping[str, Any]) -> MethodLine:
    return MethodLine(method=method, **{name: row.get(name) or 0 for name in ("times", *MEASURES)})


def open_assignments(user: User, *roles: str) -> QuerySet[Assignment]:
    """Assignments in whose team the user holds one of ``roles`` today; without roles, any."""
    return (
        Assignment.objects.visible_to(user)
        .filter(team__in=teams_of(user, *(roles or TEAM)))
        .select_related("organization", "team", "round")
    )


def stationed_assignments(user: User) -> QuerySet[Assignment]:
    """Those of them that are on site, so that papers and records can be started."""
    return open_assignments(user).filter(state=AssignmentState.STATIONED)


def assignments_with_fieldwork(user: User) -> QuerySet:
    """Ids of the assignments whose table the user may open: the team's own, and filed ones."""
    seen = Activity.objects.visible_to(user).order_by().values("assignment")
    own = Assignment.objects.filter(team__in=Activity.objects.own_teams(user)).values("pk")
    return Assignment.objects.filter(Q(pk__in=seen) | Q(pk__in=own)).values("pk")


def quantities_of(activity: Activity) -> list[tuple[str, int]]:
    """What the activity covered, without the quantities that were not counted."""
    counted = ((label_of(Activity, name), getattr(activity, name)) for name in MEASURES)
    return [(label, number) for label, number in counted if number]


def label_of(model: type[Model], name: str) -> str:
    """A field's name as the reader knows it."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
