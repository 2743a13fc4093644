"""The office urges units on: only rows that allow it, seen before it is done, once a day."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts.models import Duty, JournalEntry, Notice
from accounts.roles import Role
from accounts.verdicts import Verdict
from deadlines import clocks
from rectification.models import RectificationItem
from rectification.rules.urging import Urging
from rectification.selectors.ledger import ledger_url
from rectification.services.urging import urge
from tests.factories import rectification as made
from tests.worlds.rectification import started

LEDGER = reverse("rectification:ledger")
PREVIEW = reverse("rectification:urge_preview")
URGE = reverse("rectification:urge")


@pytest.fixture
def items(world):
    """Three items of unit A: two that run, one in joint review."""
    plan = made.a_plan_in_force(world, made.a_draft(world, made.a_feedback(world, issues=3)))
    first, second, third = plan.items.order_by("sequence")
    started(world, first)
    started(world, second)
    made.an_item_in_review(world, started(world, third))
    return [made.fresh(item) for item in (first, second, third)]


def reasons(world, items) -> list[str]:
    asked = Urging(world.office_staff, items)
    return [str(asked.verdict(item).reason) for item in asked.items]


def told(world) -> list[str]:
    urged = Notice.objects.filter(recipient=world.unit_liaison, key__startswith="urged-")
    return sorted(urged.values_list("about_id", flat=True), key=int)


def test_the_liaison_is_told_of_each_running_item_and_the_journal_knows(world, items):
    urged = urge(items, actor=world.office_staff)

    assert urged == items[:2]
    assert told(world) == [str(item.pk) for item in items[:2]]
    notice = Notice.objects.filter(key__startswith="urged-").order_by("pk").first()
    assert notice.title == f"巡视巡察办催办：{items[0]}，期限 {items[0].clock.due_on}"
    entries = JournalEntry.objects.filter(verb="rectification.item_urged")
    assert entries.count() == 2


def test_an_item_is_urged_on_once_a_day(world, items):
    urge(items, actor=world.office_staff)

    again = urge(items, actor=world.office_director)

    assert again == []
    assert told(world) == [str(item.pk) for item in items[:2]]
    assert reasons(world, items)[0] == "今天已经催办过。"


def test_each_item_left_alone_has_its_reason(world, items):
    first, second, _third = items
    clocks.pause(first.clock, reason="暂停", actor=world.office_staff)
    clocks.request_extension(
        second.clock,
        until=second.clock.due_on + timedelta(days=5),
        reason="汛期",
        actor=world.unit_liaison,
    )

    assert reasons(world, [made.fresh(item) for item in items]) == [
        "任务没有正在计时的期限，或不在单位手上。",
        "已申请延期，尚未作出决定。",
        "任务没有正在计时的期限，或不在单位手上。",
    ]


def test_a_unit_without_a_liaison_cannot_be_told(world, items):
    Duty.objects.filter(role=Role.UNIT_LIAISON, organization=world.unit_a).delete()

    assert reasons(world, items)[0] == "该单位目前没有联络员。"


def test_only_the_office_of_the_body_urges(world, items):
    for person in (world.unit_head, world.discipline_reviewer, world.team_leader):
        assert Urging(person, items).verdict(items[0]) == Verdict("只有巡视巡察办可以办理。")
        assert urge(items, actor=person) == []


def test_the_verdicts_of_many_cost_no_more_than_of_one(world, items, django_assert_num_queries):
    for rows in (items[:1], items):
        loaded = list(
            RectificationItem.objects.select_related("clock").filter(
                pk__in=[item.pk for item in rows]
            )
        )
        with django_assert_num_queries(4):
            asked = Urging(world.office_staff, loaded)
            assert sum(map(bool, map(asked.verdict, asked.items))) == min(len(rows), 2)


def test_the_preview_says_who_is_urged_and_why_others_are_not(world, items, sign_in):
    client = sign_in(world.office_staff)

    page = client.post(PREVIEW, {"chosen": [item.pk for item in items], "kind": "counted"})

    words = page.content.decode()
    assert "所选 3 项中，将催办 2 项" in words
    assert "任务没有正在计时的期限，或不在单位手上。" in words
    assert page.context["back"] == f"{LEDGER}?kind=counted"
    assert told(world) == []


def test_all_that_match_are_urged_with_the_conditions_of_the_list(world, items, sign_in):
    client = sign_in(world.office_staff)

    answer = client.post(URGE, {"all_matching": "1", "q": items[1].number, "chosen": items[0].pk})

    assert (answer.status_code, answer.url) == (302, ledger_url(q=items[1].number))
    assert told(world) == [str(items[1].pk)]


def test_nothing_chosen_leads_back(world, items, sign_in):
    answer = sign_in(world.office_staff).post(PREVIEW, {"view": "overdue"})

    assert answer.url == f"{LEDGER}?view=overdue"


def test_rows_nobody_may_see_are_not_chosen(world, items, sign_in):
    draft = made.a_draft(world, made.a_feedback(world, issues=1))

    answer = sign_in(world.office_staff).post(PREVIEW, {"chosen": draft.items.get().pk})

    assert answer.status_code == 302


def numbers(answer) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_the_chosen_rows_are_taken_out_and_said_so(world, items, sign_in):
    client = sign_in(world.unit_head)

    answer = client.post(LEDGER, {"export": "xlsx", "chosen": [items[0].pk, items[2].pk]})

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert book["A2"].value == "条件：所选 2 条"
    assert [row[1] for row in book.iter_rows(min_row=5, values_only=True)] == [
        items[0].number,
        items[2].number,
    ]


def test_all_that_match_are_taken_out_when_told_so(world, items, sign_in):
    client = sign_in(world.office_staff)

    answer = client.post(LEDGER, {"export": "xlsx", "all_matching": "1", "chosen": [items[0].pk]})

    assert numbers(answer) == [item.number for item in items]
