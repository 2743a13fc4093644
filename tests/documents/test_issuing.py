import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import jobs
from accounts.models import JournalEntry, Organization, StoredFile
from accounts.verdicts import NotAllowed
from documents import issuers, issuing
from documents.kinds.schema import Mismatch
from documents.models import DocumentNumber, IssuedDocument, NumberSeries
from documents.states import DocumentState
from tests.documents import samples
from tests.factories.accounts import BodyFactory, OrganizationFactory, UserFactory
from tests.factories.documents import issue_document


def test_issuing_freezes_content_takes_a_number_and_queues_the_setting(db):
    body, actor = BodyFactory(short_name="市委"), UserFactory()
    unit = OrganizationFactory()

    document = issue_document(body=body, actor=actor, organization=unit)

    assert document.number == f"市委巡办发〔{timezone.localdate().year}〕1号"
    assert document.context == samples.INSPECTION_NOTICE
    assert document.state == DocumentState.QUEUED
    assert (document.organization, document.issued_by) == (unit, actor)
    assert document.job.owner == actor
    assert JournalEntry.objects.filter(verb="document.issued", actor=actor).count() == 1


def test_a_worker_sets_the_document_and_keeps_its_bytes_with_their_hash(db):
    document = issue_document()

    jobs.run_waiting(1)

    document = IssuedDocument.objects.get(pk=document.pk)
    with document.pdf.content.open("rb") as file:
        content = file.read()
    assert document.state == DocumentState.RENDERED
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == document.sha256 == document.pdf.sha256


def test_setting_twice_changes_nothing(db):
    document = issue_document()
    jobs.run_waiting(1)
    before = IssuedDocument.objects.values().get(pk=document.pk)

    jobs._runners[issuing.RENDER](document.job)

    assert IssuedDocument.objects.values().get(pk=document.pk) == before
    assert StoredFile.objects.count() == 1


def test_numbers_follow_within_a_series_and_start_anew_for_another(db):
    body, other = BodyFactory(short_name="市委"), BodyFactory(short_name="县委")
    year = timezone.localdate().year

    numbers = [issue_document(body=body).number for _time in range(2)]
    numbers.append(issue_document("closure_record", body=body).number)
    numbers.append(issue_document(body=other).number)

    assert numbers == [
        f"市委巡办发〔{year}〕1号",
        f"市委巡办发〔{year}〕2号",
        f"市委巡销〔{year}〕1号",
        f"县委巡办发〔{year}〕1号",
    ]


def test_a_new_year_starts_at_one(db, monkeypatch):
    body = BodyFactory(short_name="市委")
    issue_document(body=body)
    monkeypatch.setattr("documents.numbering.year_of_issue", lambda: 2031)

    assert issue_document(body=body).number == "市委巡办发〔2031〕1号"


def test_a_rolled_back_issue_leaves_no_gap(db):
    body = BodyFactory()
    first = issue_document(body=body)

    with transaction.atomic():
        issue_document(body=body)
        transaction.set_rollback(True)
    second = issue_document(body=body)

    assert (first.taken_number.value, second.taken_number.value) == (1, 2)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_issue_at_once_get_two_numbers_in_a_row():
    body, actor = BodyFactory(), UserFactory()

    with ThreadPoolExecutor(4) as pool:
        issued = [pool.submit(_issue_elsewhere, body, actor) for _person in range(8)]
        values = sorted(one.result(timeout=30) for one in issued)

    assert values == [1, 2, 3, 4, 5, 6, 7, 8]


def _issue_elsewhere(body, actor) -> int:
    try:
        return issue_document(body=body, actor=actor).taken_number.value
    finally:
        connection.close()


def test_an_unnumbered_document_takes_none(db):
    document = issue_document("working_paper", numbered=False)

    assert document.number == ""
    assert not DocumentNumber.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"leader": None}, {"starts_on": "5 March"}, {"unknown": "x"}, {"focus": "one"}]
)
def test_a_context_of_the_wrong_shape_issues_nothing(db, wrong):
    with pytest.raises(Mismatch):
        issue_document(context=samples.context("inspection_notice") | wrong)

    assert not IssuedDocument.objects.exists()


def test_a_text_too_long_to_print_is_refused_with_its_length(db):
    context = samples.context("working_paper") | {"manifestation": "长" * 20_001}

    with pytest.raises(NotAllowed, match="20001"):
        issue_document("working_paper", context=context)

    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"number": "市委巡办发〔2026〕99号"},
        {"context": {}},
        {"title": "another"},
        {"template_version": 2},
        {"issued_at": timezone.now()},
        {"data_at": timezone.now()},
        {"kind": "closure_record"},
    ],
)
def test_the_database_refuses_to_change_what_was_issued(db, change):
    document = issue_document()

    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(**change)


def test_the_database_refuses_to_change_the_bytes_once_they_are_set(db):
    document = issue_document()
    jobs.run_waiting(1)

    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(sha256="0" * 64)


def test_the_database_refuses_to_delete_a_document_or_its_number(db):
    document = issue_document()

    for rows in (DocumentNumber.objects.all(), IssuedDocument.objects.filter(pk=document.pk)):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            rows._raw_delete(rows.db)


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"rendered_at": timezone.now()}])
def test_the_database_ties_bytes_hash_and_time_together(db, wrong):
    document = issue_document()

    with pytest.raises(DatabaseError, match="document_bytes_iff_rendered"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(**wrong)


def test_the_database_refuses_a_number_out_of_turn(db):
    taken = issue_document().taken_number
    other = issue_document("working_paper", numbered=False)

    for value in (0, 1, 3):
        with pytest.raises(DatabaseError), transaction.atomic():
            DocumentNumber.objects.create(
                series=taken.series, year=taken.year, value=value, document=other
            )
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        DocumentNumber.objects.filter(pk=taken.pk).update(value=2)


def test_two_series_never_share_a_mark(db):
    first = issue_document(body=BodyFactory(short_name="市委"))
    second = issue_document(body=BodyFactory(short_name="市委"))

    assert first.number != second.number
    with pytest.raises(DatabaseError, match="number_series_word_once"), transaction.atomic():
        NumberSeries.objects.filter(numbers=second.taken_number).update(
            word=first.taken_number.series.word
        )


@pytest.mark.parametrize(
    ("short_name", "spoken"), [("省委巡视办", "省委"), ("市委巡察办", "市委"), ("水利局", "水利局")]
)
def test_an_office_is_spoken_of_by_its_committee(short_name, spoken):
    assert issuers.spoken_name(Organization(short_name=short_name)) == spoken
