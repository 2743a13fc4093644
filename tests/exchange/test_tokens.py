import pytest
from django.urls import reverse
from knox.models import get_token_model

from accounts.models import Duty, JournalEntry
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from exchange import services


def ask(client, key):
    return client.get(reverse("api:me"), headers={"Authorization": f"Token {key}"})


def test_a_key_carries_its_owners_duties(world, client):
    key = services.issue_token(actor=world.unit_liaison, days=90)

    answer = ask(client, key)

    assert answer.status_code == 200
    assert [duty["role"] for duty in answer.json()["duties"]] == [Role.UNIT_LIAISON]


def test_a_key_is_kept_only_as_a_hash(world):
    key = services.issue_token(actor=world.unit_liaison, days=90)

    row = get_token_model().objects.get()
    assert key not in {row.digest, row.token_key}
    assert key not in str(JournalEntry.objects.get(verb="token.issued").details)


def test_a_key_loses_what_its_owner_loses(world, client):
    key = services.issue_token(actor=world.unit_liaison, days=90)

    Duty.objects.filter(person=world.unit_liaison).update(revoked_at="2026-01-01T00:00Z")

    assert ask(client, key).json()["duties"] == []


def test_a_withdrawn_key_is_refused(world, client):
    key = services.issue_token(actor=world.unit_liaison, days=90)

    services.withdraw_token(get_token_model().objects.get(), actor=world.unit_liaison)

    assert ask(client, key).status_code == 401


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_has_no_key(world, role):
    with pytest.raises(NotAllowed):
        services.issue_token(actor=world.person(role), days=90)

    assert not get_token_model().objects.exists()


def test_a_sixth_key_is_refused(world):
    for _ in range(5):
        services.issue_token(actor=world.unit_liaison, days=90)

    with pytest.raises(NotAllowed):
        services.issue_token(actor=world.unit_liaison, days=90)

    assert get_token_model().objects.count() == 5


@pytest.fixture
def maker(world, client):
    world.unit_liaison.set_password("the right sentence")
    world.unit_liaison.save()
    client.force_login(world.unit_liaison)
    return client


def test_a_key_is_made_with_the_password_for_so_many_days_and_shown_once(maker):
    asked = {"days": 7, "password": "the right sentence"}

    made = maker.post(reverse("exchange:issue_token"), asked)

    row = get_token_model().objects.get()
    assert (row.expiry - row.created).days in {6, 7}
    assert row.token_key in made.content.decode()
    assert (
        "<code>" + row.token_key + "</code>"
        not in maker.get(reverse("exchange:tokens")).content.decode()
    )
    assert JournalEntry.objects.get(verb="token.issued").details["days"] == 7


@pytest.mark.parametrize(
    "asked",
    [
        {"days": 7, "password": "a guess"},
        {"days": 7},
        {"days": 91, "password": "the right sentence"},
        {"password": "the right sentence"},
    ],
)
def test_no_key_without_the_password_or_for_longer(maker, asked):
    answer = maker.post(reverse("exchange:issue_token"), asked)

    assert answer.status_code == 422
    assert not get_token_model().objects.exists()


def test_a_key_never_lasts_longer_than_ninety_days(world):
    services.issue_token(actor=world.unit_liaison, days=1000)

    row = get_token_model().objects.get()
    assert (row.expiry - row.created).days <= 90
