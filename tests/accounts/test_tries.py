"""Passwords tried too often, by strangers and from known browsers, and what the person hears of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tries
from accounts.models import JournalEntry, PasswordTry
from tests.at_once import at_once
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

RIGHT = "the right sentence"
DOOR = "/accounts/sign-in/"


@pytest.fixture
def person():
    person = UserFactory(username="liaison")
    person.set_password(RIGHT)
    person.save()
    return person


def knock(client, name="liaison", password=RIGHT, address="203.0.113.9"):
    return client.post(
        DOOR, {"username": name, "password": password}, REMOTE_ADDR=address, follow=False
    )


def guess(times: int, name="liaison") -> list[int]:
    return [
        knock(Client(), name, f"guess {number}", f"203.0.113.{number}").status_code
        for number in range(times)
    ]


def test_five_guesses_from_anywhere_close_the_door_to_strangers(person):
    assert guess(5) == [422] * 5

    answer = knock(Client())

    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert PasswordTry.objects.count() == 5


def test_a_browser_the_account_knows_is_still_let_in(person):
    known = Client()
    knock(known)
    known.post(reverse("accounts:sign_out"))
    guess(6)

    assert knock(known).status_code == 302


def test_a_known_browser_has_five_tries_of_its_own(person):
    known = Client()
    knock(known)
    known.post(reverse("accounts:sign_out"))

    answers = [knock(known, password=f"guess {number}").status_code for number in range(6)]

    assert answers == [422] * 5 + [429]
    assert knock(Client()).status_code == 302


def test_a_browser_is_known_under_the_password_it_saw_and_to_nobody_else(person):
    other = UserFactory(username="other")
    known = Client()
    knock(known)
    cookies = {tries.COOKIE: known.cookies[tries.COOKIE].value}

    assert tries.device_of(cookies, "liaison")
    assert not tries.device_of(cookies, "other")
    other.set_password(RIGHT)
    person.set_password("another sentence")
    person.save()
    assert not tries.device_of(cookies, "liaison")
    assert not tries.device_of({tries.COOKIE: "made up"}, "liaison")


def test_the_door_opens_again_after_a_while_and_says_when(person):
    guess(5)
    PasswordTry.objects.update(at=timezone.now() - timedelta(minutes=9, seconds=30))

    assert "6 分钟" in knock(Client()).content.decode()

    PasswordTry.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert knock(Client()).status_code == 302


@pytest.mark.parametrize("name", ["LIAISON", "ｌｉａｉｓｏｎ", "Liaison"])
def test_another_way_to_write_the_name_gives_no_further_tries(person, name):
    guess(5, name)

    assert knock(Client()).status_code == 429


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(person):
    closed = UserFactory(username="closed", is_active=False)
    closed.set_password(RIGHT)
    closed.save()

    def seen(name):
        answers = [knock(Client(), name, "guess") for _ in range(6)]
        return [(a.status_code, plain(a.content.decode(), name)) for a in answers]

    assert seen("liaison") == seen("nobody") == seen("closed")
    assert JournalEntry.objects.filter(verb=tries.WRONG_PASSWORD).count() == 15


def plain(page: str, name: str) -> str:
    without = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return without.replace(name, "")


def test_the_sign_in_before_and_what_failed_since_are_told(person):
    knock(Client(), address="198.51.100.7")
    guess(2)
    client = Client()

    page = client.get(knock(client, address="198.51.100.8").url, follow=True).content.decode()

    assert "198.51.100.7" in page
    assert "2 次" in page
    account = client.get(reverse("accounts:my_account")).content.decode()
    assert "198.51.100.7" in account
    assert "198.51.100.8" not in account


def test_the_first_sign_in_has_none_before_it(person):
    client = Client()
    knock(client)

    assert tries.before(person) is None
    assert client.get(reverse("accounts:my_account")).status_code == 200


def test_old_tries_are_forgotten_those_of_nobody_first(person):
    guess(1)
    guess(1, "nobody")
    PasswordTry.objects.update(at=timezone.now() - timedelta(days=2))

    assert tries.forget_old() == 1
    assert PasswordTry.objects.get().person == person


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one(person):
    """Eight at once: five are looked at, three are told to wait."""
    ends = at_once(*[lambda: asked(person) for _ in range(8)])

    assert PasswordTry.objects.count() == 5
    assert sorted(ends)[:5] == ["done"] * 5
    assert all("15" in reason for reason in sorted(ends)[5:])


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_door_at_the_same_moment_are_counted_one_by_one(person, settings):
    answers = []

    at_once(*[lambda: answers.append(knock(Client(), password="guess").status_code)] * 8)

    assert sorted(answers) == [422] * 5 + [429] * 3


def asked(person) -> None:
    assert not tries.confirm(person, "guess")
