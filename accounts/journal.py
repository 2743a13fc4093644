"""The journal: who did what, when. Append-only, hash-chained, never holds lead text or identities."""

from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from accounts.models import JournalEntry, StepNote, User

DIGEST_SHOWN = 16
request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(
    *, actor: User | None, verb: str, subject: models.Model, note: str = "", **details: Any
) -> JournalEntry:
    """Write one deed inside the transaction that does it.

    ``note``, the words a person gave with it, is kept beside the journal for those who may read
    ``subject``; the entry has its length and digest. ``actor`` is ``None`` for what the system does by itself. Raises ``RuntimeError`` outside a
    transaction: a deed without its entry, or an entry without its deed, must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Record inside the transaction that makes the change.")
    if note:
        details["note"] = digest(note)
    entry = JournalEntry.objects.create(
        actor=actor,
        role=_acting_role(actor),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        details=details,
        request_id=request_id.get(),
    )
    if note:
        StepNote.objects.create(entry=entry, text=note)
    return entry


def digest(text: str) -> dict[str, object]:
    """What the journal holds of a text: enough to tell whether one at hand is the one."""
    return {"length": len(text), "sha256": sha256(text.encode()).hexdigest()[:DIGEST_SHOWN]}


def _acting_role(actor: User | None) -> str:
    if actor is None or not actor.acting_duty_id:
        return ""
    return getattr(actor, "acting_role", "")


def history(subject: models.Model) -> models.QuerySet[JournalEntry]:
    """What was done to ``subject``, newest first, each with the ``words`` given with it, if any.

    For whoever may read ``subject``; the journal's own page never asks for the words.
    """
    done = JournalEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return done.select_related("actor").annotate(words=F("step_note__text"))


@dataclass(frozen=True)
class Broken:
    """The first entry that does not fit the chain."""

    entry_id: int
    position: int | None


def verify() -> Broken | None:
    """Walk the whole chain in the database; the first misfit, or ``None`` when it is whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, position FROM (
                SELECT j.id, j.position, j.seal, j.previous_seal,
                       accounts_journal_digest(j) AS digest,
                       row_number() OVER (ORDER BY j.position) AS expected,
                       coalesce(lag(j.seal) OVER (ORDER BY j.position), '') AS before
                FROM accounts_journalentry j
            ) chain
            WHERE position IS NULL OR position <> expected
               OR seal <> digest OR previous_seal <> before
            ORDER BY coalesce(position, id) LIMIT 1
            """
        )
        row = cursor.fetchone()
    return Broken(*row) if row else None
