"""Two policies for passwords: what is refused, with what is missing, and what both take unchanged."""

from datetime import timedelta

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import passwords
from config.settings import security
from tests.factories.accounts import UserFactory

POLICIES = ["dengbao", "modern"]


@pytest.fixture
def policy(settings):
    def choose(name: str) -> None:
        settings.AUTH_PASSWORD_VALIDATORS = (
            security.PASSWORD_POLICIES[name] + security.PASSWORD_RULES
        )
        settings.PASSWORD_DAYS = security.PASSWORD_LASTS[name]
        password_validation.get_default_password_validators.cache_clear()

    yield choose
    password_validation.get_default_password_validators.cache_clear()


def refusals(password: str, person=None) -> list[str]:
    try:
        password_validation.validate_password(password, person)
    except ValidationError as problem:
        return problem.messages
    return []


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Ab1-", "还差 6 个"),
        ("abcdefghik", "还缺 2 类，可选：大写字母、数字、其他字符"),
        ("abcdefghik7", "还缺 1 类，可选：大写字母、其他字符"),
        ("Password123", "常见"),
    ],
)
def test_dengbao_says_what_is_missing(policy, password, missing):
    policy("dengbao")

    assert any(missing in each for each in refusals(password)), refusals(password)


def test_modern_asks_for_length_and_for_no_kinds(policy):
    policy("modern")

    assert refusals("horse staple") == []
    assert refusals("Ab1-Ab1-xyz") == ["至少 12 个字符，还差 1 个。"]


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize(
    "password", ["巡视整改台账要按月更新并逐项销号确认", "长" * 64, "x y" * 40 + "Z"]
)
def test_a_sentence_in_chinese_and_a_long_one_are_taken_unchanged(db, policy, name, password):
    policy(name)
    person = UserFactory()

    assert refusals(password, person) == []
    person.set_password(password)
    assert person.check_password(password)


@pytest.mark.django_db
@pytest.mark.parametrize("name", POLICIES)
def test_the_own_name_is_no_password(policy, name):
    policy(name)

    assert refusals("liaison-of-waterworks", UserFactory(username="liaison-of-waterworks"))


def test_passwords_are_kept_by_argon2():
    assert security.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [("dengbao", 302), ("modern", 200)])
def test_after_a_quarter_only_dengbao_asks_for_another(policy, sign_in, name, status):
    policy(name)
    person = UserFactory(password_changed_at=timezone.now() - timedelta(days=91))
    client = sign_in(person)

    assert client.get(reverse("accounts:inbox")).status_code == status
    assert client.get(reverse("accounts:password")).status_code == 200
    assert passwords.is_old(person) == (name == "dengbao")


@pytest.mark.django_db
def test_the_present_password_is_no_new_one(sign_in):
    person = UserFactory()
    person.set_password("A sentence of 2026")
    person.save()
    same = {"current": "A sentence of 2026", "new": "A sentence of 2026"}

    answer = sign_in(person).post(
        reverse("accounts:password"), {**same, "repeated": "A sentence of 2026"}
    )

    assert answer.status_code == 422
    assert "这就是现口令" in answer.content.decode()
