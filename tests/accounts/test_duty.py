from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import scope, services
from accounts.models import Authorization, Duty, Organization, User
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from tests.factories.accounts import (
    AuthorizationFactory,
    DutyFactory,
    OrganizationFactory,
    UserFactory,
)


def test_without_a_duty_there_is_nothing(world):
    assert not scope.duties(world.stranger).exists()
    assert not scope.holds(world.stranger, *Role.values)


@pytest.mark.row("LZ-11")
def test_a_team_duty_ends_the_day_after_its_authorization(world, monkeypatch):
    last_day = world.authorization_a.valid_to
    assert scope.holds(world.team_member, Role.TEAM_MEMBER)

    Authorization.objects.filter(pk=world.authorization_a.pk).update(
        valid_to=timezone.localdate() - timedelta(days=1)
    )

    assert last_day > timezone.localdate()
    assert not scope.duties(world.team_member).exists()
    assert scope.authorizations(world.team_member, Role.TEAM_MEMBER) == []


def test_the_last_day_still_counts(world):
    Authorization.objects.filter(pk=world.authorization_a.pk).update(valid_to=timezone.localdate())

    assert scope.holds(world.team_member, Role.TEAM_MEMBER)


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked_at": timezone.now()},
        {"valid_from": timezone.localdate() + timedelta(days=1)},
        {"valid_from": timezone.localdate() - timedelta(days=9),
         "valid_to": timezone.localdate() - timedelta(days=1)},
    ],
)  # fmt: skip
def test_an_ended_or_future_duty_counts_for_nothing(world, changes):
    Duty.objects.filter(person=world.office_staff).update(**changes)

    assert not scope.duties(world.office_staff).exists()


def test_a_closed_account_holds_nothing(world):
    User.objects.filter(pk=world.office_staff.pk).update(is_active=False)

    assert not scope.duties(world.office_staff).exists()


def test_the_acting_duty_narrows_everything(world):
    second = DutyFactory(
        person=world.office_staff, role=Role.UNIT_LIAISON, organization=world.unit_b
    )
    person = world.office_staff
    assert scope.duties(person).count() == 2

    person.acting_duty_id = second.pk

    assert not scope.holds(person, Role.OFFICE_STAFF)
    assert scope.holds(person, Role.UNIT_LIAISON, organization=world.unit_b)


def test_acting_under_another_persons_duty_gives_nothing(world):
    world.stranger.acting_duty_id = Duty.objects.get(person=world.office_staff).pk

    assert not scope.duties(world.stranger).exists()


@pytest.mark.parametrize("first", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
@pytest.mark.parametrize("second", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.OFFICE_STAFF])
def test_the_database_keeps_administrators_apart(db, first, second):
    if first == second:
        first = Role.SECURITY_ADMIN
    held = DutyFactory(role=first)

    with pytest.raises(IntegrityError), transaction.atomic():
        DutyFactory(person=held.person, role=second, organization=held.organization)

    assert Duty.objects.filter(person=held.person).count() == 1


def test_an_admin_duty_that_ended_is_no_bar(db):
    held = DutyFactory(role=Role.AUDIT_ADMIN, valid_to=timezone.localdate() - timedelta(days=1))

    DutyFactory(person=held.person, role=Role.OFFICE_STAFF, valid_from=timezone.localdate())

    assert scope.holds(held.person, Role.OFFICE_STAFF)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY_ADMIN])
def test_nobody_else_grants_duties(world, role):
    before = Duty.objects.count()

    with pytest.raises(NotAllowed):
        services.grant_duty(world.stranger, Role.OFFICE_STAFF, world.body, actor=world.person(role))

    assert Duty.objects.count() == before


def test_nobody_grants_a_duty_to_themselves(world):
    with pytest.raises(NotAllowed):
        services.grant_duty(
            world.security_admin, Role.SECURITY_ADMIN, world.unit_b, actor=world.security_admin
        )


def test_a_superuser_cannot_exist(db):
    person = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_superuser=True)


def test_an_authorization_cannot_end_before_it_begins(db):
    row = AuthorizationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Authorization.objects.filter(pk=row.pk).update(valid_to=row.valid_from - timedelta(days=1))


def test_the_same_duty_is_held_once(db):
    held = DutyFactory(role=Role.OFFICE_STAFF)

    with pytest.raises(IntegrityError), transaction.atomic():
        DutyFactory(person=held.person, role=held.role, organization=held.organization)


def test_organisations_keep_their_tree(db):
    parent = OrganizationFactory()
    child = OrganizationFactory(parent=parent)
    parent.refresh_from_db()

    assert list(Organization.objects.get_descendants(parent)) == [child]
