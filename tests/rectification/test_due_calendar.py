"""The calendar of due dates: each day's count is the length of the list it opens."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deadlines.lights import LightKind
from deadlines.models import Workday
from deadlines.models.calendar import CalendarSource
from rectification.models import RectificationItem
from rectification.selectors.due_calendar import due_month, month_of
from rectification.selectors.ledger import ledger_url
from tests.factories import rectification as made
from tests.worlds.rectification import started

CALENDAR = reverse("rectification:due_calendar")


@pytest.fixture
def items(world):
    """Five items of unit A: one overdue, two due on one day, one of them passed, one far off."""
    plan = made.a_plan_in_force(world, made.a_draft(world, made.a_feedback(world, issues=5)))
    items = list(plan.items.order_by("sequence"))
    for item, days in zip(items, (-40, -1, 20, 20, 200), strict=True):
        type(item.clock).objects.filter(pk=item.clock_id).update(
            due_on=timezone.localdate() + timedelta(days=days),
            base_on=timezone.localdate() - timedelta(days=90),
        )
    made.a_passed_item(world, started(world, items[3]))
    return [made.fresh(item) for item in items]


def cells(month):
    return [
        (day.date, due)
        for week in month.weeks
        for day in week
        if not day.is_other_month
        for due in day.counts
    ]


@pytest.mark.parametrize("reader", ["office_staff", "unit_head", "discipline_reviewer"])
def test_each_count_is_the_length_of_its_list(world, items, sign_in, reader):
    person = getattr(world, reader)
    client = sign_in(person)
    seen = 0

    for item in items:
        for day, due in cells(due_month(person, item.clock.due_on.replace(day=1))):
            rows = client.get(due.url).context["table"].data.data
            assert due.count == rows.count() > 0
            assert {row.clock.due_on for row in rows} == {day}
            seen += 1

    assert seen > 0


def test_lights_stand_on_their_days(world, items):
    late = items[1].clock.due_on

    found = dict(cells(due_month(world.office_staff, late.replace(day=1))))

    assert (found[late].light, found[late].count) == (LightKind.OVERDUE, 1)


def test_a_closed_item_falls_due_no_more(world, items):
    day = items[2].clock.due_on

    counts = [
        due for at, due in cells(due_month(world.office_staff, day.replace(day=1))) if at == day
    ]

    assert sum(due.count for due in counts) == 1


def test_what_fell_due_before_the_month_is_said_with_its_list(world, items, sign_in):
    month = due_month(world.office_staff, timezone.localdate().replace(day=1))

    rows = sign_in(world.office_staff).get(month.earlier.url).context["table"].data.data
    assert rows.count() == month.earlier.count >= 1
    assert items[0] in rows


def test_the_conditions_of_the_ledger_narrow_the_calendar(world, items, sign_in):
    month = f"{items[2].clock.due_on:%Y-%m}"

    page = sign_in(world.office_staff).get(f"{CALENDAR}?month={month}&q={items[2].number}")

    assert page.context["month"].count == 1
    assert page.context["ledger_url"] == ledger_url(q=items[2].number)


def test_a_make_up_workday_is_no_day_of_rest(world):
    saturday = month_of("2026-10")
    while saturday.weekday() != 5:
        saturday += timedelta(days=1)
    Workday.objects.update_or_create(
        date=saturday, defaults={"is_working": True, "source": CalendarSource.EDITED}
    )

    month = due_month(world.office_staff, month_of("2026-10"))

    days = {day.date: day.is_working for week in month.weeks for day in week}
    assert days[saturday] is True
    assert days[saturday + timedelta(days=1)] is False


@pytest.mark.parametrize("written", ["", "x", "2026-13", "9999999-1", "2026-11-3"])
def test_an_unreadable_month_is_never_an_error(world, sign_in, written):
    assert sign_in(world.office_staff).get(CALENDAR, {"month": written}).status_code == 200


def test_one_row_costs_as_many_queries_as_three(world, items):
    first = items[2].clock.due_on.replace(day=1)
    with CaptureQueriesContext(connection) as many:
        due_month(world.office_staff, first)
    RectificationItem.objects.filter(pk__in=[item.pk for item in items[1:]]).update(clock=None)

    with CaptureQueriesContext(connection) as one:
        due_month(world.office_staff, first)

    assert len(one) == len(many)


def test_the_page_before_and_after_keep_the_conditions(world, sign_in):
    page = sign_in(world.office_staff).get(f"{CALENDAR}?month=2026-12&kind=counted")

    words = page.content.decode()
    for month in ("2026-11", "2027-01"):
        assert f"month={month}" in words
    assert "kind=counted" in urlsplit(page.context["ledger_url"]).query
