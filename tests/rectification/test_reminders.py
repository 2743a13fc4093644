"""Who is told of a deadline, what is printed, and what a leader has to answer for."""

from datetime import timedelta

import pytest

from deadlines.cards import card_for
from documents.rendering import page_of
from rectification.selectors.ledger import ledger
from rectification.selectors.readers import of_item_clock
from rectification.services import extension as extending
from tests.factories import rectification as made


def test_each_audience_of_an_item_is_reminded(world):
    row = made.an_item(world)
    type(row).objects.filter(pk=row.pk).update(leader=world.unit_leader)

    told = {
        audience: list(of_item_clock(row.clock, audience))
        for audience in ("handler", "leader", "head")
    }

    assert told == {
        "handler": [world.unit_liaison],
        "leader": [world.unit_leader],
        "head": [world.unit_head],
    }
    assert set(of_item_clock(row.clock, "office")) == {world.office_director, world.office_staff}


@pytest.mark.row("HLJ-16")
def test_each_leader_has_a_list_of_their_own_items(world):
    plan = made.a_plan_in_force(world)
    first, second = plan.items.order_by("sequence")
    type(first).objects.filter(pk=first.pk).update(leader=world.unit_head)

    assert list(ledger(world.unit_head, view="mine")) == [first]
    assert list(ledger(world.unit_liaison, view="mine")) == [second]


def test_plan_and_closure_are_printed_with_the_feedbacks_own_words(world):
    row = made.a_closed_item(world)

    plan_page = page_of(row.plan.document)
    record_page = page_of(row.closures.get().document)

    assert row.issue.text in plan_page
    assert row.issue.text in record_page
    assert "同意销号。" in record_page


def test_a_light_of_the_ledger_says_by_how_much_it_was_extended(world, sign_in):
    item = made.a_running_item(world)
    before = item.clock.due_on
    until = before + timedelta(days=10)
    extending.request_extension(item, until=until, reason="汛期", actor=world.unit_liaison)
    extending.decide_extension(
        made.fresh(item), granted=True, reason="同意", actor=world.office_staff
    )

    page = sign_in(world.office_staff).get("/rectification/")

    assert f"由 {before} 延期至 {until}" in page.content.decode()


def test_the_card_of_an_item_is_the_card_of_its_clock(world, sign_in):
    item = made.a_running_item(world)

    page = sign_in(world.unit_liaison).get(item.get_absolute_url())

    assert page.context["deadline"] == card_for(item.clock)


def test_the_unit_does_not_learn_from_the_card_that_all_have_passed_its_item(world, sign_in):
    item = made.a_passed_item(world)

    for person, told in ((world.unit_liaison, False), (world.office_staff, True)):
        page = sign_in(person).get(item.get_absolute_url())
        assert (page.context["deadline"] is not None) is told
