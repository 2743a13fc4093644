"""What the office decides of an item: closure, reopening, long-term, listing, routing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import notices, steps
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from deadlines import clocks
from documents import issuing
from inspections.states.issue import ISSUE_STEPS, IssueState
from rectification.documents import closure_context
from rectification.models import (
    Closure,
    ItemMilestone,
    Listing,
    RectificationItem,
    Reopening,
)
from rectification.rules import item as rules
from rectification.services.item_clock import start_clock
from rectification.services.review import tell_unit
from rectification.states import (
    ITEM_STEPS,
    ItemKind,
    ItemState,
    Party,
    ReopenReason,
    SubmissionOutcome,
)


@transaction.atomic
def close_item(item: RectificationItem, *, actor: User, opinion: str = "") -> Closure:
    """Strike an item off (销号).

    Issues the closure record, closes the issue with its last item, lifts a listing, tells the
    unit.
    """
    fresh = steps.lock(item)
    demand(rules.may_close(actor, fresh))
    now = timezone.now()
    closure = Closure.objects.create(
        item=item,
        submission=item.submissions.get(outcome=SubmissionOutcome.PASSED, closure__isnull=True),
        opinion=opinion.strip(),
        closed_by=actor,
        closed_at=now,
    )
    closure.document = issuing.issue(
        "closure_record",
        context=closure_context(closure),
        actor=actor,
        body=item.body,
        organization=item.organization,
        title=str(item),
    )
    closure.save(update_fields=["document"])
    steps.move(
        item,
        ItemState.CLOSED,
        steps=ITEM_STEPS,
        actor=actor,
        closed_at=now,
        is_basically_done=False,
        is_listed=False,
    )
    lift(item, actor)
    close_issue_with_last_item(item, actor)
    tell_unit(item, gettext_noop("%(item)s is closed"))
    return closure


def close_issue_with_last_item(item: RectificationItem, actor: User) -> None:
    issue = item.issue
    still_open = issue.items.in_ledger().exclude(state=ItemState.CLOSED).exists()
    if not still_open and issue.state in (IssueState.RECTIFYING, IssueState.REOPENED):
        steps.move(issue, IssueState.CLOSED, steps=ISSUE_STEPS, actor=actor)


@transaction.atomic
def reopen_item(
    item: RectificationItem,
    *,
    reason: ReopenReason | str,
    findings: str,
    due_on: date,
    actor: User,
) -> Reopening:
    """Take a closed item up again, with a new date; the issue is open again too."""
    demand(rules.may_reopen(actor, steps.lock(item)))
    if not findings.strip():
        raise NotAllowed(_("Say what was found."))
    if due_on <= timezone.localdate():
        raise NotAllowed(_("The new due date lies after today."))
    reopening = Reopening.objects.create(
        item=item,
        closure=item.closures.get(reopening__isnull=True),
        reason=reason,
        findings=findings.strip(),
        due_on=due_on,
        reopened_by=actor,
        reopened_at=timezone.now(),
    )
    clock = start_clock(item, base_on=timezone.localdate(), due_on=due_on, actor=actor)
    steps.move(
        item,
        ItemState.REOPENED,
        steps=ITEM_STEPS,
        actor=actor,
        note=str(reason),
        closed_at=None,
        passed_at=None,
        clock=clock,
    )
    if item.issue.state == IssueState.CLOSED:
        steps.move(item.issue, IssueState.REOPENED, steps=ISSUE_STEPS, actor=actor)
    tell_unit(item, gettext_noop("%(item)s was reopened"))
    return reopening


@transaction.atomic
def make_long_term(
    item: RectificationItem, *, milestones: Iterable[tuple[str, date]], actor: User
) -> None:
    """Let an item run by stages instead of one date (SD-04); at least one stage is named."""
    fresh = steps.lock(item)
    demand(rules.may_make_long_term(actor, fresh))
    stages = sorted(milestones, key=lambda stage: stage[1])
    first_number = item.milestones.count() + 1
    ItemMilestone.objects.bulk_create(
        ItemMilestone(item=item, number=number, name=name, due_on=due_on)
        for number, (name, due_on) in enumerate(stages, first_number)
    )
    following = item.milestones.filter(reached_on=None).order_by("due_on").first()
    if following is None:
        raise NotAllowed(_("A long-term item needs a milestone with a date."))
    steps.move(
        item,
        ItemState.LONG_TERM,
        steps=ITEM_STEPS,
        actor=actor,
        kind=ItemKind.LONG_TERM,
        started_by=fresh.started_by or actor,
        started_at=fresh.started_at or timezone.now(),
    )
    if item.clock and item.clock.is_running:
        clocks.mark_long_term(item.clock, milestone_on=following.due_on, actor=actor)
    tell_unit(item, gettext_noop("%(item)s became a long-term item"))


@transaction.atomic
def mark_basically_done(
    item: RectificationItem, *, is_basically_done: bool, version: int, actor: User
) -> None:
    """A column of its own in every count, never part of the completion rate."""
    demand(rules.may_mark_basically_done(actor, steps.lock(item)))
    steps.edit(item, version=version, actor=actor, is_basically_done=is_basically_done)


@transaction.atomic
def list_item(
    item: RectificationItem, *, owner: User, due_on: date, reason: str, actor: User
) -> Listing:
    """Put an item under listed supervision (挂牌督办); the unit and the named owner are told."""
    fresh = steps.lock(item)
    demand(rules.may_list(actor, fresh))
    if not reason.strip():
        raise NotAllowed(_("Say why the item is listed."))
    if due_on < timezone.localdate():
        raise NotAllowed(_("The date of a listing does not lie in the past."))
    listing = Listing.objects.create(
        item=item,
        owner=owner,
        due_on=due_on,
        reason=reason.strip(),
        listed_by=actor,
        listed_at=timezone.now(),
    )
    steps.edit(item, version=fresh.version, actor=actor, is_listed=True)
    tell_unit(item, gettext_noop("%(item)s is under listed supervision"))
    notices.queue(
        to=[owner],
        title=gettext_noop("You are the named owner of %(item)s under listed supervision"),
        about=item,
        url=item.get_absolute_url(),
        item=item,
    )
    return listing


@transaction.atomic
def unlist_item(item: RectificationItem, *, actor: User) -> None:
    fresh = steps.lock(item)
    demand(rules.may_unlist(actor, fresh))
    lift(item, actor)
    steps.edit(item, version=fresh.version, actor=actor, is_listed=False)


def lift(item: RectificationItem, actor: User) -> None:
    item.listings.standing().update(lifted_by=actor, lifted_at=timezone.now())


@transaction.atomic
def route_item(
    item: RectificationItem, *, parties: Iterable[Party | str], version: int, actor: User
) -> None:
    """Say which parties give an opinion on this item; the office always does."""
    demand(rules.may_route(actor, steps.lock(item)))
    chosen = sorted({*parties, Party.OFFICE})
    steps.edit(item, version=version, actor=actor, parties=[str(party) for party in chosen])


@transaction.atomic
def set_by_committee(
    item: RectificationItem, *, from_committee: bool, version: int, actor: User
) -> None:
    """Mark an item as one the committee itself decided on (省委确定)."""
    demand(rules.only_office(actor, steps.lock(item)))
    steps.edit(item, version=version, actor=actor, from_committee=from_committee)
