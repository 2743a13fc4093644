"""The unit learns that its item passed with the closure, and from nothing before it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from accounts.roles import Role
from deadlines.models import Clock
from rectification.models import RectificationItem
from rectification.selectors.counts import totals
from rectification.selectors.ledger import VIEWS, ledger
from rectification.selectors.side import reads_as_unit
from rectification.services.review import review_item
from rectification.states import ItemState, Party
from tests.factories import rectification as made
from tests.factories.accounts import DutyFactory

LIGHTS = ["overdue", "soon", "fine", "asked", "paused", "long", "done"]


@pytest.fixture
def late(world):
    """Claimed and signed for by the unit, past its date, with the reviewers."""
    draft = made.a_draft(world, made.a_feedback(world, issues=1))
    item = made.an_item_in_review(world, draft=draft)
    past = timezone.localdate() - timedelta(days=3)
    Clock.objects.filter(pk=item.clock_id).update(due_on=past, agreed_on=past)
    return item


def everybody_passes(world, item) -> None:
    for party, role in made.REVIEWERS.items():
        review_item(item, party, passed=True, opinion="同意", actor=world.person(role))


def what_is_told(world, client, person) -> dict:
    """Everything that could differ between before and after."""
    client.force_login(person)
    found = {"figures": totals(ledger(person), person)}
    found |= {view: ledger(person, view=view).count() for view in VIEWS}
    found |= {f"light {light}": ledger(person, light=light).count() for light in LIGHTS}
    found["list"] = client.get(reverse("rectification:ledger")).context["table"].as_values()
    found["list"] = [list(row) for row in found["list"]]
    row = client.get(reverse("api:items")).json()["results"][0]
    page = client.get(reverse("rectification:item_detail", args=[row["id"]])).context
    told = {name: page[name] for name in ("state_label", "way", "parts", "columns", "timeline")}
    return found | told | {"api": row}


@pytest.mark.parametrize("role", ["unit_head", "unit_liaison", "stationed_group"])
def test_nothing_differs_for_the_unit_when_its_item_passes(world, client, late, role):
    before = what_is_told(world, client, world.person(role))

    everybody_passes(world, late)

    assert RectificationItem.objects.get(pk=late.pk).state == ItemState.PASSED
    assert what_is_told(world, client, world.person(role)) == before


@pytest.mark.parametrize("role", ["office_staff", "group_leader", "discipline_reviewer"])
def test_the_inner_side_reads_each_opinion_as_it_is_given(world, client, late, role):
    item = reverse("rectification:item_detail", args=[late.pk])
    client.force_login(world.person(role))
    before = client.get(item).context["columns"]

    review_item(
        late, Party.DISCIPLINE, passed=True, opinion="同意", actor=world.discipline_reviewer
    )

    assert client.get(item).context["columns"] != before


def test_whoever_stands_on_both_sides_is_told_the_lesser_part(world):
    assert not reads_as_unit(world.office_staff)

    DutyFactory(person=world.office_staff, role=Role.UNIT_LIAISON, organization=world.unit_a)

    assert reads_as_unit(world.office_staff)


def test_a_person_without_a_duty_is_told_no_more_than_the_unit(world):
    Duty.objects.filter(person=world.office_staff).delete()

    assert reads_as_unit(world.office_staff)


def test_the_office_goes_on_counting_it_as_overdue_until_it_passes(world, late):
    assert totals(ledger(world.office_staff), world.office_staff).overdue == 1

    everybody_passes(world, late)

    assert totals(ledger(world.office_staff), world.office_staff).overdue == 0
