"""Suggestions to units and departments: written, issued, signed for, answered, closed."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import files, journal, notices, steps
from accounts.models import Organization, User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from inspections.models import Round
from rectification.models import Suggestion, SuggestionReply
from rectification.rules import suggestion as rules
from rectification.states import (
    SUGGESTION_CLOCK,
    SUGGESTION_STEPS,
    SuggestionKind,
    SuggestionState,
)


@transaction.atomic
def draft_suggestion(
    body: Organization,
    *,
    organization: Organization,
    kind: SuggestionKind | str,
    title: str,
    text: str,
    reply_by: date,
    actor: User,
    round_: Round | None = None,
) -> Suggestion:
    """Write a suggestion; its addressee sees it once it is issued."""
    demand(rules.may_draft_suggestion(actor, body))
    steps.lock(body)
    last = Suggestion.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    suggestion = Suggestion.objects.create(
        body=body,
        round=round_,
        organization=organization,
        kind=kind,
        number=last + 1,
        title=title,
        text=text,
        reply_by=reply_by,
        drafted_by=actor,
        drafted_at=timezone.now(),
    )
    journal.record(actor=actor, verb="rectification.suggestion_drafted", subject=suggestion)
    return suggestion


@transaction.atomic
def edit_suggestion(
    suggestion: Suggestion,
    *,
    version: int,
    actor: User,
    organization: Organization,
    kind: SuggestionKind | str,
    title: str,
    text: str,
    reply_by: date,
    round_: Round | None = None,
) -> None:
    demand(rules.may_edit_suggestion(actor, steps.lock(suggestion)))
    steps.edit(
        suggestion,
        version=version,
        actor=actor,
        organization=organization,
        kind=kind,
        title=title,
        text=text,
        reply_by=reply_by,
        round=round_,
    )


@transaction.atomic
def issue_suggestion(suggestion: Suggestion, *, actor: User) -> None:
    """Send it to its addressee, with the date by which an answer is due."""
    fresh = steps.lock(suggestion)
    demand(rules.may_issue_suggestion(actor, fresh))
    if fresh.reply_by <= timezone.localdate():
        raise NotAllowed(_("The reply date lies after the day of issue."))
    clock = clocks.start(
        "suggestion.reply.due",
        kind=SUGGESTION_CLOCK,
        base_on=timezone.localdate(),
        due_on=fresh.reply_by,
        title=fresh.title,
        url=fresh.get_absolute_url(),
        body=fresh.body,
        organization=fresh.organization,
        actor=actor,
    )
    steps.move(
        suggestion,
        SuggestionState.ISSUED,
        steps=SUGGESTION_STEPS,
        actor=actor,
        issued_at=timezone.now(),
        clock=clock,
    )
    tell_addressee(suggestion, gettext_noop("A suggestion waits for your answer: %(subject)s"))


@transaction.atomic
def receive_suggestion(suggestion: Suggestion, *, actor: User) -> None:
    demand(rules.may_receive_suggestion(actor, steps.lock(suggestion)))
    steps.move(
        suggestion,
        SuggestionState.RECEIVED,
        steps=SUGGESTION_STEPS,
        actor=actor,
        received_by=actor,
        received_at=timezone.now(),
    )


@transaction.atomic
def reply_to_suggestion(
    suggestion: Suggestion, *, text: str, actor: User, upload: UploadedFile | None = None
) -> SuggestionReply:
    """Answer; the office judges the answer. The clock runs until it is accepted."""
    demand(rules.may_reply(actor, steps.lock(suggestion)))
    if not text.strip():
        raise NotAllowed(_("Say what was done on the suggestion."))
    reply = SuggestionReply.objects.create(
        suggestion=suggestion,
        number=suggestion.replies.count() + 1,
        text=text.strip(),
        file=files.store(upload, actor=actor) if upload else None,
        replied_by=actor,
        replied_at=timezone.now(),
    )
    steps.move(suggestion, SuggestionState.REPLIED, steps=SUGGESTION_STEPS, actor=actor)
    notices.queue(
        to=holders(*OFFICE, organization=suggestion.body),
        title=gettext_noop("%(unit)s answered a suggestion"),
        about=suggestion,
        url=suggestion.get_absolute_url(),
        key=f"suggestion-reply-{reply.pk}",
        unit=suggestion.organization,
    )
    return reply


@transaction.atomic
def judge_reply(suggestion: Suggestion, *, accepted: bool, opinion: str, actor: User) -> None:
    """Accept the answer and close the suggestion, or return it with the reason."""
    demand(rules.may_judge_reply(actor, steps.lock(suggestion)))
    if not accepted and not opinion.strip():
        raise NotAllowed(_("Say why it is returned."))
    reply = suggestion.replies.get(judged_at=None)
    reply.opinion, reply.judged_by, reply.judged_at = opinion.strip(), actor, timezone.now()
    reply.save(update_fields=["opinion", "judged_by", "judged_at"])
    if not accepted:
        steps.move(suggestion, SuggestionState.RETURNED, steps=SUGGESTION_STEPS, actor=actor)
        tell_addressee(suggestion, gettext_noop("Your answer was returned: %(subject)s"))
        return
    steps.move(
        suggestion,
        SuggestionState.CLOSED,
        steps=SUGGESTION_STEPS,
        actor=actor,
        closed_at=timezone.now(),
    )
    if suggestion.clock and suggestion.clock.is_running:
        clocks.stop(suggestion.clock, actor=actor)
    tell_addressee(suggestion, gettext_noop("Your answer was accepted: %(subject)s"))


def tell_addressee(suggestion: Suggestion, title: str) -> None:
    notices.queue(
        to=holders(Role.DEPARTMENT_LIAISON, *UNIT, organization=suggestion.organization),
        title=title,
        about=suggestion,
        url=suggestion.get_absolute_url(),
        subject=suggestion.title,
    )
