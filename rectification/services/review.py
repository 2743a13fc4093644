"""Claim, the head's signature, and the three parties' opinions."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import notices, steps
from accounts.models import User
from accounts.roles import OFFICE, UNIT, Role
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from rectification.models import PARTY_ROLES, ItemReview, RectificationItem, Submission
from rectification.rules import item as rules
from rectification.services import opinions
from rectification.states import (
    ITEM_STEPS,
    ClosurePart,
    ItemState,
    Party,
    SubmissionOutcome,
)


@transaction.atomic
def claim_item(item: RectificationItem, *, statement: str, actor: User) -> Submission:
    """Claim that an item is done; its head is asked to confirm."""
    fresh = steps.lock(item)
    demand(rules.may_claim(actor, fresh))
    if not statement.strip():
        raise NotAllowed(_("Say what was achieved."))
    submission = Submission.objects.create(
        item=item,
        number=item.submissions.count() + 1,
        statement=statement.strip(),
        claimed_by=actor,
        claimed_at=timezone.now(),
    )
    steps.move(item, ItemState.CLAIMED, steps=ITEM_STEPS, actor=actor)
    notices.queue(
        to=holders(Role.UNIT_HEAD, organization=item.organization),
        title=gettext_noop("%(item)s is claimed done and waits for your signature"),
        about=item,
        url=item.get_absolute_url(),
        key=f"claim-{submission.pk}",
        item=item,
    )
    return submission


@transaction.atomic
def confirm_claim(item: RectificationItem, *, actor: User) -> None:
    """The head answers for the claim by signature; each routed party is asked for its opinion."""
    fresh = steps.lock(item)
    demand(rules.may_confirm(actor, fresh))
    submission = standing(fresh)
    submission.confirmed_by, submission.confirmed_at = actor, timezone.now()
    submission.save(update_fields=["confirmed_by", "confirmed_at"])
    steps.move(item, ItemState.UNIT_CONFIRMED, steps=ITEM_STEPS, actor=actor)
    ItemReview.objects.bulk_create(
        ItemReview(submission=submission, party=party) for party in fresh.parties
    )
    for party in fresh.parties:
        notices.queue(
            to=holders(*PARTY_ROLES[Party(party)], organization=item.body),
            title=gettext_noop("%(item)s waits for your opinion"),
            about=item,
            url=item.get_absolute_url(),
            key=f"item-review-{submission.pk}-{party}",
            item=item,
        )


@transaction.atomic
def decline_claim(item: RectificationItem, *, reason: str, actor: User) -> None:
    """The head sends a claim back to those who made it."""
    fresh = steps.lock(item)
    demand(rules.may_confirm(actor, fresh))
    finish(standing(fresh), SubmissionOutcome.DECLINED, opinions.needed(reason))
    steps.move(item, ItemState.RETURNED, steps=ITEM_STEPS, actor=actor)
    tell_unit(item, gettext_noop("The head sent the claim for %(item)s back"))


@transaction.atomic
def review_item(
    item: RectificationItem,
    party: Party,
    *,
    passed: bool,
    opinion: str,
    actor: User,
    part: ClosurePart | str = "",
) -> None:
    """Write one party's opinion; the last of those asked decides, once.

    Locks the item, so that of two reviewers at once the later one sees the earlier one's word.
    """
    fresh = steps.lock(item)
    demand(rules.may_review_item(actor, fresh, party))
    submission = standing(fresh)
    opinions.give(
        submission.reviews.get(party=party),
        passed=passed,
        opinion=opinion,
        actor=actor,
        verb="rectification.item_reviewed",
        subject=item,
        part="" if passed else part,
    )
    decide(item, submission, actor)


def decide(item: RectificationItem, submission: Submission, actor: User) -> None:
    reasons = opinions.reasons_to_return(submission.reviews.all())
    if reasons is None:
        return
    if reasons:
        finish(submission, SubmissionOutcome.RETURNED, reasons)
        steps.move(item, ItemState.RETURNED, steps=ITEM_STEPS, actor=actor)
        tell_unit(item, gettext_noop("%(item)s was returned to be completed"))
        return
    finish(submission, SubmissionOutcome.PASSED, "")
    steps.move(item, ItemState.PASSED, steps=ITEM_STEPS, actor=actor, passed_at=timezone.now())
    if item.clock and item.clock.is_running:
        clocks.stop(item.clock, actor=actor)
    notices.queue(
        to=holders(*OFFICE, organization=item.body),
        title=gettext_noop("%(item)s passed and can be closed"),
        about=item,
        url=item.get_absolute_url(),
        key=f"passed-{submission.pk}",
        item=item,
    )


def standing(item: RectificationItem) -> Submission:
    return item.submissions.get(outcome=SubmissionOutcome.PENDING)


def finish(submission: Submission, outcome: SubmissionOutcome, reason: str) -> None:
    submission.outcome, submission.reason = outcome, reason
    submission.decided_at = timezone.now()
    submission.save(update_fields=["outcome", "reason", "decided_at"])


def tell_unit(item: RectificationItem, title: str) -> None:
    notices.queue(
        to=holders(*UNIT, organization=item.organization),
        title=title,
        about=item,
        url=item.get_absolute_url(),
        item=item,
    )
