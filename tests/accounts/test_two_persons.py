"""Rights are given by two persons and taken by one (security.md A7)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import resets, scope, services
from accounts.models import Duty, JournalEntry, Notice, Organization, PasswordReset, User
from accounts.roles import TEAM, Role
from accounts.selectors import waiting_duties, waiting_resets
from accounts.verdicts import NotAllowed
from tests.at_once import at_once
from tests.factories.accounts import DutyFactory, PasswordResetFactory, UserFactory

pytestmark = pytest.mark.django_db


def grant(world, person=None, role=Role.OFFICE_STAFF):
    return services.grant_duty(
        person or world.stranger, role, world.body, actor=world.security_admin
    )


def verbs(row) -> set[str]:
    entries = JournalEntry.objects.filter(
        subject_type=row._meta.label_lower, subject_id=str(row.pk)
    )
    return set(entries.values_list("verb", flat=True))


def test_a_duty_granted_by_one_gives_nothing(world):
    duty = grant(world)

    assert not scope.duties(world.stranger).exists()
    assert list(waiting_duties(world.second_security_admin)) == [duty]
    assert not waiting_duties(world.security_admin).exists()
    notice = Notice.objects.get(about_type="accounts.duty", about_id=str(duty.pk))
    assert notice.recipient == world.second_security_admin


def test_the_second_administrator_makes_it_count(world):
    duty = grant(world)

    services.confirm_duty(duty, actor=world.second_security_admin)

    assert scope.holds(world.stranger, Role.OFFICE_STAFF, organization=world.body)
    assert {"duty.granted", "duty.confirmed"} <= verbs(duty)
    assert not waiting_duties(world.second_security_admin).exists()


def test_who_granted_does_not_confirm(world):
    duty = grant(world)

    with pytest.raises(NotAllowed):
        services.confirm_duty(duty, actor=world.security_admin)

    assert not scope.duties(world.stranger).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY_ADMIN])
def test_nobody_else_confirms(world, role):
    duty = grant(world)

    with pytest.raises(NotAllowed):
        services.confirm_duty(duty, actor=world.person(role))


def test_a_new_administrator_does_not_confirm_the_own_duty(world):
    duty = DutyFactory(
        person=world.second_security_admin,
        role=Role.SECURITY_ADMIN,
        organization=world.unit_b,
        granted_by=world.security_admin,
        confirmed_at=None,
    )

    with pytest.raises(NotAllowed):
        services.confirm_duty(duty, actor=world.second_security_admin)


def test_one_administrator_takes_a_duty_away_before_and_after_it_counts(world):
    waiting, counting = grant(world), grant(world, world.other_leader)
    services.confirm_duty(counting, actor=world.second_security_admin)

    services.revoke_duty(waiting, actor=world.security_admin)
    services.revoke_duty(counting, actor=world.security_admin)

    assert not Duty.objects.waiting().exists()
    assert not scope.holds(world.other_leader, Role.OFFICE_STAFF)
    with pytest.raises(NotAllowed):
        services.confirm_duty(waiting, actor=world.second_security_admin)


@pytest.mark.parametrize(
    "broken",
    [
        lambda duty: {"confirmed_by": duty.granted_by, "confirmed_at": timezone.now()},
        lambda duty: {"confirmed_by": duty.person, "confirmed_at": timezone.now()},
        lambda duty: {"confirmed_at": timezone.now()},
        lambda duty: {"confirmed_by": duty.granted_by},
    ],
)
def test_the_database_holds_the_two_persons(world, broken):
    duty = grant(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**broken(duty))


def test_the_pages_grant_and_confirm(world, sign_in):
    values = {
        "person": world.stranger.pk,
        "role": Role.OFFICE_STAFF,
        "organization": world.body.pk,
        "valid_from": timezone.localdate().isoformat(),
    }
    sign_in(world.security_admin).post(reverse("accounts:grant_duty"), values)
    duty = Duty.objects.get(person=world.stranger)
    own = sign_in(world.security_admin).get(reverse("accounts:duties")).content.decode()
    assert reverse("accounts:confirm_duty", args=[duty.pk]) not in own

    client = sign_in(world.second_security_admin)
    waiting = client.get(duty.get_absolute_url()).content.decode()
    assert reverse("accounts:confirm_duty", args=[duty.pk]) in waiting
    client.post(reverse("accounts:confirm_duty", args=[duty.pk]))

    assert scope.holds(world.stranger, Role.OFFICE_STAFF)


def test_neither_half_alone_signs_the_person_in(world):
    person = world.stranger
    person.set_password("the present sentence")
    person.save(update_fields=["password"])

    first = resets.ask(person, actor=world.system_admin)
    person.refresh_from_db()
    assert person.check_password("the present sentence")
    second = resets.confirm(
        PasswordReset.objects.get(person=person), actor=world.second_system_admin
    )

    person.refresh_from_db()
    assert first != second
    assert person.check_password(first + second)
    assert not any(person.check_password(word) for word in (first, second, second + first))
    assert person.must_change_password
    assert {"person.reset_asked", "person.password_reset"} <= verbs(person)


def test_no_half_stands_in_the_database(world):
    first = resets.ask(world.stranger, actor=world.system_admin)
    reset = PasswordReset.objects.get(person=world.stranger)
    second = resets.confirm(reset, actor=world.second_system_admin)

    kept = [str(PasswordReset.objects.values().get(pk=reset.pk))]
    kept += [str(entry) for entry in JournalEntry.objects.values("details")]
    kept += [str(notice) for notice in Notice.objects.values()]
    assert not any(half in text for half in (first, second) for text in kept)


def test_the_seed_alone_gives_no_half(world, settings):
    first = resets.ask(world.stranger, actor=world.system_admin)
    reset = PasswordReset.objects.get(person=world.stranger)

    settings.SECRET_KEY = "another installation"

    assert resets._half("first", reset) != first


def test_who_gave_the_first_half_does_not_give_the_second(world):
    resets.ask(world.stranger, actor=world.system_admin)
    reset = PasswordReset.objects.get(person=world.stranger)
    assert not waiting_resets(world.system_admin).exists()
    assert list(waiting_resets(world.second_system_admin)) == [reset]

    with pytest.raises(NotAllowed):
        resets.confirm(reset, actor=world.system_admin)


def test_a_second_asking_ends_the_first(world):
    resets.ask(world.stranger, actor=world.system_admin)
    old = PasswordReset.objects.get(person=world.stranger)
    resets.ask(world.stranger, actor=world.second_system_admin)

    with pytest.raises(NotAllowed):
        resets.confirm(old, actor=world.second_system_admin)

    assert PasswordReset.objects.waiting().count() == 1


def test_a_withdrawn_reset_leaves_the_password(world):
    before = world.stranger.password
    resets.ask(world.stranger, actor=world.system_admin)
    reset = PasswordReset.objects.get(person=world.stranger)

    resets.withdraw(reset, actor=world.system_admin)

    with pytest.raises(NotAllowed):
        resets.confirm(reset, actor=world.second_system_admin)
    world.stranger.refresh_from_db()
    assert world.stranger.password == before


def test_nobody_resets_the_own_password_so(world):
    with pytest.raises(NotAllowed):
        resets.ask(world.system_admin, actor=world.system_admin)


@pytest.mark.parametrize(
    "broken",
    [
        lambda row: {"asked_by": row.person},
        lambda row: {"confirmed_by": row.asked_by, "confirmed_at": timezone.now()},
        lambda row: {"confirmed_by": row.person, "confirmed_at": timezone.now()},
        lambda row: {"confirmed_at": timezone.now()},
    ],
)
def test_the_database_holds_two_for_a_password(broken):
    row = PasswordResetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PasswordReset.objects.filter(pk=row.pk).update(**broken(row))


def test_a_person_has_one_waiting_reset():
    row = PasswordResetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PasswordResetFactory(person=row.person)


def test_both_administrators_are_shown_one_half_each(world, sign_in):
    page = sign_in(world.system_admin).post(
        reverse("accounts:reset_password", args=[world.stranger.pk])
    )
    first = page.context["first"]
    reset = PasswordReset.objects.get(person=world.stranger)

    other = sign_in(world.second_system_admin).post(
        reverse("accounts:confirm_reset", args=[reset.pk])
    )

    assert first in page.content.decode()
    assert first not in other.content.decode()
    world.stranger.refresh_from_db()
    assert world.stranger.check_password(first + other.context["second"])


def console(*words) -> str:
    out = StringIO()
    call_command("name_administrator", *words, stdout=out)
    return out.getvalue()


def test_the_console_names_the_first_two_and_no_third(db):
    first = ("security_admin", "one", "--name", "甲", "--organization", "BODY")
    console(*first, "--organization-name", "江澜市委巡察办")
    console("security_admin", "two", "--name", "乙", "--organization", "BODY")

    with pytest.raises(CommandError):
        console("security_admin", "three", "--name", "丙", "--organization", "BODY")

    held = Duty.objects.current().filter(role=Role.SECURITY_ADMIN)
    assert set(held.values_list("person__username", flat=True)) == {"one", "two"}
    assert Organization.objects.get().name == "江澜市委巡察办"
    assert not User.objects.filter(username="three").exists()


def test_the_console_gives_one_of_them_a_new_password(world):
    said = console("system_admin", "system_admin")

    world.system_admin.refresh_from_db()
    assert world.system_admin.check_password(said.split()[-1])
    assert world.system_admin.must_change_password
    entry = JournalEntry.objects.get(verb="person.password_reset")
    assert entry.actor is None


def test_the_console_makes_no_administrator_of_somebody_with_another_duty(world):
    Duty.objects.filter(person=world.second_security_admin).update(revoked_at=timezone.now())

    with pytest.raises(CommandError):
        console("security_admin", "office_staff")

    assert not scope.holds(world.office_staff, Role.SECURITY_ADMIN)


@pytest.mark.parametrize("name", ["accounts:duties", "accounts:resets"])
def test_a_waiting_list_costs_the_same_for_one_and_three(world, sign_in, name):
    admin = world.security_admin if name == "accounts:duties" else world.system_admin
    client = sign_in(admin)
    client.get(reverse(name))
    costs = []
    for more in (1, 2):
        for person in UserFactory.create_batch(more):
            PasswordResetFactory(person=person, asked_by=world.second_system_admin)
            DutyFactory(
                person=person,
                role=Role.OFFICE_STAFF,
                granted_by=world.second_security_admin,
                confirmed_at=None,
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.django_db(transaction=True)
def test_one_duty_granted_twice_at_once_is_refused_with_a_sentence(world):
    ends = at_once(*[lambda: grant(world)] * 2)

    assert sorted(ends)[0] == "done"
    assert "已" in sorted(ends)[1]
    assert Duty.objects.filter(person=world.stranger).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_administrator_s_duty_and_another_at_once_are_refused_with_a_sentence(world):
    ends = at_once(lambda: grant(world), lambda: grant(world, role=Role.AUDIT_ADMIN))

    assert ends.count("done") == 1
    assert Duty.objects.filter(person=world.stranger).count() == 1


@pytest.mark.parametrize("role", sorted(TEAM))
def test_a_team_s_duty_comes_from_an_authorisation_alone(world, sign_in, role):
    with pytest.raises(NotAllowed, match="授权"):
        grant(world, role=role)

    page = sign_in(world.security_admin).get(reverse("accounts:grant_duty")).content.decode()
    assert f'value="{role}"' not in page
    assert not Duty.objects.filter(person=world.stranger).exists()
