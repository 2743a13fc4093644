"""How often the duties are asked for, and how long an answer may stand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import scope
from accounts.middleware.acting import ActingDutyMiddleware
from accounts.models import Duty, Recusal, User
from accounts.roles import Role
from tests.factories.accounts import DutyFactory


def asked_about(table: str, ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    heads = [query["sql"].partition(" WHERE ")[0] for query in queries]
    return sum(f'FROM "{table}"' in head for head in heads)


def test_a_page_that_reads_asks_for_the_duties_once(world, sign_in):
    client = sign_in(world.office_staff)

    assert asked_about("accounts_duty", lambda: client.get(reverse("rectification:ledger"))) == 1


def test_without_a_page_every_question_is_asked_anew(world):
    assert scope.holds(world.office_staff, Role.OFFICE_STAFF)

    Duty.objects.filter(person=world.office_staff).update(revoked_at="2026-01-01T00:00Z")

    assert not scope.holds(world.office_staff, Role.OFFICE_STAFF)
    assert scope.organizations(world.office_staff, Role.OFFICE_STAFF) == []


def test_an_answer_ends_with_its_page(world, sign_in):
    client = sign_in(world.office_staff)
    assert client.get(reverse("inspections:pool")).status_code == 200

    Duty.objects.filter(person=world.office_staff).update(revoked_at="2026-01-01T00:00Z")

    assert client.get(reverse("inspections:pool")).status_code == 404


def test_what_one_object_keeps_another_does_not_know(world):
    scope.read_once(world.office_staff)
    assert scope.recused(world.office_staff) == []
    Recusal.objects.create(
        person=world.office_staff,
        organization=world.unit_a,
        reason="x",
        decided_by=world.person("office_director"),
    )

    assert scope.recused(world.office_staff) == []
    assert scope.recused(User.objects.get(pk=world.office_staff.pk)) == [world.unit_a.pk]


def test_a_kept_answer_follows_the_duty_chosen(world):
    person = world.office_staff
    second = DutyFactory(person=person, role=Role.UNIT_LIAISON, organization=world.unit_b)
    scope.read_once(person)
    assert scope.holds(person, Role.OFFICE_STAFF)

    person.acting_duty_id = second.pk

    assert not scope.holds(person, Role.OFFICE_STAFF)
    assert scope.organizations(person, Role.UNIT_LIAISON) == [world.unit_b.pk]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_deed_never_acts_on_a_kept_answer(rf, world, method):

    request = getattr(rf, method)("/")
    request.user = world.office_staff
    request.session = {}

    ActingDutyMiddleware(lambda request: None)(request)

    assert request.user.answers is None
