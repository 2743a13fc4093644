"""Who may work on, claim, confirm, review, close and reopen an item."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from deadlines.models import Decision, Extension
from rectification.models import PARTY_ROLES, ItemReview, RectificationItem
from rectification.states import (
    RUNNING,
    ClosurePart,
    ItemKind,
    ItemState,
    Party,
    ReviewResult,
    SubmissionOutcome,
)

WORKING = RUNNING | {ItemState.PLANNED}


def of_unit(user: User, item: RectificationItem) -> bool:
    return holds(user, *UNIT, Role.API_CLIENT, organization=item.organization)


def may_work(user: User, item: RectificationItem) -> Verdict:
    """Report progress, bring evidence, mark measures done, fill the four parts."""
    if not of_unit(user, item):
        return Verdict(_("Only the inspected unit reports on its items."))
    if item.state == ItemState.ASSIGNED:
        return Verdict(_("The plan is not in force yet."))
    if item.state == ItemState.CLOSED:
        return Verdict(_("The item is closed."))
    if item.state not in WORKING:
        return Verdict(_("The item is under review; wait for the result."))
    return ALLOWED


def after_feedback(item: RectificationItem, day: date) -> Verdict:
    """What was done before the unit received the feedback is no answer to it."""
    feedback = item.plan.feedback
    received_on = timezone.localdate(feedback.signed_at or feedback.issued_at)
    if day < received_on:
        return Verdict(
            _("The day lies before %(day)s, when the unit received the feedback.")
            % {"day": received_on.isoformat()}
        )
    return ALLOWED


def may_claim(user: User, item: RectificationItem) -> Verdict:
    allowed = may_work(user, item)
    if not allowed:
        return allowed
    if not holds(user, *UNIT, organization=item.organization):
        return Verdict(_("Only the inspected unit claims that an item is done."))
    if not claims_for(user, item):
        return Verdict(_("The item's responsible leader or the unit's liaison claims it done."))
    if item.state == ItemState.PLANNED:
        return Verdict(_("Start the item before claiming that it is done."))
    return claim_is_whole(item)


def claims_for(user: User, item: RectificationItem) -> bool:
    """The head does not claim: whoever claims is confirmed by another person's signature."""
    if holds(user, Role.UNIT_LIAISON, organization=item.organization):
        return True
    leads = item.leader_id == user.pk
    return leads and holds(user, Role.UNIT_LEADER, organization=item.organization)


def claim_is_whole(item: RectificationItem) -> Verdict:
    """All measures done, the four parts filled, something to prove it (LZ-24)."""
    undone = item.measures.filter(done_on=None).count()
    if undone:
        return Verdict(_("%(count)s measures are not done yet.") % {"count": undone})
    unreached = item.milestones.filter(reached_on=None).count()
    if unreached:
        return Verdict(_("%(count)s milestones are not reached yet.") % {"count": unreached})
    for part in ClosurePart:
        if not item.parts[part].strip():
            return Verdict(_("“%(part)s” is empty.") % {"part": part.label})
    if not item.evidence.standing().exists():
        return Verdict(_("There is no evidence yet."))
    return ALLOWED


def may_confirm(user: User, item: RectificationItem) -> Verdict:
    if not holds(user, Role.UNIT_HEAD, organization=item.organization):
        return Verdict(_("Only the unit's head confirms with a signature."))
    if item.state != ItemState.CLAIMED:
        return Verdict(_("Nothing was claimed that waits for the head."))
    if item.submissions.filter(outcome=SubmissionOutcome.PENDING, claimed_by=user).exists():
        return Verdict(_("You claimed this item yourself; another head confirms it."))
    return ALLOWED


def may_review_item(user: User, item: RectificationItem, party: Party) -> Verdict:
    if not holds(user, *PARTY_ROLES[party], organization=item.body):
        return Verdict(_("Each party writes its own opinion and no other."))
    if holds(user, *UNIT, organization=item.organization):
        return Verdict(_("Nobody reviews the work of their own unit."))
    if item.state != ItemState.UNIT_CONFIRMED:
        return Verdict(_("The item is not in joint review."))
    if not open_reviews(item).filter(party=party).exists():
        return Verdict(_("This party has given its opinion already, or was not asked."))
    return ALLOWED


def open_reviews(item: RectificationItem) -> QuerySet[ItemReview]:
    return ItemReview.objects.filter(
        submission__item=item,
        submission__outcome=SubmissionOutcome.PENDING,
        result=ReviewResult.PENDING,
    )


def only_office(user: User, item: RectificationItem) -> Verdict:
    if not holds(user, *OFFICE, organization=item.body):
        return Verdict(_("Only the inspection office does this."))
    if holds(user, *UNIT, organization=item.organization):
        return Verdict(_("Nobody reviews the work of their own unit."))
    return ALLOWED


def may_close(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state != ItemState.PASSED:
        return Verdict(_("The item has not passed the joint review."))
    for part in ClosurePart:
        if not item.parts[part].strip():
            return Verdict(_("“%(part)s” is empty.") % {"part": part.label})
    return ALLOWED


def may_reopen(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state != ItemState.CLOSED:
        return Verdict(_("Only a closed item is reopened."))
    return ALLOWED


def may_make_long_term(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state not in WORKING - {ItemState.LONG_TERM}:
        return Verdict(_("Only an item under rectification becomes long-term."))
    return ALLOWED


def may_mark_basically_done(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state not in RUNNING:
        return Verdict(_("Only an item under rectification is basically done."))
    return ALLOWED


def may_list(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state in (ItemState.ASSIGNED, ItemState.CLOSED):
        return Verdict(_("Only an open item of the ledger is listed."))
    if item.is_listed:
        return Verdict(_("The item is listed already."))
    return ALLOWED


def may_unlist(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    return ALLOWED if item.is_listed else Verdict(_("The item is not listed."))


def may_route(user: User, item: RectificationItem) -> Verdict:
    """Which parties are asked is settled before they are asked."""
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if item.state not in WORKING | {ItemState.CLAIMED}:
        return Verdict(_("The parties were asked already."))
    return ALLOWED


def pending_extensions(item: RectificationItem) -> QuerySet[Extension]:
    return Extension.objects.filter(clock=item.clock_id, decision=Decision.PENDING)


def may_request_extension(user: User, item: RectificationItem) -> Verdict:
    if not holds(user, *UNIT, organization=item.organization):
        return Verdict(_("Only the inspected unit asks for an extension."))
    if item.state not in WORKING or item.clock is None:
        return Verdict(_("No deadline of this item is running."))
    if item.kind == ItemKind.IMMEDIATE:
        return Verdict(_("Immediate rectification is not extended."))
    if pending_extensions(item).exists():
        return Verdict(_("An extension was asked for and is not decided yet."))
    return ALLOWED


def may_decide_extension(user: User, item: RectificationItem) -> Verdict:
    allowed = only_office(user, item)
    if not allowed:
        return allowed
    if not pending_extensions(item).exists():
        return Verdict(_("No extension waits for a decision."))
    return ALLOWED
