"""Who sees which items and plans (domain 4.2)."""

import pytest

from accounts.models import Recusal
from accounts.roles import LEADING, OFFICE, REVIEWERS, UNIT, Role
from rectification.models import ItemResponsible, RectificationItem
from tests.factories import rectification as made

SEES = OFFICE | LEADING | REVIEWERS | UNIT | {Role.STATIONED_GROUP, Role.API_CLIENT}


def seen_by(person):
    return list(RectificationItem.objects.visible_to(person))


def test_each_role_sees_the_item_or_nothing(world):
    row = made.an_item(world, draft=made.a_draft(world, made.a_feedback(world, issues=1)))

    seeing = {role for role in Role if seen_by(world.person(role)) == [row]}

    assert seeing == SEES


def test_another_unit_sees_nothing(world):
    made.an_item(world)

    assert seen_by(world.other_unit_head) == []


@pytest.mark.row("LZ-19")
def test_a_department_sees_the_item_it_answers_for_and_no_other(world):
    row = made.an_item(world)
    ItemResponsible.objects.create(item=row, organization=world.department)

    assert seen_by(world.department_liaison) == [row]


def test_recusal_subtracts(world):
    made.an_item(world)
    Recusal.objects.create(
        person=world.office_staff,
        organization=world.unit_a,
        reason="曾任职",
        decided_by=world.office_director,
    )

    assert seen_by(world.office_staff) == []
    assert seen_by(world.office_director) != []
