"""What hangs on one assignment: the lists it leads to, each with the count of that very list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.models import Assignment
from inspections.selectors.fieldwork import activities_for_list
from inspections.selectors.issue import feedback_for_list, issues_for_list, reports_for_list
from inspections.selectors.paper import meetings_for_list, papers_for_list

Rows = Callable[[User, Assignment], QuerySet]


@dataclass(frozen=True)
class _List:
    label: str | Promise
    url_name: str
    rows: Rows


@dataclass(frozen=True)
class Work:
    """One list, narrowed to the assignment, and how many rows the reader finds there."""

    label: str | Promise
    url: str
    count: int


_lists = [
    _List(
        _("Work on site"),
        "inspections:activity_list",
        lambda user, assignment: activities_for_list(user).filter(assignment=assignment),
    ),
    _List(
        _("Working papers"),
        "inspections:paper_list",
        lambda user, assignment: papers_for_list(user).filter(assignment=assignment),
    ),
    _List(
        _("Team meetings"),
        "inspections:meeting_list",
        lambda user, assignment: meetings_for_list(user).filter(team=assignment.team_id),
    ),
    _List(
        _("Issues"),
        "inspections:issue_list",
        lambda user, assignment: issues_for_list(user).filter(assignment=assignment),
    ),
    _List(
        _("Inspection reports"),
        "inspections:report_list",
        lambda user, assignment: reports_for_list(user).filter(assignment=assignment),
    ),
    _List(
        _("Feedback"),
        "inspections:feedback_list",
        lambda user, assignment: feedback_for_list(user).filter(assignment=assignment),
    ),
]


def register(label: str | Promise, url_name: str, rows: Rows) -> None:
    """Let the assignment's page lead to a list that takes ``?assignment=``."""
    _lists.append(_List(label, url_name, rows))


def works_of(assignment: Assignment, user: User) -> list[Work]:
    """The lists in which the reader finds something of the assignment."""
    found = [
        Work(
            one.label,
            f"{reverse(one.url_name)}?assignment={assignment.pk}",
            one.rows(user, assignment).count(),
        )
        for one in _lists
    ]
    return [work for work in found if work.count]
