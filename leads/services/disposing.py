"""What the discipline side does with a lead; nobody else has these deeds (HLJ-27)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from deadlines.models import Clock
from leads import rules
from leads.models import Disposition, Lead, Outcome
from leads.selectors.boxes import box_to_write
from leads.services import course
from leads.services.envelopes import add_sealed, put_sealed
from leads.services.words import OutcomeWords
from leads.states import (
    DISPOSED_AS,
    Compartment,
    DispositionKind,
    LeadState,
    OutcomeKind,
)


@transaction.atomic
def dispose(
    lead: Lead,
    kind: DispositionKind,
    *,
    actor: User,
    opinion: str,
    approver: str,
    approved_on: date,
) -> Disposition:
    """Decide on one of the four dispositions, with the approval of the handlers' own leader.

    Effects: the lead stands in that disposition; the opinion and the approver's name sealed in the
    discipline side's file; the opinion clock stops, and the conclusion clock when it is concluded.
    """
    return _dispose(lead, "dispose", kind, actor, opinion, approver, approved_on)


@transaction.atomic
def reactivate(
    lead: Lead, *, actor: User, opinion: str, approver: str, approved_on: date
) -> Disposition:
    """A lead kept for later is taken up again: a new clue, or the condition is there."""
    kind = DispositionKind.PRELIMINARY_VERIFICATION
    return _dispose(lead, "reactivate", kind, actor, opinion, approver, approved_on)


def _dispose(
    lead: Lead, deed: str, kind: DispositionKind, actor: User, opinion: str, approver: str,
    approved_on: date,
) -> Disposition:  # fmt: skip
    course.step(lead, deed, DISPOSED_AS[kind], actor=actor, compartment=Compartment.CASE)
    disposition = add_sealed(
        Disposition,
        box_to_write(lead, Compartment.CASE),
        sealed={"opinion": opinion, "approver": approver},
        lead=lead,
        kind=kind,
        approved_on=approved_on,
        decided_by=actor,
    )
    _stop(lead.opinion_clock)
    if kind == DispositionKind.CONCLUDED:
        _stop(lead.conclusion_clock)
    return disposition


@transaction.atomic
def report_result(lead: Lead, outcomes: Sequence[OutcomeWords], *, actor: User) -> None:
    """Report what came of it, at least one outcome; the conclusion clock stops."""
    demand(rules.may(actor, "report_result", lead))
    if not outcomes:
        raise NotAllowed(_("A result has at least one outcome."))
    course.step(
        lead, "report_result", LeadState.RESULT_REPORTED, actor=actor, compartment=Compartment.CASE
    )
    for words in outcomes:
        _save_outcome(lead, words, actor)
    _stop(lead.conclusion_clock)


@transaction.atomic
def add_outcome(lead: Lead, words: OutcomeWords, *, actor: User) -> Outcome:
    """A further outcome, before or after the result; the organization department adds its measures."""
    locked = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    demand(rules.may(actor, "add_outcome", locked))
    demand(rules.may_add_kind(actor, locked, words.kind))
    return _save_outcome(locked, words, actor)


def _save_outcome(lead: Lead, words: OutcomeWords, actor: User) -> Outcome:
    outcome = add_sealed(
        Outcome,
        box_to_write(lead, Compartment.CASE),
        sealed={"note": words.note},
        lead=lead,
        kind=OutcomeKind(words.kind),
        form=words.form,
        persons=words.persons,
        decided_on=words.decided_on,
        reported_by=actor,
    )
    journal.record(actor=actor, verb="leads.outcome.reported", subject=lead, number=lead.number)
    return outcome


@transaction.atomic
def feed_back(lead: Lead, *, actor: User, summary: str) -> None:
    """Tell the lead clerks the result in summary; the file itself stays with the discipline side."""
    demand(rules.may(actor, "feed_back", lead))
    columns = put_sealed(lead, box_to_write(lead, Compartment.INTAKE), {"summary": summary})
    sealed = {column: getattr(lead, column) for column in columns}
    now = timezone.now()
    course.step(lead, "feed_back", LeadState.FED_BACK, actor=actor, fed_back_at=now, **sealed)
    _stop(lead.feedback_clock)
    course.tell(lead, course.clerks(lead.body), course.WAITS)


@transaction.atomic
def close_lead(lead: Lead, *, actor: User, note: str) -> None:
    """Strike the lead off the list of those still called for."""
    course.step(lead, "close", LeadState.CLOSED, actor=actor, note=note, closed_at=timezone.now())


def _stop(clock: Clock | None) -> None:
    if clock is not None and clock.is_running:
        clocks.stop(clock)
