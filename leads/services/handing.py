"""The hand-over: two persons on each side, and a receipt that says nothing of the content."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.roles import OFFICE, Role
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from leads import rules
from leads.models import Handover, Lead
from leads.sealing import keyring
from leads.sealing.envelope import new_box
from leads.selectors.boxes import box_to_write
from leads.services import course
from leads.services.envelopes import share, withdraw
from leads.services.numbers import take_number
from leads.states import Compartment, HolderGroup, LeadState

CLOCK_KIND = "leads.matter"
CLOCKS = {
    "opinion_clock": "lead.opinion.due",
    "feedback_clock": "lead.feedback.months",
    "conclusion_clock": "lead.conclude.months",
}


@transaction.atomic
def hand_over(
    lead: Lead,
    *,
    actor: User,
    second_giver: User,
    receiver: User,
    second_receiver: User,
    pieces: int,
) -> Handover:
    """Hand an approved lead to the discipline side.

    Effects: the lead is transferred; the hand-over with its number; the team's wrapped key is
    gone and the receiving handlers hold one (the organization department too when it is a cadre
    matter); a neutral notice to the case managers. Two at once: one wins, the other is told.
    """
    demand(rules.may(actor, "hand_over", lead))
    _check_four_persons(lead, actor, second_giver, receiver, second_receiver)
    now = timezone.now()
    course.step(lead, "hand_over", LeadState.TRANSFERRED, actor=actor, transferred_at=now)
    box = box_to_write(lead, Compartment.INTAKE)
    share(box, lead, Compartment.INTAKE, HolderGroup.DISCIPLINE)
    if lead.is_cadre_matter:
        share(box, lead, Compartment.INTAKE, HolderGroup.ORGANIZATION)
    withdraw(lead, HolderGroup.TEAM)
    handover = Handover.objects.create(
        lead=lead,
        number=take_number(lead.body, "handover"),
        giver=actor,
        second_giver=second_giver,
        receiver=receiver,
        second_receiver=second_receiver,
        pieces=pieces,
        handed_at=now,
    )
    course.tell(lead, course.case_managers(lead.body), course.TRANSFERRED_WAITS)
    return handover


def _check_four_persons(
    lead: Lead, giver: User, second_giver: User, receiver: User, second_receiver: User
) -> None:
    if len({giver, second_giver, receiver, second_receiver}) != 4:
        raise NotAllowed(_("A hand-over needs four different persons, two on each side."))
    if second_giver not in second_givers(lead):
        raise NotAllowed(_("The second person handing over must be of the inspection office."))
    if receiver not in course.case_managers(lead.body):
        raise NotAllowed(_("The person receiving must be a discipline case manager."))
    if second_receiver not in second_receivers(lead):
        raise NotAllowed(_("The second person receiving must be of the discipline side."))


def second_givers(lead: Lead) -> QuerySet[User]:
    return holders(Role.LEAD_CLERK, *OFFICE, organization=lead.body)


def second_receivers(lead: Lead) -> QuerySet[User]:
    roles = (Role.DISCIPLINE_CASE_MANAGER, Role.DISCIPLINE_REVIEWER)
    return holders(*roles, organization=lead.body)


@transaction.atomic
def receive_lead(lead: Lead, *, actor: User) -> Handover:
    """Sign for the lead on the discipline side.

    Effects: received, with the receipt number; a second data key for the discipline side's own
    file, which the inspection side never holds; three neutral clocks (opinion, feedback,
    conclusion) from this day; a notice to the lead clerks.
    """
    now = timezone.now()
    started: dict[str, Any] = _start_clocks(lead) if rules.may(actor, "receive", lead) else {}
    course.step(lead, "receive", LeadState.RECEIVED, actor=actor, received_at=now, **started)
    box = new_box(keyring.load())
    share(box, lead, Compartment.CASE, HolderGroup.DISCIPLINE)
    if lead.is_cadre_matter:
        share(box, lead, Compartment.CASE, HolderGroup.ORGANIZATION)
    handover = Handover.objects.select_for_update(of=("self",)).get(lead=lead)
    handover.receipt_number = take_number(lead.body, "receipt")
    handover.received_by = actor
    handover.received_at = now
    handover.save(update_fields=["receipt_number", "received_by", "received_at"])
    journal.record(
        actor=actor, verb="leads.handover.received", subject=lead, receipt=handover.receipt_number
    )
    course.tell(lead, course.clerks(lead.body), course.WAITS)
    return handover


def _start_clocks(lead: Lead) -> dict[str, object]:
    """The clocks name no unit and no content; whoever sees one sees a number."""
    return {
        field: clocks.start(
            rule_code,
            kind=CLOCK_KIND,
            base_on=timezone.localdate(),
            title=lead.number,
            url=lead.get_absolute_url(),
            organization=None,
            body=lead.body,
        )
        for field, rule_code in CLOCKS.items()
    }
