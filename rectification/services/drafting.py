"""Drawing up a plan: wording copied, items and measures entered one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import journal, steps
from accounts.models import Organization, User
from accounts.verdicts import NotAllowed, demand
from inspections.models import Feedback, Issue
from rectification.models import (
    ItemMilestone,
    ItemResponsible,
    Measure,
    PlannedIssue,
    RectificationItem,
    RectificationPlan,
)
from rectification.rules import drafting as rules
from rectification.rules.plan import may_draft_plan, may_edit_plan
from rectification.rules.wording import LONGEST_TEXT
from rectification.selectors.numbers import item_number, next_sequence
from rectification.services.owed import owe
from rectification.states import ItemKind, PlanState


@dataclass(frozen=True)
class ItemContent:
    """What the unit writes of an item, from the page or from a workbook."""

    issue: Issue
    title: str
    goal: str = ""
    kind: str = ItemKind.TIME_LIMITED
    mode: str = ""
    leader: User | None = None
    lead_unit: Organization | None = None
    due_on: date | None = None
    cause: str = ""
    similar: str = ""
    responsibles: Iterable[Organization] = field(default_factory=tuple)


@transaction.atomic
def open_plan(feedback: Feedback, *, actor: User) -> RectificationPlan:
    """Start the next edition of the plan for a feedback.

    Copies the wording of every fed-back issue; after a returned edition also its items, so that
    the unit corrects instead of typing again.
    """
    feedback = steps.lock(feedback)
    demand(may_draft_plan(actor, feedback))
    returned = feedback.plans.filter(state=PlanState.RETURNED).order_by("number").last()
    plan = RectificationPlan.objects.create(
        feedback=feedback,
        body=feedback.body,
        organization=feedback.organization,
        assignment=feedback.assignment,
        number=returned.number + 1 if returned else 1,
        clock=owe(feedback, actor).plan_clock,
        principles=returned.principles if returned else "",
        leadership=returned.leadership if returned else "",
        safeguards=returned.safeguards if returned else "",
        drafted_by=actor,
        drafted_at=timezone.now(),
    )
    PlannedIssue.objects.bulk_create(
        PlannedIssue(plan=plan, issue=issue, wording=issue.text)
        for issue in feedback.issues.fed_back().order_by("aspect__number", "number")
    )
    journal.record(actor=actor, verb="rectification.plan_opened", subject=plan)
    if returned:
        copy_edition(returned, plan)
    return plan


def copy_edition(source: RectificationPlan, target: RectificationPlan) -> None:
    """Wordings, items, organs, measures and milestones of the returned edition, as new rows."""
    for planned in source.planned_issues.all():
        target.planned_issues.filter(issue=planned.issue_id).update(wording=planned.wording)
    for item in source.items.prefetch_related("responsibles", "measures", "milestones"):
        parts: list[Any] = [*item.responsibles.all(), *item.measures.all(), *item.milestones.all()]
        item.pk = None
        item._state.adding = True
        item.plan, item.version = target, 1
        item.save(force_insert=True)
        for part in parts:
            part.pk = None
            part._state.adding = True
            part.item = item
            part.save(force_insert=True)


@transaction.atomic
def edit_plan_text(
    plan: RectificationPlan,
    *,
    version: int,
    actor: User,
    principles: str,
    leadership: str,
    safeguards: str,
) -> None:
    """Change what the plan says around its ledger; refused when it was changed meanwhile."""
    demand(may_edit_plan(actor, steps.lock(plan)))
    steps.edit(
        plan,
        version=version,
        actor=actor,
        principles=principles,
        leadership=leadership,
        safeguards=safeguards,
    )


@transaction.atomic
def set_wording(planned: PlannedIssue, wording: str, *, actor: User) -> None:
    demand(may_edit_plan(actor, steps.lock(planned.plan)))
    if not wording.strip():
        raise NotAllowed(_("The wording of an issue cannot be empty."))
    if len(wording) > LONGEST_TEXT:
        raise NotAllowed(_("Longer than %(count)s characters.") % {"count": LONGEST_TEXT})
    planned.wording = wording.strip()
    planned.save(update_fields=["wording"])
    journal.record(
        actor=actor, verb="rectification.wording_set", subject=planned.plan, issue=planned.issue_id
    )


@transaction.atomic
def add_item(plan: RectificationPlan, content: ItemContent, *, actor: User) -> RectificationItem:
    """Enter one item under one issue of the feedback; numbered at once."""
    plan = steps.lock(plan)
    demand(may_edit_plan(actor, plan))
    demand(rules.fits_feedback(plan, content.issue, content.due_on))
    sequence = next_sequence(plan)
    item = RectificationItem.objects.create(
        plan=plan,
        issue=content.issue,
        body=plan.body,
        organization=plan.organization,
        assignment=plan.assignment,
        sequence=sequence,
        number=item_number(plan, sequence),
        **columns(content),
    )
    set_responsibles(item, content.responsibles)
    journal.record(actor=actor, verb="rectification.item_added", subject=item)
    return item


@transaction.atomic
def edit_item(item: RectificationItem, content: ItemContent, *, version: int, actor: User) -> None:
    """Change a drafted item; refused when somebody else changed it meanwhile."""
    plan = steps.lock(item.plan)
    demand(may_edit_plan(actor, plan))
    demand(rules.fits_feedback(plan, content.issue, content.due_on))
    demand(rules.measures_fit(item, content.due_on))
    steps.edit(
        item,
        version=version,
        actor=actor,
        issue=content.issue,
        **columns(content),
    )
    set_responsibles(item, content.responsibles)


def columns(content: ItemContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "goal": content.goal,
        "kind": content.kind,
        "mode": content.mode,
        "leader": content.leader,
        "lead_unit": content.lead_unit,
        "due_on": content.due_on,
        "cause_part": content.cause,
        "similar_check": content.similar,
    }


def set_responsibles(item: RectificationItem, organs: Iterable[Organization]) -> None:
    wanted = {organ.pk for organ in organs}
    if item.lead_unit_id in wanted:
        raise NotAllowed(_("The lead organ cannot stand among the co-responsible organs too."))
    item.responsibles.exclude(organization__in=wanted).delete()
    present = set(item.responsibles.values_list("organization_id", flat=True))
    ItemResponsible.objects.bulk_create(
        ItemResponsible(item=item, organization_id=pk) for pk in sorted(wanted - present)
    )


@transaction.atomic
def remove_item(item: RectificationItem, *, actor: User) -> None:
    """Take a drafted item out of the plan; refused while measures hang on it (LZ-18)."""
    demand(may_edit_plan(actor, steps.lock(item.plan)))
    demand(rules.may_remove(item))
    journal.record(actor=actor, verb="rectification.item_removed", subject=item, number=item.number)
    item.milestones.all().delete()
    item.delete()


@transaction.atomic
def add_measure(
    item: RectificationItem,
    *,
    actor: User,
    text: str,
    due_on: date,
    leader: User | None = None,
    department: str = "",
) -> Measure:
    demand(may_edit_plan(actor, steps.lock(item.plan)))
    demand(rules.within_item(item, due_on))
    last = item.measures.aggregate(last=Max("number"))["last"] or 0
    measure = Measure.objects.create(
        item=item,
        number=last + 1,
        text=text,
        due_on=due_on,
        leader=leader,
        department=department,
    )
    journal.record(
        actor=actor, verb="rectification.measure_added", subject=item, number=measure.number
    )
    return measure


@transaction.atomic
def remove_measure(measure: Measure, *, actor: User) -> None:
    demand(may_edit_plan(actor, steps.lock(measure.item.plan)))
    journal.record(
        actor=actor,
        verb="rectification.measure_removed",
        subject=measure.item,
        number=measure.number,
    )
    measure.delete()


@transaction.atomic
def add_milestone(
    item: RectificationItem, *, actor: User, name: str, due_on: date
) -> ItemMilestone:
    demand(may_edit_plan(actor, steps.lock(item.plan)))
    demand(rules.may_have_milestones(item))
    demand(rules.within_item(item, due_on))
    last = item.milestones.aggregate(last=Max("number"))["last"] or 0
    milestone = ItemMilestone.objects.create(item=item, number=last + 1, name=name, due_on=due_on)
    journal.record(
        actor=actor, verb="rectification.milestone_added", subject=item, number=milestone.number
    )
    return milestone


@transaction.atomic
def remove_milestone(milestone: ItemMilestone, *, actor: User) -> None:
    demand(may_edit_plan(actor, steps.lock(milestone.item.plan)))
    journal.record(
        actor=actor,
        verb="rectification.milestone_removed",
        subject=milestone.item,
        number=milestone.number,
    )
    milestone.delete()
