"""Issuing a document: the one way in for the business apps."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import jobs, journal
from accounts.models import Organization, User
from documents import kinds, numbering
from documents.models import IssuedDocument

RENDER = "documents.render"
# No 0, O, 1, I: the code is read from paper.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 16


@transaction.atomic
def issue(
    kind: str,
    *,
    context: dict[str, Any],
    actor: User,
    body: Organization,
    organization: Organization | None = None,
    title: str,
    numbered: bool = True,
    data_at: datetime | None = None,
) -> IssuedDocument:
    """Issue one document in the caller's transaction.

    In order: checks ``context`` against the kind's schema (``documents/kinds``), takes the next
    number of the series unless ``numbered`` is false, freezes the content, queues the job that
    sets it, and journals. Who may issue it is the caller's rule. Raises ``NotAllowed`` for a
    context too long to print, ``Mismatch`` for one of the wrong shape.
    """
    known = kinds.get(kind)
    content = known.checked(context)
    taken = numbering.take(known, body) if numbered else None
    document = IssuedDocument.objects.create(
        kind=known.code,
        template_version=known.version,
        body=body,
        organization=organization,
        title=title[:200],
        number=taken.written if taken else "",
        code=_new_code(),
        context=content,
        data_at=data_at or timezone.now(),
        issued_by=actor,
        job=jobs.start(RENDER, owner=actor),
    )
    if taken:
        numbering.keep(taken, document)
    journal.record(
        actor=actor, verb="document.issued", subject=document, kind=kind, number=document.number
    )
    return document


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
