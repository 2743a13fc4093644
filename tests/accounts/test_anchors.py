"""The journal's end, remembered outside of the database: what the chain itself cannot tell."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse

from accounts import anchors, journal
from accounts.models import JournalEntry
from accounts.roles import Role
from tests.factories.accounts import BodyFactory, DutyFactory, UserFactory

ENTRIES = 4


@pytest.fixture
def person(transactional_db):
    person = UserFactory()
    for _ in range(ENTRIES):
        with transaction.atomic():
            journal.record(actor=person, verb="session.opened", subject=person)
    return person


def cut_from(position: int) -> None:
    """Behind the model's back: whoever owns the table takes the triggers off first."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM accounts_journalentry WHERE position >= %s", [position])
        cursor.execute("ALTER TABLE accounts_journalentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER journal_not_emptied")


def test_an_anchor_holds_the_last_entry_and_its_seal(person, settings):
    call_command("journal_anchor")
    call_command("journal_anchor")

    lines = (Path(settings.JOURNAL_ANCHORS) / anchors.FILE).read_text().splitlines()
    last = JournalEntry.objects.order_by("-position").first()
    assert [line.split(" ")[1:] for line in lines] == [[str(last.position), last.seal]]
    call_command("verify_journal")


@pytest.mark.parametrize("cut", [1, 2, ENTRIES])
def test_a_cut_tail_is_found_though_the_chain_is_whole(person, cut):
    anchors.drop()
    first = JournalEntry.objects.order_by("-position")[cut - 1].position

    cut_from(first)

    assert journal.verify() is None
    with pytest.raises(CommandError, match=f"the last {cut} are missing"):
        call_command("verify_journal")


def test_a_tail_that_was_cut_and_written_anew_is_found(person):
    anchors.drop()
    last = JournalEntry.objects.order_by("-position").first()
    cut_from(last.position)
    for _ in range(2):
        with transaction.atomic():
            journal.record(actor=None, verb="session.closed", subject=person)

    assert journal.verify() is None
    with pytest.raises(CommandError, match=f"Entry {last.position} is not the one"):
        call_command("verify_journal")


def test_entries_after_the_anchor_are_no_reason_to_worry(person):
    anchors.drop()
    with transaction.atomic():
        journal.record(actor=person, verb="session.closed", subject=person)

    assert anchors.verify() is None


def test_a_line_that_is_no_anchor_is_said(person, settings):
    anchors.drop()
    (Path(settings.JOURNAL_ANCHORS) / anchors.FILE).write_text("?\n")

    assert anchors.verify().anchor is None


def test_the_audit_administrator_reads_what_is_missing(person, world_of_auditors):
    anchors.drop()
    last = JournalEntry.objects.order_by("-position").first().position
    cut_from(last)

    page = world_of_auditors.post(reverse("accounts:verify_journal"), follow=True).content.decode()

    assert "缺少最后 1 条" in page


@pytest.fixture
def world_of_auditors(transactional_db, client):

    body = BodyFactory()
    auditor = UserFactory(organization=body)
    DutyFactory(person=auditor, role=Role.AUDIT_ADMIN, organization=body)
    client.force_login(auditor)
    return client
