"""Deeds on documents that are already issued, and on their number series."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import jobs, journal
from accounts.models import Job, Organization, User
from accounts.verdicts import NotAllowed, demand
from documents import copies, kinds, numbering, rules
from documents.models import IssuedDocument, NumberSeries


@transaction.atomic
def take_out(document: IssuedDocument, *, actor: User) -> bytes:
    """The frozen bytes, checked against their hash; journaled.

    Raises ``NotAllowed`` while the document is not set, and when the stored file is no longer what
    was issued.
    """
    demand(rules.may_download(actor, document))
    assert document.pdf is not None  # noqa: S101 - the constraint ties it to being rendered
    with document.pdf.content.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise NotAllowed(
            _("The stored file is no longer what was issued. Tell the system administrator.")
        )
    journal.record(actor=actor, verb="document.downloaded", subject=document)
    return content


@transaction.atomic
def order_copy(document: IssuedDocument, *, actor: User) -> Job:
    """Have a copy made with the reader's name and the time on every page; journaled.

    One that was asked for a few minutes ago answers again.
    """
    demand(rules.may_download(actor, document))
    journal.record(actor=actor, verb="document.copied", subject=document)
    return jobs.ask_for(copies.COPY, owner=actor, document=document.pk)


@transaction.atomic
def set_again(document: IssuedDocument, *, actor: User) -> None:
    """Try once more to set a document that could not be set; its number and content stay."""
    demand(rules.may_set_again(actor, document))
    jobs.run_again(document.job, actor=actor)


@transaction.atomic
def name_series(body: Organization, code: str, *, word: str, actor: User) -> NumberSeries:
    """Choose the mark before the year for numbers to come; what was issued keeps its own. Journaled."""
    demand(rules.may_name_series(actor, body, code))
    kind = next(kind for kind in kinds.all_kinds() if kind.series == code)
    series = numbering.lock_series(kind, body)
    demand(rules.may_use_word(word, body, code))
    before, series.word = series.word, word
    series.save(update_fields=["word"])
    journal.record(
        actor=actor, verb="number_series.named", subject=series, before=before, after=word
    )
    return series
