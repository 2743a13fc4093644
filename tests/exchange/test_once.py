"""A program that sends twice does its deed once, whoever it is signed in as and however fast."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry, SubmissionKey
from exchange import services
from tests.factories import rectification as made
from tests.world import build_world

PROGRESS = {"percent": 60, "text": "已核查"}


def progress(client, item, key="one", body=PROGRESS):
    return client.post(
        reverse("api:item_progress", args=[item.pk]),
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


@pytest.fixture(params=["key", "session"])
def program(request, by_key, client, world):
    if request.param == "key":
        return by_key(world.unit_liaison)
    client.force_login(world.unit_liaison)
    return client


def test_progress_sent_twice_is_one_report(world, program):
    item = made.a_running_item(world)

    first, again = progress(program, item), progress(program, item)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert item.reports.count() == 1


def test_another_content_under_a_used_key_is_refused_and_changes_nothing(world, program):
    item = made.a_running_item(world)
    progress(program, item)

    answer = progress(program, item, body=PROGRESS | {"percent": 70})

    assert answer.status_code == 422
    assert list(answer.json()) == ["detail"]
    assert [report.percent for report in item.reports.all()] == [60]


def test_the_order_of_the_fields_is_no_other_content(world, program):
    item = made.a_running_item(world)
    first = progress(program, item)

    again = progress(program, item, body=dict(reversed(PROGRESS.items())))

    assert (again.status_code, again.json()) == (201, first.json())


def test_another_file_under_a_used_key_is_refused(world, program):
    item = made.a_running_item(world)
    address = reverse("api:item_evidence", args=[item.pk])

    statuses = [
        program.post(
            address,
            {"file": SimpleUploadedFile("凭证.txt", content)},
            headers={"Idempotency-Key": "one"},
        ).status_code
        for content in (b"paid back", b"not paid back")
    ]

    assert statuses == [201, 422]
    assert item.evidence.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_of_the_interface_answers_as_the_interface_does(program, method):
    answer = getattr(program, method)("/api/v1/no/such/thing/")

    assert answer.status_code == 404
    assert list(answer.json()) == ["detail"]


def test_a_claim_sent_twice_is_one_claim(world, program):
    item = made.make_ready(world, made.a_running_item(world))
    address = reverse("api:item_claim", args=[item.pk])
    sent = {"data": {"statement": "已完成"}, "content_type": "application/json"}

    first = program.post(address, **sent, headers={"Idempotency-Key": "one"})
    again = program.post(address, **sent, headers={"Idempotency-Key": "one"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert item.submissions.count() == 1


def test_evidence_sent_twice_is_one_file(world, program):
    item = made.a_running_item(world)
    address = reverse("api:item_evidence", args=[item.pk])

    answers = [
        program.post(
            address,
            {"file": SimpleUploadedFile("凭证.txt", b"paid back")},
            headers={"Idempotency-Key": "one"},
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert item.evidence.count() == 1


def test_a_refused_request_leaves_its_key_free(world, program):
    item = made.a_running_item(world)

    assert progress(program, item, body={"percent": 60, "text": " "}).status_code == 400
    assert not SubmissionKey.objects.exists()
    assert progress(program, item).status_code == 201


def test_another_key_is_another_deed(world, program):
    item = made.a_running_item(world)

    progress(program, item, "one"), progress(program, item, "two")

    assert item.reports.count() == 2


def test_a_key_too_long_to_be_told_apart_is_refused(world, program):
    item = made.a_running_item(world)

    answer = progress(program, item, "k" * 101)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["Idempotency-Key"])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_connections_at_once_do_one_deed():
    world = build_world()
    item = made.a_running_item(world)
    key = services.issue_token(actor=world.unit_liaison, days=90)
    together = Barrier(2)

    def run(_number):
        try:
            client = Client(headers={"Authorization": f"Token {key}"})
            together.wait(timeout=30)
            return progress(client, item)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(run, range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert item.reports.count() == 1
    assert JournalEntry.objects.filter(verb="rectification.progress_reported").count() == 1
