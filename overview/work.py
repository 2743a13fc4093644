"""What waits for each person: the same querysets give the menu's counts, the home page and the lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from accounts import keys
from accounts.models import User
from accounts.paging import first_of
from accounts.scope import kept
from deadlines.lights import Board, Light, board_for
from deadlines.models import Clock

SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """One kind of work: its rows for a person, the list that shows them, how a row reads here."""

    label: str | Promise
    rows: Callable[[User], QuerySet]
    url_name: str
    roles: frozenset[str]
    query: str = "?view=waiting"
    title: Callable[[Any], str] = str
    unit: Callable[[Any], Any] = lambda row: getattr(row, "organization", "")
    clock: Callable[[Any], Clock | None] = lambda row: getattr(row, "clock", None)

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.query

    def count(self, user: User) -> int:
        """How much waits; the menu and the home page of one request ask once."""
        return kept(user, ("waiting", self.url), lambda: self.rows(user).count())


@dataclass(frozen=True)
class Task:
    """One row of the home page."""

    kind: str | Promise
    title: str
    url: str
    unit: Any
    at: datetime | None
    light: Light | None


@dataclass(frozen=True)
class Heap:
    """All of one kind that waits: how many, and the list."""

    label: str | Promise
    url: str
    count: int
    tasks: list[Task]


def heaps(user: User, role: str, kinds: list[Waiting]) -> list[Heap]:
    """What waits for ``user`` in ``role``, by kind; a kind with nothing waiting is left out."""
    board = board_for(user)
    found = [_heap(user, kind, board) for kind in kinds if role in kind.roles]
    return [heap for heap in found if heap.count]


def _heap(user: User, kind: Waiting, board: Board) -> Heap:
    count = kind.count(user)
    rows = first_of(kind.rows(user), SHOWN, count=count) if count else []
    return Heap(kind.label, kind.url, count, [_task(kind, row, board) for row in rows])


def _task(kind: Waiting, row: Model, board: Board) -> Task:
    clock = kind.clock(row)
    return Task(
        kind=kind.label,
        title=kind.title(row),
        url=row.get_absolute_url(),  # type: ignore[attr-defined]
        unit=kind.unit(row),
        at=getattr(row, "updated_at", None),
        light=board.light(clock) if clock else None,
    )


def first_tasks(found: list[Heap]) -> list[Task]:
    """The tasks to show first: those with the nearest date, then the longest waiting."""
    tasks = list(chain.from_iterable(heap.tasks for heap in found))
    return sorted(tasks, key=_urgency)[:SHOWN]


def _urgency(task: Task) -> tuple[date, datetime]:
    due = getattr(task.light, "due_on", None) or date.max
    return due, task.at or timezone.now()


def chosen(found: list[Heap], number: str) -> Heap | None:
    """The heap whose tab is open, by its place in the row of tabs."""
    place = keys.read(number)
    return found[place] if place is not None and place < len(found) else None
