"""Curve, wall and display count what their lists show, for whoever may read them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from overview.curve import curve
from overview.dashboard import units
from overview.gantt import gantt
from overview.screens import settings_of
from overview.wall import tiles
from rectification.models import RectificationItem
from rectification.selectors.ledger import ledger
from tests.factories import rectification as made
from tests.factories.inspections.round import RoundFactory
from tests.worlds.inspections import plant as plant_rounds
from tests.worlds.rectification import fed_back, started


@pytest.fixture
def round_(world):
    """A round with four items of unit A: two closed in different weeks, one overdue, one running."""
    plant_rounds(world)
    assignment = fed_back(world.team_a, RoundFactory(term=world.term, number=9), world.unit_a)
    feedback = made.a_feedback(world, assignment=assignment, issues=4)
    plan = made.a_plan_in_force(world, made.a_draft(world, feedback))
    today = timezone.localdate()
    for item, days in zip(plan.items.order_by("sequence"), (-30, -10, -3, 40), strict=True):
        type(item.clock).objects.filter(pk=item.clock_id).update(
            due_on=today + timedelta(days=days), base_on=today - timedelta(days=90)
        )
        if days < -5:
            made.a_closed_item(world, started(world, item))
            closed_at = timezone.now() + timedelta(days=days)
            RectificationItem.objects.filter(pk=item.pk).update(
                started_at=closed_at, passed_at=closed_at, closed_at=closed_at
            )
    return assignment.round


def rows_behind(client, url) -> int:
    return client.get(url).context["table"].data.data.count()


def test_each_week_of_the_curve_opens_the_rows_it_adds(world, round_, sign_in):
    client = sign_in(world.office_staff)
    found = curve(ledger(world.office_staff, round=round_.pk), round=round_.pk)

    for week in found.weeks:
        assert rows_behind(client, week.closed.url) == week.closed.value
        assert rows_behind(client, week.due.url) == week.due.value

    assert found.now.fraction == "2/4"
    assert sum(week.due.value for week in found.weeks) == 4
    assert found.weeks[-1].due_rate.fraction == "4/4"


def test_the_curve_ends_today_and_never_falls(world, round_):
    found = curve(ledger(world.office_staff, round=round_.pk), round=round_.pk)

    assert found.past[-1].first <= found.today
    heights = [float(point.split(",")[1]) for point in found.closed_line.split()]
    assert heights == sorted(heights, reverse=True)
    assert found.closed_line.split()[-1].split(",")[0] == found.today_at


def test_a_round_without_items_has_no_curve(world):
    found = curve(ledger(world.office_staff, round=0), round=0)

    assert not found
    assert found.now.fraction == "0/0"


def test_the_curve_costs_the_same_for_one_item_and_four(world, round_):
    with CaptureQueriesContext(connection) as four:
        curve(ledger(world.office_staff, round=round_.pk), round=round_.pk)
    RectificationItem.objects.exclude(closed_at=None).update(closed_at=timezone.now())

    with CaptureQueriesContext(connection) as fewer:
        curve(ledger(world.office_staff, round=round_.pk), round=round_.pk)

    assert len(fewer) == len(four)


@pytest.mark.parametrize("order", ["rate", "overdue", "items", "name", "unknown"])
def test_the_wall_keeps_the_rank_in_every_order(world, round_, sign_in, order):
    page = sign_in(world.group_leader).get(
        reverse("overview:wall", args=[round_.pk]), {"order": order}
    )

    assert page.status_code == 200
    (tile,) = [each for each in page.context["tiles"] if each[1].name == str(world.unit_a)]
    rank, line, band = tile
    assert (rank, line.totals.completion.fraction, band) == (1, "2/4", 2)


def test_tiles_are_ranked_by_rate_whatever_they_are_sorted_by(world, round_):
    lines = units(world.office_staff, round_)

    for order in ("rate", "name"):
        found = tiles(lines, order)
        assert sorted(rank for rank, _line, _band in found) == list(range(1, len(lines) + 1))


def test_the_display_shows_the_round_without_links_into_leads(world, round_, sign_in):
    page = sign_in(world.group_leader).get(reverse("overview:round_screen", args=[round_.pk]))

    words = page.content.decode()
    assert 'data-screen="big"' in words
    assert "50.00" in words
    assert reverse("leads:list") not in words


def test_reading_the_display_anew_does_not_keep_the_session_open(world, round_, sign_in):
    client = sign_in(world.group_leader)
    session = client.session
    session["last_deed"] = session["opened_at"] = timezone.now().timestamp() - 120
    session.save()

    client.get(reverse("overview:screen"), headers={"X-Background": "1"})

    assert client.session["last_deed"] == session["last_deed"]


@pytest.mark.parametrize(
    ("address", "turn", "every"),
    [({}, 20, 5), ({"turn": "1", "every": "999"}, 5, 60), ({"turn": "x", "every": "-1"}, 20, 5)],
)
def test_a_display_is_set_up_by_its_address(address, turn, every):
    assert settings_of(address) == {"turn": turn, "every": every}


def test_the_rounds_stand_in_time(world, round_):
    found = gantt(world.office_staff)

    assert found is not None
    assert str(round_) in [row.name for row in found.rows]
    assert {phase.kind for row in found.rows for phase in row.phases} <= {"past", "now", "next"}


def test_nothing_to_draw_without_rounds(world):
    assert gantt(world.stranger) is None
