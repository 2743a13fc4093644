"""What the plan's pages and the interface read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING, OFFICE, Role
from accounts.scope import organizations
from inspections.models import (
    Assignment,
    InspectionPlan,
    PlanApproval,
    PlanRound,
    PlanTarget,
    Round,
    TargetMove,
    Term,
)
from inspections.rules.balance import BalanceLine, balance
from inspections.states.assignment import COVERED
from inspections.states.plan import CoverageClass, PlanDeed, PlanState
from inspections.states.round import RoundState

WAY = (
    PlanState.DRAFT,
    PlanState.UNDER_REVIEW,
    PlanState.GROUP_PASSED,
    PlanState.ADOPTED,
    PlanState.IN_FORCE,
    PlanState.COMPLETED,
)


def plans_for_list(user: User) -> QuerySet[InspectionPlan]:
    return (
        InspectionPlan.objects.visible_to(user)
        .select_related("term", "body")
        .annotate(target_count=Count("targets"))
        .order_by("-term__number", "-edition", "pk")
    )


def waiting_plans(user: User) -> QuerySet[InspectionPlan]:
    """Plans whose next step is the reader's: to submit, to pass, to adopt or to issue."""
    office = Q(
        body__in=organizations(user, *OFFICE), state__in=[PlanState.DRAFT, PlanState.ADOPTED]
    )
    group = Q(body__in=organizations(user, *LEADING), state=PlanState.UNDER_REVIEW)
    committee = Q(body__in=organizations(user, Role.COMMITTEE_LEADER), state=PlanState.GROUP_PASSED)
    return plans_for_list(user).filter(office | group | committee)


def targets_for_list(user: User) -> QuerySet[PlanTarget]:
    return PlanTarget.objects.visible_to(user).select_related("organization", "plan_round", "plan")


def moves_of(plan: InspectionPlan, user: User) -> QuerySet[TargetMove]:
    """Moves of the targets that the reader may see: a recused organisation is not named here."""
    targets = PlanTarget.objects.visible_to(user).filter(plan=plan)
    rows = TargetMove.objects.filter(target__in=targets)
    return rows.select_related("target__organization", "moved_by")


def step_bar(plan: InspectionPlan) -> list[dict[str, object]]:
    """Where the plan stands, with who and when under each step that was done."""
    decided = {approval.step: approval for approval in approvals_of(plan)}
    by_state = {
        PlanState.UNDER_REVIEW: decided.get(PlanDeed.SUBMITTED),
        PlanState.GROUP_PASSED: decided.get(PlanDeed.LEADING_GROUP),
        PlanState.ADOPTED: decided.get(PlanDeed.COMMITTEE),
        PlanState.IN_FORCE: decided.get(PlanDeed.ISSUED),
    }
    reached = WAY.index(PlanState(plan.state)) if plan.state in WAY else len(WAY)
    bar = []
    for place, state in enumerate(WAY):
        approval = by_state.get(state) if place <= reached else None
        bar.append(
            {
                "name": state.label,
                "who": f"{approval.decided_by} {approval.decided_at:%m-%d}" if approval else "",
                "step": "done" if place < reached else "now" if place == reached else "",
            }
        )
    return bar


def approvals_of(plan: InspectionPlan) -> Sequence[PlanApproval]:
    return list(plan.approvals.select_related("decided_by", "minutes"))


def record_of(plan: InspectionPlan) -> list[dict[str, object]]:
    """The steps through the meetings, newest first."""
    return [
        {
            "deed": approval.get_step_display(),
            "at": approval.decided_at,
            "who": approval.decided_by,
            "word": approval.note,
            "kind": "returned" if approval.step == PlanDeed.RETURNED else "",
        }
        for approval in reversed(approvals_of(plan))
    ]


@dataclass(frozen=True)
class Coverage:
    """How many of some targets have been inspected to the end, and in which rounds."""

    label: str
    total: int
    covered: int
    rounds: list[tuple[int, int]]

    @property
    def is_whole(self) -> bool:
        return bool(self.total) and self.covered == self.total


def coverage(plan: InspectionPlan) -> Coverage:
    """Of all targets of the plan (YN-01)."""
    return _coverage(plan, plan.targets.all(), "")


def coverage_by_tag(plan: InspectionPlan) -> list[Coverage]:
    """Of the targets with each tag, across the rounds (YN-02)."""
    tags = plan.targets.exclude(tag="").order_by("tag").values_list("tag", flat=True).distinct()
    return [_coverage(plan, plan.targets.filter(tag=tag), tag) for tag in tags]


def _coverage(plan: InspectionPlan, targets: QuerySet[PlanTarget], label: str) -> Coverage:
    done = (
        Assignment.objects.filter(
            round__term=plan.term_id,
            state__in=COVERED,
            organization__in=targets.values("organization"),
        )
        .exclude(round__state=RoundState.CANCELLED)
        .order_by("round__number")
    )
    rounds = done.values_list("round__number").annotate(number=Count("organization", distinct=True))
    covered = done.aggregate(number=Count("organization", distinct=True))["number"]
    return Coverage(label, targets.count(), covered, list(rounds))


def split(plan: InspectionPlan) -> dict[str, list[BalanceLine]]:
    """The categories of each coverage class, in the order of the plan."""
    lines = balance(plan)
    return {
        coverage_class.value: [line for line in lines if line.coverage_class == coverage_class]
        for coverage_class in CoverageClass
    }


def totals(plan: InspectionPlan) -> list[dict[str, object]]:
    """Planned and listed targets of each class, and of both."""
    lines = split(plan)
    found = [
        {
            "label": coverage_class.label,
            "expected": sum(line.expected for line in lines[coverage_class]),
            "listed": sum(line.listed for line in lines[coverage_class]),
        }
        for coverage_class in CoverageClass
    ]
    everything = [line for class_lines in lines.values() for line in class_lines]
    whole = {
        "label": _("All targets"),
        "expected": sum(line.expected for line in everything),
        "listed": sum(line.listed for line in everything),
    }
    return [*found, whole]


def planned_rounds(plan: InspectionPlan, user: User) -> list[dict[str, object]]:
    """Each planned round with its targets by category, and the round opened from it.

    ``opens`` says whether the reader may open that: a team sees the one it serves in.
    """
    seen = set(Round.objects.visible_to(user).values_list("pk", flat=True))
    opened = {
        round_.number: round_
        for round_ in plan.term.rounds.exclude(state=RoundState.CANCELLED)
        if round_.plan_id is not None
    }
    rounds = PlanRound.objects.filter(plan=plan).annotate(count=Count("targets"))
    return [
        {"planned": planned, "round": found, "opens": found is not None and found.pk in seen}
        for planned in rounds.order_by("number")
        for found in [opened.get(planned.number)]
    ]


def terms_of(user: User) -> QuerySet[Term]:
    return Term.objects.visible_to(user)
