"""The targets of a plan: listed, changed, and spread over its rounds."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import Organization, User
from accounts.steps import lock
from accounts.verdicts import Difference, NotAllowed, StaleEdit, demand
from inspections.models import InspectionPlan, PlanRound, PlanTarget, TargetMove
from inspections.rules import plan as rules
from inspections.rules import target as target_rules
from inspections.rules.spread import Grouping, Spreadable, spread


@transaction.atomic
def list_target(
    plan: InspectionPlan, *, organization: Organization, category: str, coverage_class: str,
    tag: str, round_number: int | None, actor: User,
) -> PlanTarget:  # fmt: skip
    """Put one organisation on the plan, or bring its row up to date; journaled."""
    demand(rules.may_edit_plan(actor, lock(plan)))
    return put_target(
        plan,
        organization=organization,
        category=category,
        coverage_class=coverage_class,
        tag=tag,
        round_number=round_number,
        actor=actor,
    )


def put_target(
    plan: InspectionPlan, *, organization: Organization, round_number: int | None, actor: User,
    **fields: Any,
) -> PlanTarget:  # fmt: skip
    """One checked row; the caller has asked whether the plan may be changed at all."""
    wrong = target_rules.faults(
        plan, organization=organization, round_number=round_number, **fields
    )
    if (first := next(wrong, None)) is not None:
        raise NotAllowed(first[1])
    target = plan.targets.filter(organization=organization).first()
    if target is None:
        target = PlanTarget.objects.create(plan=plan, organization=organization, **fields)
        journal.record(actor=actor, verb="plan_target.listed", subject=target, **fields)
    else:
        _update(target, fields, actor)
    if round_number is not None:
        _put_into(target, plan.plan_rounds.get(number=round_number), actor)
    return target


def _update(target: PlanTarget, fields: Mapping[str, Any], actor: User) -> None:
    changed = {name: value for name, value in fields.items() if getattr(target, name) != value}
    if not changed:
        return
    before = {name: getattr(target, name) for name in changed}
    for name, value in changed.items():
        setattr(target, name, value)
    target.save(update_fields=list(changed))
    journal.record(
        actor=actor, verb="plan_target.edited", subject=target, before=before, after=changed
    )


def _put_into(target: PlanTarget, planned: PlanRound, actor: User) -> None:
    if target.plan_round_id == planned.pk:
        return
    demand(rules.may_move_target(actor, target, planned))
    _move(target, planned, reason=str(_("Named in the list of targets")), actor=actor)


@transaction.atomic
def remove_target(target: PlanTarget, *, actor: User) -> None:
    """Take an organisation off a draft; journaled."""
    target.plan = lock(target.plan)
    demand(rules.may_edit_plan(actor, target.plan))
    if target.plan_round and target.plan_round.number in rules.opened(target.plan):
        raise NotAllowed(_("The round of this target has been opened; it stays on the plan."))
    journal.record(
        actor=actor,
        verb="plan_target.removed",
        subject=target.plan,
        organization=target.organization_id,
    )
    target.delete()


@transaction.atomic
def move_target(
    target: PlanTarget, *, to: PlanRound, seen_in: int | None, reason: str, actor: User
) -> TargetMove:
    """Take one target into another round, with the reason; the move is kept as a row (YN-12).

    ``seen_in`` is the round number the reader saw it in: somebody else's move in between is
    refused, not overwritten.
    """
    locked = lock(target)
    current = locked.plan_round.number if locked.plan_round else None
    if current != seen_in:
        raise StaleEdit(
            _("Somebody else moved this target while you were reading. Nothing was changed."),
            [Difference(_("planned round"), to.number, current)],
        )
    demand(rules.may_move_target(actor, locked, to))
    if not reason.strip():
        raise NotAllowed(_("Say why the target is moved."))
    return _move(locked, to, reason=reason.strip(), actor=actor)


def _move(target: PlanTarget, to: PlanRound, *, reason: str, actor: User) -> TargetMove:
    before = target.plan_round
    target.plan_round = to
    target.save(update_fields=["plan_round"])
    move = TargetMove.objects.create(
        target=target,
        from_number=before.number if before else None,
        to_number=to.number,
        reason=reason,
        moved_by=actor,
    )
    journal.record(
        actor=actor,
        verb="plan_target.moved",
        subject=target,
        before=move.from_number,
        after=move.to_number,
    )
    return move


@transaction.atomic
def spread_targets(
    plan: InspectionPlan, *, grouping: Grouping, pinned: Mapping[str, Collection[int]], actor: User
) -> int:
    """Spread the targets evenly over the rounds not opened yet; the number of those placed.

    Targets of opened rounds stay. ``pinned`` gives the only rounds a category may go to.
    """
    demand(rules.may_edit_plan(actor, lock(plan)))
    settled = rules.opened(plan)
    rounds = {row.number: row for row in plan.plan_rounds.all() if row.number not in settled}
    if not rounds:
        raise NotAllowed(_("Every planned round has been opened; nothing is left to spread."))
    _check_pins(pinned, rounds)
    free = list(plan.targets.exclude(plan_round__number__in=settled).select_related("plan_round"))
    placed = spread(
        [Spreadable(target.pk, target.category) for target in free],
        sorted(rounds),
        grouping=grouping,
        pinned=pinned,
    )
    _keep_moves(plan, free, placed, actor)
    for target in free:
        target.plan_round = rounds[placed[target.pk]]
    PlanTarget.objects.bulk_update(free, ["plan_round"], batch_size=500)
    journal.record(
        actor=actor,
        verb="plan.spread",
        subject=plan,
        grouping=grouping.value,
        sizes=dict(Counter(placed.values())),
    )
    return len(free)


def _keep_moves(
    plan: InspectionPlan, free: list[PlanTarget], placed: Mapping[int, int], actor: User
) -> None:
    """A revised plan keeps who went from which round to which; a first draft has no history yet."""
    if plan.edition == 1:
        return
    TargetMove.objects.bulk_create(
        TargetMove(
            target=target,
            from_number=target.plan_round.number if target.plan_round else None,
            to_number=placed[target.pk],
            reason=str(_("Spread anew over the rounds")),
            moved_by=actor,
        )
        for target in free
        if target.plan_round is None or target.plan_round.number != placed[target.pk]
    )


def _check_pins(pinned: Mapping[str, Collection[int]], rounds: Mapping[int, PlanRound]) -> None:
    for numbers in pinned.values():
        for number in numbers:
            if number not in rounds:
                raise NotAllowed(
                    _("Round %(number)s does not exist or has been opened already.")
                    % {"number": number}
                )
