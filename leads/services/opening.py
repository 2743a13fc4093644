"""Opening a lead: a reason, a fresh password, an entry in the journal, a pass of ten minutes."""

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from leads import rules
from leads.models import Lead, LeadOpening
from leads.selectors.boxes import open_box, place_of
from leads.services.envelopes import reserve_id
from leads.states import Compartment, OpeningOutcome, Purpose

PASS_LASTS = timedelta(minutes=10)


def session_mark(secret: str) -> str:
    """What the pass is bound to: kept in the row, useless without the session's own secret."""
    return hmac.new(settings.SECRET_KEY.encode(), secret.encode(), sha256).hexdigest()


@transaction.atomic
def open_lead(
    lead: Lead,
    *,
    actor: User,
    purpose: Purpose,
    explanation: str,
    with_informant: bool,
    session_secret: str,
) -> LeadOpening:
    """Write who opens what and why, before one word is shown, and hand out the pass.

    The journal keeps the purpose from a fixed list; the explanation may touch the content and is
    sealed with the lead. Raises ``KeyUnavailable`` when the key file cannot open it.
    """
    demand(rules.may(actor, "open", lead))
    groups = rules.holder_groups(rules.standing(actor, lead), lead)
    box = open_box(lead, Compartment.INTAKE, groups)
    if box is None:
        raise NotAllowed(_("You hold no key to this lead."))
    now = timezone.now()
    opening = LeadOpening(
        pk=reserve_id(LeadOpening),
        lead=lead,
        user=actor,
        purpose=purpose,
        with_informant=with_informant,
        outcome=OpeningOutcome.OPENED,
        session_mark=session_mark(session_secret),
        opened_at=now,
        expires_at=now + PASS_LASTS,
    )
    opening.explanation_sealed = box.seal(explanation.encode(), place_of(opening, "explanation"))
    opening.save(force_insert=True)
    verb = "leads.lead.opened_with_informant" if with_informant else "leads.lead.opened"
    journal.record(
        actor=actor, verb=verb, subject=lead, number=lead.number, purpose=str(purpose),
        opening=opening.pk,
    )  # fmt: skip
    return opening


@transaction.atomic
def refuse_opening(lead: Lead, *, actor: User, purpose: Purpose) -> LeadOpening:
    """A wrong password stands in the list of openings and in the journal, too."""
    now = timezone.now()
    opening = LeadOpening.objects.create(
        lead=lead,
        user=actor,
        purpose=purpose,
        outcome=OpeningOutcome.WRONG_PASSWORD,
        opened_at=now,
        expires_at=now,
    )
    journal.record(actor=actor, verb="leads.lead.opening_refused", subject=lead, number=lead.number)
    return opening


@transaction.atomic
def shut_lead(opening: LeadOpening, *, actor: User) -> None:
    """Close the opened lead before its time is over."""
    now = timezone.now()
    shut = LeadOpening.objects.filter(
        pk=opening.pk, user=actor, closed_at=None, expires_at__gt=now
    ).update(closed_at=now)
    if shut:
        journal.record(
            actor=actor, verb="leads.lead.shut", subject=opening.lead, opening=opening.pk
        )
