"""The words given with a deed are for the readers of its subject, not for the auditor."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.urls import reverse

from accounts import deeds, journal
from accounts.models import JournalEntry, StepNote
from accounts.verdicts import NotAllowed
from accounts.workbook import CONTENT_TYPE
from inspections.selectors.issue import record_of
from inspections.services import feedback as services
from tests.worlds import inspections, inspections_paper

pytestmark = pytest.mark.django_db
REASON = "CNRY-return-reason 涉及某项目招投标"
RETURNED = "inspections.feedback.drafting"


@pytest.fixture
def returned(world):
    """A feedback sent back with a reason."""
    inspections.plant(world)
    inspections_paper.plant_feedback(world)
    services.return_feedback(world.feedback_reviewed, actor=world.group_leader, reason=REASON)
    return world.feedback_reviewed


def test_the_timeline_of_the_subject_shows_the_reason(returned):
    assert REASON in [entry["word"] for entry in record_of(returned)]


def test_the_journal_holds_length_and_digest_alone(returned):
    entry = journal.history(returned).first()

    assert entry.details["note"]["length"] == len(REASON)
    assert set(entry.details["note"]) == {"length", "sha256"}
    assert StepNote.objects.get(entry=entry).text == REASON


def test_no_row_of_the_journal_holds_the_reason(returned):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(j)::text FROM accounts_journalentry j")
        rows = [text for (text,) in cursor.fetchall()]

    assert rows
    assert not any("CNRY-return-reason" in row for row in rows)


def test_the_auditors_page_and_workbook_hold_no_reason(world, returned, sign_in):
    client = sign_in(world.audit_admin)
    page = client.get(reverse("accounts:journal"), {"verb": deeds.label(RETURNED)})
    book = client.post(reverse("accounts:journal"), {"export": "xlsx"})

    assert page.context["table"].page.paginator.count == 1
    assert "CNRY-return-reason" not in page.content.decode()
    assert book.headers["Content-Type"] == CONTENT_TYPE
    assert b"CNRY-return-reason" not in inflated(b"".join(book.streaming_content))


def test_a_refused_step_leaves_no_note(world, returned):
    before = StepNote.objects.count()

    with pytest.raises(NotAllowed):
        services.return_feedback(world.feedback_issued, actor=world.unit_head, reason=REASON)

    assert StepNote.objects.count() == before
    assert JournalEntry.objects.filter(verb="inspections.feedback.drafting").count() == 1


def inflated(book: bytes) -> bytes:
    with ZipFile(BytesIO(book)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
