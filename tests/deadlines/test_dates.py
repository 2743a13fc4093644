from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines import dates
from deadlines.dates import Unit, WorkCalendar, add_months, shift

# 2026: National Day 1-7 October, with 20 September and 10 October worked instead.
AUTUMN_2026 = WorkCalendar(
    exceptions={
        **{date(2026, 10, day): False for day in range(1, 8)},
        date(2026, 9, 20): True,
        date(2026, 10, 10): True,
    },
    known_years=frozenset({2026}),
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
calendars = st.dictionaries(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)), st.booleans(), max_size=40
).map(lambda exceptions: WorkCalendar(exceptions=exceptions, known_years=frozenset({2026})))
days_of_2026 = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("base", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_is_the_same_day_clipped_to_the_month_end(base, months, due):
    assert add_months(base, months) == due


@given(base=days, months=st.integers(min_value=-120, max_value=120))
def test_months_keep_the_day_or_end_the_month(base, months):
    due = add_months(base, months)

    assert (due.year * 12 + due.month) - (base.year * 12 + base.month) == months
    assert due.day == base.day or (due.day < base.day and (due + timedelta(days=1)).day == 1)


@given(base=days, other=days, months=st.integers(min_value=0, max_value=60))
def test_a_later_base_is_never_due_earlier(base, other, months):
    first, second = sorted((base, other))

    assert add_months(first, months) <= add_months(second, months)


def test_make_up_workdays_count_and_holidays_do_not():
    assert AUTUMN_2026.shift(date(2026, 9, 18), 1) == date(2026, 9, 20)
    assert AUTUMN_2026.shift(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert AUTUMN_2026.shift(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert AUTUMN_2026.between(date(2026, 9, 30), date(2026, 10, 12)) == 4


def test_working_days_count_backwards_too():
    assert AUTUMN_2026.shift(date(2026, 10, 12), -4) == date(2026, 9, 30)


@given(calendar=calendars, base=days_of_2026, count=st.integers(min_value=1, max_value=60))
def test_the_nth_working_day_is_a_working_day_with_n_counted(calendar, base, count):
    due = calendar.shift(base, count)

    assert calendar.is_working(due)
    assert calendar.between(base, due) == count


@given(calendar=calendars, base=days_of_2026, count=st.integers(min_value=1, max_value=60))
def test_counting_back_from_a_working_day_returns_to_it(calendar, base, count):
    start = calendar.shift(base, 1)

    assert calendar.shift(calendar.shift(start, count), -count) == start


@given(calendar=calendars, first=days_of_2026, second=days_of_2026, third=days_of_2026)
def test_working_days_of_two_spans_add_up(calendar, first, second, third):
    start, middle, end = sorted((first, second, third))

    whole = calendar.between(start, end)

    assert whole == calendar.between(start, middle) + calendar.between(middle, end)


def test_a_span_into_an_unlisted_year_is_an_estimate():
    assert not AUTUMN_2026.is_estimated(date(2026, 1, 5), date(2026, 12, 31))
    assert AUTUMN_2026.is_estimated(date(2026, 12, 20), date(2027, 1, 11))
    assert AUTUMN_2026.shift(date(2026, 12, 31), 1) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (10, Unit.DAY, date(2026, 10, 8)),
        (10, Unit.WORKING_DAY, date(2026, 10, 16)),
        (2, Unit.MONTH, date(2026, 11, 28)),
        (-10, Unit.DAY, date(2026, 9, 18)),
    ],
)
def test_each_unit_counts_from_the_day_after_the_base(amount, unit, due):
    assert shift(date(2026, 9, 28), amount, unit, AUTUMN_2026) == due


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2028, 2, 28, 16, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_the_day_ends_at_midnight_in_shanghai(monkeypatch, moment, day):
    monkeypatch.setattr(dates.timezone, "now", lambda: moment)

    assert dates.today() == day
