"""What a key opens, and what it never does (security.md A3, A4, B5, C2)."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from knox.models import get_token_model

from accounts.models import Duty
from accounts.roles import Role
from exchange import services
from rectification.models import ItemEvidence, ProgressReport, RectificationItem, Submission
from tests.factories import rectification as made
from tests.factories.accounts import DutyFactory

WRITES = {"item_progress": "text", "item_claim": "statement"}


def send(client, name, pk, body, **headers):
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(
        reverse(f"api:{name}", args=[pk]), raw, content_type="application/json", headers=headers
    )


def evidence(**changes):
    return {"file": SimpleUploadedFile("凭证.txt", b"paid back"), **changes}


@pytest.mark.parametrize("name", ["item", "issue"])
def test_a_unit_reads_nothing_of_another_unit(world, by_key, name):
    item = made.a_running_item(world)
    pk = item.pk if name == "item" else item.issue_id
    client = by_key(world.other_unit_head)

    foreign = client.get(reverse(f"api:{name}", args=[pk]))
    missing = client.get(reverse(f"api:{name}", args=[pk + 10_000]))

    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert set(foreign.headers) == set(missing.headers)
    assert client.get(reverse(f"api:{name}s")).json()["count"] == 0
    assert by_key(world.unit_head).get(reverse(f"api:{name}", args=[pk])).status_code == 200


def test_a_unit_writes_nothing_of_another_unit(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.other_unit_head)

    for name, body in [("item_progress", {"percent": 1, "text": "x"}), ("item_claim", {})]:
        foreign = send(client, name, item.pk, body)
        missing = send(client, name, item.pk + 10_000, body)
        assert (foreign.status_code, foreign.content) == (404, missing.content)
    address = reverse("api:item_evidence", args=[item.pk])
    assert client.post(address, evidence()).status_code == 404
    assert not item.evidence.exists()


def everything() -> dict[str, list]:
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
    }


def every_field(*models) -> dict[str, int]:
    fields = [field for model in models for field in model._meta.fields]
    return {name: 1 for field in fields for name in (field.name, field.attname)}


FOREIGN = every_field(RectificationItem, ProgressReport, Submission, ItemEvidence)


def changed(before: dict[str, list]) -> set[str]:
    return {label for label, rows in everything().items() if rows != before[label]}


def test_progress_takes_its_own_fields_only(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)
    before = everything()

    answer = send(client, "item_progress", item.pk, FOREIGN | {"percent": 60, "text": "已核查"})

    assert answer.status_code == 201
    assert changed(before) == {"rectification.ProgressReport", "accounts.JournalEntry"}
    report = item.reports.get()
    assert (report.percent, report.text, report.reported_by) == (60, "已核查", world.unit_liaison)


def test_evidence_takes_its_own_fields_only(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)
    foreign = {name: value for name, value in FOREIGN.items() if name not in {"part", "kind"}}
    foreign.pop("measure"), foreign.pop("file")
    before = everything()

    answer = client.post(reverse("api:item_evidence", args=[item.pk]), foreign | evidence())

    assert answer.status_code == 201
    assert changed(before) == {
        "rectification.ItemEvidence",
        "accounts.StoredFile",
        "accounts.JournalEntry",
    }
    row = item.evidence.get()
    assert (row.added_by, row.withdrawn_by, row.measure) == (world.unit_liaison, None, None)


def test_a_claim_takes_its_own_fields_only(world, by_key):
    item = made.make_ready(world, made.a_running_item(world))
    client = by_key(world.unit_liaison)
    before, was = everything(), item.__dict__.copy()

    answer = send(client, "item_claim", item.pk, FOREIGN | {"statement": "已全部完成"})

    assert answer.status_code == 201
    assert changed(before) == {
        "rectification.RectificationItem",
        "rectification.Submission",
        "accounts.Notice",
        "accounts.JournalEntry",
    }
    now = made.fresh(item).__dict__
    assert {name for name in was if was[name] != now.get(name)} <= {
        "_state", "state", "version", "updated_at",
    }  # fmt: skip
    assert item.submissions.get().claimed_by == world.unit_liaison


def test_a_measure_of_another_item_is_missing(world, by_key):
    item, other = made.a_plan_in_force(world).items.all()
    client = by_key(world.unit_liaison)
    sent = evidence(measure=other.measures.first().pk)

    assert client.post(reverse("api:item_evidence", args=[item.pk]), sent).status_code == 404
    assert not ItemEvidence.objects.exists()


def refused_fields(answer) -> list[str] | int:
    """What a 400 complains about; any other status as it is."""
    return list(answer.json()["fields"]) if answer.status_code == 400 else answer.status_code


HOSTILE = {
    "nul": "a\x00b",
    "lone surrogate": "\ud800",
    "huge": "长" * 10_001,
    "blank": " \n\t ",
    "number": 7,
    "fraction": 1.5,
    "yes": True,
    "nothing": None,
    "list": ["a"],
    "object": {"a": 1},
}


@pytest.mark.parametrize("name", WRITES)
def test_a_text_is_words_or_400(world, by_key, name):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)

    answers = {
        kind: send(client, name, item.pk, {"percent": 1, WRITES[name]: value})
        for kind, value in HOSTILE.items()
    }

    assert {kind: refused_fields(answer) for kind, answer in answers.items()} == {
        key: [WRITES[name]] for key in HOSTILE
    }


PERCENTS = [-1, 101, 1.5, "x", "", None, True, [1], {}, 10**30, "9" * 2000, "\x00", "\ud800"]


def test_a_percentage_is_a_whole_number_or_400(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)

    for value in PERCENTS:
        answer = send(client, "item_progress", item.pk, {"percent": value, "text": "x"})
        assert refused_fields(answer) == ["percent"], repr(value)


BODIES = {
    "empty": "",
    "list": "[]",
    "text": '"x"',
    "nothing": "null",
    "broken": "{",
    "not a number": '{"percent": NaN, "text": "x"}',
    "not utf-8": b'{"text": "\xff\xfe"}',
    "deep": "[" * 100_000,
    "long number": '{"percent": ' + "9" * 5000 + ', "text": "x"}',
}


def test_a_body_that_cannot_be_read_is_400(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)

    answers = {kind: send(client, "item_progress", item.pk, body) for kind, body in BODIES.items()}

    assert {kind: answer.status_code for kind, answer in answers.items()} == dict.fromkeys(
        BODIES, 400
    )
    assert all(answer.json()["detail"] for answer in answers.values())


def test_a_body_that_is_too_large_is_refused_unread(world, by_key, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)

    assert send(client, "item_progress", item.pk, " " * 1001).status_code == 413
    sent = {"part": "x" * 1001}
    assert client.post(reverse("api:item_evidence", args=[item.pk]), sent).status_code == 413
    form = client.post(reverse("api:item_progress", args=[item.pk]), "a=1", "application/x-www-form-urlencoded")  # fmt: skip
    assert form.status_code == 415


WRONG = [
    {"part": "\x00"},
    {"part": "x" * 5000},
    {"kind": "未知"},
    {"measure": "x"},
    {"measure": "1.5"},
    {"measure": "\x00"},
    {"file": "words"},
]


def test_evidence_with_values_of_the_wrong_kind_is_400(world, by_key):
    item = made.a_running_item(world)
    client = by_key(world.unit_liaison)

    for sent in WRONG:
        answer = client.post(reverse("api:item_evidence", args=[item.pk]), evidence() | sent)
        assert refused_fields(answer) == list(sent), sent
    assert not item.evidence.exists()


CONDITIONS = [
    "x",
    "\x00",
    "1e400",
    "1e49",
    "-1",
    "1.5",
    "NaN",
    "Infinity",
    "9" * 40,
    "%",
    "长" * 3000,
]
NAMES = {
    "items": ["q", "leader", "focus", "feedback", "issue", "aspect", "plan", "assignment", "round",
              "team", "organization", "lead_unit", "due_from", "due_to", "state", "kind", "light",
              "view", "page", "per_page"],
    "issues": ["q", "organization", "focus_item", "state", "key", "origin", "page", "per_page"],
    "suggestions": ["q", "state", "kind", "round", "view", "page", "per_page"],
    "rounds": ["page", "per_page"],
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_condition_that_makes_no_sense_breaks_nothing(world, by_key, name):
    made.a_running_item(world)
    client = by_key(world.unit_liaison)

    answers = {
        (condition, value[:9]): client.get(reverse(f"api:{name}"), {condition: value}).status_code
        for condition in NAMES[name]
        for value in CONDITIONS
    }

    assert set(answers.values()) <= {200, 400, 404}
    nul = {each: answers[each, "\x00"] for each in NAMES[name] if each not in {"page", "per_page"}}
    # The inner marks of an issue are no condition that a unit knows.
    assert {each for each, status in nul.items() if status != 400} <= {"key"}, nul


ONE = ["item", "issue", "round", "plan", "assignment", "round_dashboard"]


def test_a_number_beyond_all_rows_is_missing(world, by_key):
    client = by_key(world.office_staff)

    for name in ONE:
        for pk in ("9" * 30, "9223372036854775808", "0"):
            assert client.get(reverse(f"api:{name}", args=[pk])).status_code == 404, (name, pk)


def test_pages_have_a_stated_maximum(world, by_key):
    made.a_plan_in_force(world)
    client = by_key(world.unit_liaison)
    address = reverse("api:items")

    one = client.get(address, {"per_page": 1}).json()
    most = client.get(address, {"per_page": 100_000}).json()

    assert (one["count"], len(one["results"]), bool(one["next"])) == (2, 1, True)
    assert len(most["results"]) == 2
    assert client.get(address, {"page": 99}).status_code == 404


def test_more_rows_than_the_maximum_are_not_given_at_once(world, by_key, monkeypatch):
    made.a_plan_in_force(world)
    monkeypatch.setattr("accounts.interface.Pages.max_page_size", 1)

    answer = by_key(world.unit_liaison).get(reverse("api:items"), {"per_page": 100_000}).json()

    assert (answer["count"], len(answer["results"])) == (2, 1)


def test_an_ended_key_is_refused_and_reading_removes_nothing(world, by_key):
    client, other = by_key(world.unit_liaison), by_key(world.unit_liaison)
    ended = get_token_model().objects.order_by("created").first()
    get_token_model().objects.filter(pk=ended.pk).update(
        expiry=timezone.now() - timedelta(seconds=1)
    )

    assert client.get(reverse("api:items")).status_code == 401
    assert other.get(reverse("api:items")).status_code == 200
    assert get_token_model().objects.count() == 2


def test_a_key_ends_after_ninety_days_at_most(world):
    services.issue_token(actor=world.unit_liaison, days=90)

    row = get_token_model().objects.get()
    assert row.expiry - row.created <= timedelta(days=90, seconds=1)


@pytest.mark.parametrize("name", ["token", "key", "Authorization", "access_token", "api_key"])
def test_a_key_in_the_address_opens_nothing(world, client, name):
    key = services.issue_token(actor=world.unit_liaison, days=90)

    for value in (key, f"Token {key}"):
        assert client.get(reverse("api:me"), {name: value}).status_code == 401


HEADERS = [
    "Token",
    "Token ",
    "Token a b",
    "Token é",
    "Token \x00",
    "Token " + "a" * 9000,
    "Bearer x",
]


def test_a_key_that_is_none_is_401(db, client):
    for header in HEADERS:
        answer = client.get(reverse("api:me"), headers={"Authorization": header})
        assert (answer.status_code, list(answer.json())) == (401, ["detail"]), header[:12]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_who_becomes_an_administrator_loses_the_key(world, by_key, role):
    client = by_key(world.unit_liaison)
    Duty.objects.filter(person=world.unit_liaison).update(revoked_at=timezone.now())
    DutyFactory(person=world.unit_liaison, role=role, organization=world.body)

    assert client.get(reverse("api:me")).status_code == 401


def test_who_left_loses_the_key(world, by_key):
    client = by_key(world.unit_liaison)
    type(world.unit_liaison).objects.filter(pk=world.unit_liaison.pk).update(is_active=False)

    assert client.get(reverse("api:me")).status_code == 401
