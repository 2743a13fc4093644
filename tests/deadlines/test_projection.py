"""Dates projected from rows, for any calendar and any pauses."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadlines import projection
from deadlines.dates import Unit, WorkCalendar
from deadlines.models import Clock, DeadlineRule, Decision, Extension, Pause

YEAR = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 6, 30))
calendars = st.dictionaries(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31)), st.booleans(), max_size=60
).map(lambda exceptions: WorkCalendar(exceptions, frozenset({2026, 2027})))


def clock_of(amount, unit, base_on, **columns):
    rule = DeadlineRule(amount=amount, unit=unit)
    return Clock(rule=rule, base_on=base_on, **columns)


def ended_pause(start, days, order=0):
    recorded = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=order)
    end = start + timedelta(days=days)
    return Pause(started_on=start, ended_on=end, resumed_at=recorded)


def project(clock, calendar, *, pauses=(), extensions=()):
    projection.apply(clock, pauses=pauses, extensions=extensions, calendar=calendar)
    return clock.due_on


@given(
    calendar=calendars,
    base_on=YEAR,
    amount=st.integers(min_value=2, max_value=40),
    counted_before=st.integers(min_value=0, max_value=39),
    days=st.integers(min_value=0, max_value=60),
)
def test_only_the_working_days_outside_a_pause_are_counted(
    calendar, base_on, amount, counted_before, days
):
    start = calendar.shift(base_on, min(counted_before, amount - 1)) + timedelta(days=1)
    pause = ended_pause(start, days)

    due_on = project(clock_of(amount, Unit.WORKING_DAY, base_on), calendar, pauses=[pause])

    span = [base_on + timedelta(days=n) for n in range(1, (due_on - base_on).days + 1)]
    outside = [day for day in span if not pause.started_on <= day < pause.ended_on]
    assert sum(calendar.is_working(day) for day in outside) == amount


@given(
    base_on=YEAR,
    months=st.integers(min_value=1, max_value=12),
    lengths=st.lists(st.integers(min_value=0, max_value=30), max_size=4),
)
def test_pauses_add_up_for_calendar_deadlines(base_on, months, lengths):
    pauses = [ended_pause(base_on, days, order) for order, days in enumerate(lengths)]
    plain = project(clock_of(months, Unit.MONTH, base_on), WorkCalendar())

    paused = project(clock_of(months, Unit.MONTH, base_on), WorkCalendar(), pauses=pauses)

    assert paused == plain + timedelta(days=sum(lengths))


@given(base_on=YEAR, later=st.integers(min_value=1, max_value=200))
def test_the_last_granted_extension_decides(base_on, later):
    clock = clock_of(1, Unit.MONTH, base_on)
    first = project(clock, WorkCalendar())
    granted = [
        Extension(
            decision=Decision.GRANTED,
            previous_due_on=first,
            requested_on=first,
            granted_until=first + timedelta(days=days),
            decided_at=datetime(2026, 12, order, tzinfo=UTC),
        )
        for order, days in ((2, later), (1, 1))
    ]

    assert project(clock, WorkCalendar(), extensions=granted) == first + timedelta(days=later)


def test_what_was_decided_by_hand_is_no_estimate():
    unknown = WorkCalendar()
    counted = clock_of(5, Unit.WORKING_DAY, date(2026, 12, 28))
    agreed = clock_of(5, Unit.WORKING_DAY, date(2026, 12, 28), agreed_on=date(2027, 1, 8))
    monthly = clock_of(1, Unit.MONTH, date(2026, 12, 28))

    for clock in (counted, agreed, monthly):
        project(clock, unknown)

    assert [counted.is_estimated, agreed.is_estimated, monthly.is_estimated] == [True, False, False]
