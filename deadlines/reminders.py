"""Reminders: each person once per step and due date, whatever was missed and whoever runs it.

A step is reached when its day has come. A person concerned by several unsent steps gets the
highest one; the lower ones are recorded as covered. Several deadlines for one person in one run
come as one message, so days without a worker end in a digest, not in a flood.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from accounts import journal, notices
from accounts.models import Recusal, User
from deadlines import clocks, dates, subjects
from deadlines.dates import ONE_DAY
from deadlines.models import CalendarYear, Clock, Reminder, Rung, Workday

LOCK = 7301  # the engine's place among advisory locks; the second number is the body

LATE = gettext_noop("%(what)s: overdue, it was due on %(day)s")
COMING = gettext_noop("%(what)s: due on %(day)s")
DIGEST = gettext_noop("%(count)s deadlines: %(late)s overdue, %(coming)s coming due")


@dataclass(frozen=True)
class Step:
    """A reminder step, with the due dates for which it is the highest one reached today."""

    rung: Rung
    earliest: date
    latest: date
    lower: tuple[Rung, ...]


@dataclass(frozen=True)
class Due:
    """One step that one person is to be told of, for one deadline, and in what capacity."""

    clock: Clock
    rung: Rung
    audience: str
    due_on: date


def send_due_reminders(today: date | None = None) -> int:
    """Remind everybody of what was reached by ``today``; the number of reminders sent.

    First moves the deadlines whose estimated year has become known. Then each inspecting body's
    reminders are recorded and queued in one transaction, under a lock on the body: a run that dies
    leaves nothing half done for the next, and two runs at once send nothing twice.
    """
    today = today or dates.today()
    refresh_estimates()
    steps = _steps(today)
    return sum(_remind_body(body, steps, today) for body in _bodies(steps))


def refresh_estimates() -> int:
    """Compute the estimated deadlines anew, whose year may now have a list; how many moved."""
    known = CalendarYear.objects.known().values_list("year", flat=True)
    estimated = Clock.objects.running().filter(is_estimated=True, due_on__year__in=list(known))
    return clocks.reproject(estimated, actor=None, cause="calendar")


def _steps(today: date) -> list[Step]:
    """The ladder turned round into ranges of due dates, so that the database finds the clocks."""
    calendar = Workday.objects.calendar()
    ladder = sorted(
        (dates.shift(today, -rung.offset, rung.unit, calendar), -rung.offset, rung.pk, rung)
        for rung in Rung.objects.filter(is_active=True)
    )
    steps = []
    earliest = date.min
    for place, (latest, _offset, _pk, rung) in enumerate(ladder):
        lower = tuple(entry[-1] for entry in reversed(ladder[place + 1 :]))
        steps.append(Step(rung, earliest, latest, lower))
        earliest = max(earliest, latest + ONE_DAY)
    return steps


def _waiting(step: Step) -> QuerySet[Clock]:
    """Deadlines that reached ``step`` and have no reminder of it yet.

    One that was dealt with is not looked at again, however long it stays overdue. While an
    extension is being decided nobody is told of being late.
    """
    recorded = Reminder.objects.filter(
        clock=OuterRef("pk"), rung=step.rung, due_on=OuterRef("due_on")
    )
    waiting = Clock.objects.running().filter(
        ~Exists(recorded), paused_on=None, due_on__range=(step.earliest, step.latest)
    )
    return waiting.filter(asked_until=None) if step.rung.offset > 0 else waiting


def _bodies(steps: list[Step]) -> list[int]:
    """The inspecting bodies with something waiting."""
    found: set[int] = set()
    for step in steps:
        found.update(_waiting(step).order_by().values_list("body", flat=True).distinct())
    return sorted(found)


@transaction.atomic
def _remind_body(body: int, steps: list[Step], today: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, body])
    sent = 0
    for person, due in _reached(body, steps).items():
        sent += _remind(person, due, today)
    return sent


def _reached(body: int, steps: list[Step]) -> dict[User, list[Due]]:
    """For each person the steps reached, the lower ones of a deadline first."""
    recused = set(Recusal.objects.current().values_list("organization", "person"))
    found: dict[User, list[Due]] = defaultdict(list)
    for step in steps:
        waiting = _waiting(step).filter(body=body).order_by("due_on", "pk")
        for clock in waiting.select_related("rule", "body", "organization"):
            for rung in (*step.lower, step.rung):
                for person, audience in _recipients(clock, rung):
                    if clock.due_on and (clock.organization_id, person.pk) not in recused:
                        found[person].append(Due(clock, rung, audience, clock.due_on))
    return found


def _recipients(clock: Clock, rung: Rung) -> Iterator[tuple[User, str]]:
    """Each person once, in the first capacity that concerns them."""
    subject = subjects.of(clock.kind)
    told: set[int] = set()
    for audience in rung.audiences:
        for person in subject.recipients(clock, audience):
            if person.pk not in told and person.is_active:
                told.add(person.pk)
                yield person, audience


def _remind(person: User, due: list[Due], today: date) -> int:
    """Record one person's new steps and queue one message for those not covered by a higher one."""
    clocks_due = {item.clock.pk for item in due}
    recorded = set(
        Reminder.objects.filter(recipient=person, clock__in=clocks_due).values_list(
            "clock", "rung", "due_on"
        )
    )
    highest = {item.clock.pk: item.rung.pk for item in due}
    reminders = Reminder.objects.bulk_create(
        Reminder(
            clock=item.clock,
            rung=item.rung,
            recipient=person,
            audience=item.audience,
            due_on=item.due_on,
            reminded_on=today,
            is_covered=item.rung.pk != highest[item.clock.pk],
        )
        for item in due
        if (item.clock.pk, item.rung.pk, item.due_on) not in recorded
    )
    sent = [reminder for reminder in reminders if not reminder.is_covered]
    if sent:
        _queue(person, sent, today)
    return len(sent)


def _queue(person: User, sent: list[Reminder], today: date) -> None:
    for reminder in sent:
        journal.record(
            actor=None,
            verb="clock.reminded",
            subject=reminder.clock,
            step=reminder.rung.offset,
            recipient=person.pk,
            due_on=reminder.due_on.isoformat(),
        )
    if len(sent) == 1:
        _queue_one(person, sent[0], today)
        return
    late = sum(reminder.due_on < today for reminder in sent)
    notices.queue(
        to=[person],
        title=DIGEST,
        about=person,
        url=reverse("deadlines:reminders"),
        key=f"reminders-{sent[0].pk}",
        count=len(sent),
        late=late,
        coming=len(sent) - late,
    )


def _queue_one(person: User, reminder: Reminder, today: date) -> None:
    notices.queue(
        to=[person],
        title=LATE if reminder.due_on < today else COMING,
        about=reminder.clock,
        url=reminder.clock.url,
        key=f"reminder-{reminder.pk}",
        what=str(reminder.clock),
        day=reminder.due_on.isoformat(),
    )
