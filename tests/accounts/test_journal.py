import threading

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import journal
from accounts.models import JournalEntry
from tests.factories.accounts import UserFactory


def write_entries(count: int) -> None:
    person = UserFactory()
    for number in range(count):
        with transaction.atomic():
            journal.record(actor=person, verb="test.deed", subject=person, number=number)


def tamper(sql: str) -> None:
    """Change the table as somebody with the owner's password could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE accounts_journalentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER journal_not_emptied")


def test_record_refuses_to_write_outside_a_transaction(
    transactional_db, django_db_serialized_rollback
):
    person = UserFactory()

    with pytest.raises(RuntimeError):
        journal.record(actor=person, verb="test.deed", subject=person)

    assert not JournalEntry.objects.exists()


def test_entries_are_sealed_into_one_chain(transactional_db, django_db_serialized_rollback):
    write_entries(3)

    entries = list(JournalEntry.objects.order_by("position"))
    assert [entry.position for entry in entries] == [1, 2, 3]
    assert [entry.previous_seal for entry in entries] == ["", entries[0].seal, entries[1].seal]
    assert journal.verify() is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_journalentry SET verb = 'test.other'",
        "UPDATE accounts_journalentry SET seal = ''",
        "DELETE FROM accounts_journalentry",
    ],
)
def test_the_database_refuses_to_change_the_journal(
    transactional_db, django_db_serialized_rollback, statement
):
    write_entries(1)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert JournalEntry.objects.get().verb == "test.deed"


def test_the_database_refuses_to_empty_the_journal(transactional_db, django_db_serialized_rollback):
    write_entries(1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_journalentry ENABLE TRIGGER journal_not_emptied")

    try:
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("TRUNCATE accounts_journalentry CASCADE")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER journal_not_emptied")

    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_journalentry SET verb = 'test.other' WHERE position = 2",
        "UPDATE accounts_journalentry SET at = at + interval '1 day' WHERE position = 2",
        "UPDATE accounts_journalentry SET actor_id = NULL WHERE position = 2",
        "UPDATE accounts_journalentry SET details = '{}' WHERE position = 2",
        "UPDATE accounts_journalentry SET subject_id = '0' WHERE position = 2",
        "DELETE FROM accounts_journalentry WHERE position = 2",
        "UPDATE accounts_journalentry SET position = position + 10 WHERE position = 3",
    ],
)
def test_verify_finds_what_was_changed_behind_the_triggers(
    transactional_db, django_db_serialized_rollback, statement
):
    write_entries(3)

    tamper(statement)

    broken = journal.verify()
    assert broken is not None
    assert broken.position in {2, 3, 13}


def test_two_connections_at_once_make_one_chain(transactional_db, django_db_serialized_rollback):
    person = UserFactory()

    def write() -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    journal.record(actor=person, verb="test.deed", subject=person)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    positions = list(JournalEntry.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 41))
    assert journal.verify() is None
