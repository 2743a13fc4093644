"""The home page counts, for each role, exactly the rows of the lists that it opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notice
from accounts.roles import LEADING, OFFICE, TEAM, Role
from overview import boxes, figures
from tests.factories import rectification as made
from tests.worlds.rectification import started

HOME = reverse("overview:home")
WORKERS = ["office_staff", "discipline_reviewer", "unit_head", "unit_liaison", "team_leader"]


@pytest.fixture
def items(world):
    """One item in review, one closed, one returned, one whose extension is asked for."""
    plan = made.a_plan_in_force(world, made.a_draft(world, made.a_feedback(world, issues=2)))
    first, second = plan.items.order_by("sequence")
    made.an_item_in_review(world, started(world, first))
    made.a_closed_item(world, started(world, second))
    return [made.fresh(first), made.fresh(second)]


def rows_behind(client, url) -> int:
    """The rows of a list; the unit's own page has none, but a line for each thing to be done."""
    shown = client.get(url).context
    if "table" in shown:
        return shown["table"].data.data.count()
    return sum(duty.url.startswith(url) for duty in shown["duties"])


@pytest.mark.parametrize("who", WORKERS)
@pytest.mark.parametrize("box", list(boxes.BOXES))
def test_each_heap_of_a_box_counts_the_rows_of_its_list(world, items, sign_in, who, box):
    client = sign_in(getattr(world, who))

    page = client.get(HOME, {"box": box})

    for heap in page.context["heaps"]:
        assert rows_behind(client, heap.url) == heap.count > 0
    assert page.context["box_count"] == sum(heap.count for heap in page.context["heaps"])


def test_more_rows_than_are_shown_open_as_the_whole_list(world, sign_in):
    """Ten stand on the page; the rest are one link away, each kind with its own count."""
    item = made.an_item(world, draft=made.a_draft(world, made.a_feedback(world, issues=1)))
    made.copies(item, count=12, closed=0)
    client = sign_in(world.unit_head)

    mixed = client.get(HOME)
    (heap,) = [each for each in mixed.context["heaps"] if each.count > 10]
    one_kind = client.get(HOME, {"heap": mixed.context["heaps"].index(heap)}).content.decode()

    assert len(mixed.context["tasks"]) == 10
    assert f"{heap.label}（{heap.count}）</a>" in mixed.content.decode()
    assert f'<a href="{heap.url}">查看全部（{heap.count}）</a>' in one_kind
    assert rows_behind(client, heap.url) == heap.count == 13


@pytest.mark.parametrize("who", WORKERS)
def test_each_tile_counts_what_it_opens(world, items, sign_in, who):
    client = sign_in(getattr(world, who))

    for figure in client.get(HOME).context["figures"]:
        opened = client.get(figure.url)
        behind = (
            opened.context["box_count"]
            if "box_count" in opened.context
            else opened.context["table"].data.data.count()
        )
        assert (figure.label, figure.value) == (figure.label, behind)


@pytest.mark.parametrize("box", ["done", "begun"])
def test_a_box_costs_the_same_for_one_row_and_for_three(world, sign_in, box):
    plan = made.a_plan_in_force(world, made.a_draft(world, made.a_feedback(world, issues=3)))
    first, *others = plan.items.order_by("sequence")
    readers = {"done": world.unit_head, "begun": world.unit_liaison}
    client = sign_in(readers[box])

    def queries() -> int:
        client.get(HOME, {"box": box})
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME, {"box": box}).context["box_count"] == plan_items()
        return len(captured)

    def plan_items() -> int:
        return plan.items.filter(state="unit_confirmed").count()

    made.an_item_in_review(world, started(world, first))
    one = queries()
    for other in others:
        made.an_item_in_review(world, started(world, other))

    assert queries() == one


def test_what_somebody_did_and_began_is_theirs_alone(world, items):
    review, closed = items

    assert set(boxes.kinds.ledger.handled_items(world.unit_head)) == {review, closed}
    assert set(boxes.kinds.ledger.handled_items(world.office_director)) == {closed}
    assert set(boxes.kinds.ledger.handled_items(world.team_leader)) == set()
    assert set(boxes.kinds.ledger.begun_items(world.unit_liaison)) | set(
        boxes.kinds.ledger.begun_items(world.unit_leader)
    ) | set(boxes.kinds.ledger.begun_items(world.unit_head)) == {review, closed}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_starts_with_what_its_duty_asks(world, role):
    labels = [str(each.label) for each in figures.for_home(world.person(role), role, box="")]

    assert "抄送我的" in labels
    assert ("已逾期" in labels) is (role in figures.WITH_LEDGER)
    assert ("完成率" in labels) is (role in LEADING)
    assert ("我发起的" in labels) is any(role in kind.roles for kind in boxes.BEGUN.kinds)
    assert ("已办" in labels) is any(role in kind.roles for kind in boxes.DONE.kinds)
    assert len(labels) <= 5


def test_the_roles_that_write_have_their_boxes():
    assert {role for kind in boxes.BEGUN.kinds for role in kind.roles} >= OFFICE | TEAM


def test_unread_messages_are_said_below_all_of_them(world, sign_in):
    for read_at in (None, None, "2026-11-20T08:00:00+08:00"):
        Notice.objects.create(
            recipient=world.office_staff,
            title_template="x",
            about_type="x",
            about_id="1",
            url="/",
            read_at=read_at,
        )

    (told,) = [
        each
        for each in figures.for_home(world.office_staff, Role.OFFICE_STAFF, box="")
        if each.url == reverse("accounts:inbox")
    ]

    assert (told.value, told.base) == (3, "未读 2")


def test_the_small_calendar_stands_beside_the_work_of_those_with_a_ledger(world, sign_in):
    assert sign_in(world.office_staff).get(HOME).context["month"] is not None
    assert sign_in(world.system_admin).get(HOME).context["month"] is None
