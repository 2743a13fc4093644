"""An administrator's account is closed and opened by two system administrators, any other by one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import closings
from accounts.models import AccountClosing, Duty, JournalEntry, Notice
from accounts.roles import ADMINS, Role
from accounts.verdicts import NotAllowed
from tests.at_once import at_once


def administrator(world, role):
    return world.second_system_admin if role == Role.SYSTEM_ADMIN else world.person(role)


def third_of(world):
    """Somebody else who manages accounts, now that the second is the one concerned."""
    Duty.objects.filter(person=world.stranger).delete()
    return Duty.objects.create(
        person=world.stranger, role=Role.SYSTEM_ADMIN, organization=world.body,
        confirmed_at=timezone.now(),
    ).person  # fmt: skip


@pytest.mark.parametrize("role", sorted(ADMINS))
def test_one_alone_closes_no_administrator_s_account(world, role):
    person = administrator(world, role)

    closing = closings.set_active(person, False, actor=world.system_admin)
    with pytest.raises(NotAllowed):
        closings.confirm(closing, actor=world.system_admin)
    with pytest.raises(NotAllowed):
        closings.confirm(closing, actor=person)

    person.refresh_from_db()
    assert person.is_active


@pytest.mark.parametrize("role", sorted(ADMINS))
def test_two_close_it_and_two_open_it_again(world, role):
    person, second = administrator(world, role), third_of(world)

    for active in (False, True):
        closing = closings.set_active(person, active, actor=world.system_admin)
        closings.confirm(closing, actor=second)
        person.refresh_from_db()
        assert person.is_active == active

    verbs = JournalEntry.objects.filter(subject_id=str(person.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "person.closing_asked", "person.closed", "person.closing_asked", "person.reopened",
    ]  # fmt: skip


def test_the_other_administrators_are_told_the_person_is_not(world):
    closings.set_active(world.security_admin, False, actor=world.system_admin)

    told = Notice.objects.filter(about_type="accounts.accountclosing")
    assert [notice.recipient for notice in told] == [world.second_system_admin]


def test_anybody_else_s_account_is_closed_by_one(world):
    assert closings.set_active(world.unit_liaison, False, actor=world.system_admin) is None

    world.unit_liaison.refresh_from_db()
    assert not world.unit_liaison.is_active


def test_what_was_withdrawn_or_confirmed_is_over(world):
    closing = closings.set_active(world.audit_admin, False, actor=world.system_admin)
    with pytest.raises(NotAllowed):
        closings.set_active(world.audit_admin, False, actor=world.second_system_admin)
    closings.withdraw(closing, actor=world.system_admin)

    for deed in (closings.confirm, closings.withdraw):
        with pytest.raises(NotAllowed):
            deed(closing, actor=world.second_system_admin)

    world.audit_admin.refresh_from_db()
    assert world.audit_admin.is_active


def test_the_list_of_people_shows_what_waits_and_takes_the_second_word(world, sign_in):
    closings.set_active(world.audit_admin, False, actor=world.system_admin)
    closing = AccountClosing.objects.get()
    address = reverse("accounts:confirm_closing", args=[closing.pk])

    assert (
        address not in sign_in(world.system_admin).get(closing.get_absolute_url()).content.decode()
    )
    client = sign_in(world.second_system_admin)
    assert address in client.get(closing.get_absolute_url()).content.decode()
    client.post(address)

    world.audit_admin.refresh_from_db()
    assert not world.audit_admin.is_active


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_closing(world):
    ends = at_once(
        lambda: closings.set_active(world.audit_admin, False, actor=world.system_admin),
        lambda: closings.set_active(world.audit_admin, False, actor=world.second_system_admin),
    )

    assert ends.count("done") == 1
    assert AccountClosing.objects.count() == 1
