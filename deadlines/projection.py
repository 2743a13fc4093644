"""The dates of a clock, computed from its rule and what happened to it; nothing here saves."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from deadlines import dates
from deadlines.dates import Unit, WorkCalendar
from deadlines.models import Clock, Decision, Extension, Pause

FIELDS = ("due_on", "paused_on", "asked_until", "is_estimated")
Event = tuple[datetime, Callable[[date], date]]


def apply(
    clock: Clock,
    *,
    pauses: Iterable[Pause],
    extensions: Iterable[Extension],
    calendar: WorkCalendar,
) -> None:
    """Set the projected fields of ``clock``.

    The rule (or the agreed date) gives the first due date; then, in the order in which they were
    recorded, an ended pause moves it by the days that did not count and a granted extension
    replaces it. Long-term work is due at its next milestone instead.
    """
    pauses, extensions = list(pauses), list(extensions)
    clock.due_on = _due_on(clock, pauses, extensions, calendar)
    clock.is_estimated = _is_estimated(clock, extensions, calendar)
    if clock.is_running:
        clock.paused_on = next((row.started_on for row in pauses if row.ended_on is None), None)
        clock.asked_until = next(
            (row.requested_until for row in extensions if _holds_the_light(row)), None
        )
    else:
        clock.paused_on = clock.asked_until = None


def _due_on(
    clock: Clock, pauses: list[Pause], extensions: list[Extension], calendar: WorkCalendar
) -> date | None:
    if clock.is_long_term:
        return clock.milestone_on
    due_on = clock.agreed_on or dates.shift(
        clock.base_on, clock.rule.amount, clock.rule.unit, calendar
    )
    for _recorded_at, move in sorted(
        _events(clock, pauses, extensions, calendar), key=lambda event: event[0]
    ):
        due_on = move(due_on)
    return due_on


def _events(
    clock: Clock, pauses: list[Pause], extensions: list[Extension], calendar: WorkCalendar
) -> Iterable[Event]:
    for row in pauses:
        if row.resumed_at is not None:
            yield row.resumed_at, _later_by(row, clock.rule.unit, calendar)
    for extension in extensions:
        if extension.decision == Decision.GRANTED and extension.decided_at is not None:
            yield extension.decided_at, _replaced_by(extension)


def _later_by(pause: Pause, unit: str, calendar: WorkCalendar) -> Callable[[date], date]:
    """Working-day deadlines move by the working days that did not count, others by the days."""
    end = pause.ended_on or pause.started_on
    eve = pause.started_on - dates.ONE_DAY
    if unit == Unit.WORKING_DAY:
        lost = calendar.between(eve, end - dates.ONE_DAY)
        return lambda due_on: calendar.shift(due_on, lost)
    return lambda due_on: due_on + (end - pause.started_on)


def _replaced_by(extension: Extension) -> Callable[[date], date]:
    return lambda due_on: extension.granted_until or due_on


def _holds_the_light(extension: Extension) -> bool:
    """A request made after the date had passed does not make the clock any less overdue."""
    return (
        extension.decision == Decision.PENDING
        and extension.requested_on <= extension.previous_due_on
    )


def _is_estimated(clock: Clock, extensions: list[Extension], calendar: WorkCalendar) -> bool:
    decided_by_hand = (
        clock.agreed_on
        or clock.is_long_term
        or any(row.decision == Decision.GRANTED for row in extensions)
    )
    if clock.rule.unit != Unit.WORKING_DAY or decided_by_hand or clock.due_on is None:
        return False
    return calendar.is_estimated(clock.base_on, clock.due_on)
