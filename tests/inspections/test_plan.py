"""The five-year plan: numbers that agree, meetings in order, editions that follow each other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.models.organization import Level
from accounts.verdicts import NotAllowed, StaleEdit
from inspections.models import InspectionPlan, PlanApproval, TargetMove
from inspections.rules.balance import balance, rounds_with_counts
from inspections.rules.spread import Grouping
from inspections.services import plan as services
from inspections.services import targets
from inspections.states.plan import PLAN_STEPS, CoverageClass, PlanState, TargetCategory
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.plan import PlanFactory, PlanTargetFactory, TermFactory

pytestmark = pytest.mark.django_db

QUOTAS = {
    (CoverageClass.FULL, TargetCategory.COUNTY): 4,
    (CoverageClass.ELEVATED, TargetCategory.ZONE): 2,
}


def minutes() -> SimpleUploadedFile:
    return SimpleUploadedFile("会议纪要.pdf", b"%PDF-1.7 minutes %%EOF")


@pytest.fixture
def plan(world) -> InspectionPlan:
    """A draft for two years with four small rounds, six targets, spread."""
    term = TermFactory(body=world.body)
    plan = services.draw_up_plan(
        term=term, title="规划", first_year=2022, last_year=2023, rounds_per_year=2,
        targets_per_round=2, tolerance_percent=50, quotas=QUOTAS, actor=world.office_staff,
    )  # fmt: skip
    for _one in range(4):
        list_one(plan, world, TargetCategory.COUNTY, CoverageClass.FULL)
    for _one in range(2):
        list_one(plan, world, TargetCategory.ZONE, CoverageClass.ELEVATED)
    targets.spread_targets(plan, grouping=Grouping.MIXED, pinned={}, actor=world.office_staff)
    return plan


def list_one(plan, world, category, coverage):
    return targets.list_target(
        plan,
        organization=OrganizationFactory(level=Level.COUNTY),
        category=category,
        coverage_class=coverage,
        tag="",
        round_number=None,
        actor=world.office_staff,
    )


def pass_and_adopt(plan, world) -> None:
    today = timezone.localdate()
    services.submit_plan(plan, actor=world.office_staff)
    services.pass_plan(plan, held_on=today, minutes=minutes(), note="", actor=world.group_leader)
    services.adopt_plan(
        plan, held_on=today, minutes=minutes(), note="", actor=world.committee_leader
    )


@pytest.mark.row("HLJ-01", "HLJ-03")
def test_a_plan_goes_through_both_meetings_and_is_issued_under_its_number(plan, world):
    pass_and_adopt(plan, world)

    services.issue_plan(plan, number="江发〔2022〕3号", actor=world.office_staff)

    plan.refresh_from_db()
    assert (plan.state, plan.issue_number) == (PlanState.IN_FORCE, "江发〔2022〕3号")
    assert list(plan.approvals.values_list("step", flat=True)) == [
        "submitted", "leading_group", "committee", "issued",
    ]  # fmt: skip
    assert Notice.objects.filter(recipient=world.committee_leader).count() == 2


@pytest.mark.row("HLJ-03")
@pytest.mark.parametrize("state", ["draft", "under_review", "group_passed"])
def test_an_issue_before_both_approvals_is_refused(plan, world, state):
    InspectionPlan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()

    with pytest.raises(NotAllowed):
        services.issue_plan(plan, number="江发〔2022〕3号", actor=world.office_staff)

    plan.refresh_from_db()
    assert (plan.state, plan.issue_number) == (state, "")


@pytest.mark.row("HLJ-04", "HLJ-05", "HLJ-06")
def test_a_plan_whose_numbers_disagree_is_not_submitted_and_says_which(plan, world):
    list_one(plan, world, TargetCategory.COUNTY, CoverageClass.FULL)

    with pytest.raises(NotAllowed) as refusal:
        services.submit_plan(plan, actor=world.office_staff)

    assert "5" in str(refusal.value.reason)
    assert "4" in str(refusal.value.reason)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert [(line.category, line.difference) for line in balance(plan)] == [
        ("county", 1), ("zone", 0),
    ]  # fmt: skip


@pytest.mark.row("HLJ-07")
def test_a_plan_with_a_target_left_over_is_not_submitted(plan, world):
    plan.targets.filter(pk=plan.targets.first().pk).update(plan_round=None)

    with pytest.raises(NotAllowed):
        services.submit_plan(plan, actor=world.office_staff)


def test_only_the_leading_group_and_the_committee_decide(plan, world):
    services.submit_plan(plan, actor=world.office_staff)

    for stranger in (world.office_director, world.team_leader, world.unit_head):
        with pytest.raises(NotAllowed):
            services.pass_plan(
                plan, held_on=timezone.localdate(), minutes=minutes(), note="", actor=stranger
            )

    assert PlanApproval.objects.filter(plan=plan).count() == 1


def test_a_returned_plan_is_a_draft_again_with_the_reason(plan, world):
    services.submit_plan(plan, actor=world.office_staff)

    services.return_plan(plan, note="县区数量有误", actor=world.group_leader)

    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert plan.approvals.last().note == "县区数量有误"


@pytest.mark.row("YN-12")
def test_a_revision_keeps_the_plan_in_force_and_says_who_moved_which_target(plan, world):
    pass_and_adopt(plan, world)
    services.issue_plan(plan, number="江发〔2022〕3号", actor=world.office_staff)

    revised = services.revise_plan(plan, actor=world.office_staff)
    target = revised.targets.filter(plan_round__number=1).first()
    to = revised.plan_rounds.get(number=4)
    targets.move_target(target, to=to, seen_in=1, reason="机构改革", actor=world.office_staff)

    plan.refresh_from_db()
    assert (plan.state, revised.edition, revised.supersedes) == ("in_force", 2, plan)
    move = TargetMove.objects.get(target=target)
    assert (move.from_number, move.to_number, move.moved_by) == (1, 4, world.office_staff)
    assert plan.targets.get(organization=target.organization).plan_round.number == 1
    pass_and_adopt(revised, world)
    services.issue_plan(revised, number="江发〔2022〕9号", actor=world.office_staff)
    plan.refresh_from_db()
    assert (plan.state, revised.state) == ("superseded", "in_force")


def test_a_target_moved_by_somebody_else_meanwhile_is_not_moved_again(plan, world):
    target = plan.targets.filter(plan_round__number=1).first()
    targets.move_target(
        target, to=plan.plan_rounds.get(number=2), seen_in=1, reason="调整",
        actor=world.office_director,
    )  # fmt: skip

    with pytest.raises(StaleEdit):
        targets.move_target(
            target, to=plan.plan_rounds.get(number=3), seen_in=1, reason="调整",
            actor=world.office_staff,
        )  # fmt: skip

    target.refresh_from_db()
    assert target.plan_round.number == 2


def test_spreading_leaves_nobody_over_and_rounds_even(plan):
    counts = [planned.count for planned in rounds_with_counts(plan)]

    assert sorted(counts) == [1, 1, 2, 2]
    assert not plan.targets.filter(plan_round=None).exists()


@pytest.mark.parametrize("before", list(PlanState))
def test_a_plan_moves_only_where_its_steps_lead(before):
    for to in PlanState:
        backwards = before in PLAN_STEPS[to] and to in PLAN_STEPS[before]
        assert not backwards or PlanState.DRAFT in (before, to)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": PlanState.IN_FORCE},
        {"issue_number": "江发〔2022〕3号"},
        {"first_year": 2030},
        {"edition": 2},
        {"rounds_per_year": 0},
        {"tolerance_percent": 100},
    ],
)
def test_the_database_refuses_what_the_code_forbids(changes):
    plan = PlanFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionPlan.objects.filter(pk=plan.pk).update(**changes)


def test_a_target_stands_once_in_a_plan():
    target = PlanTargetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTargetFactory(plan=target.plan, organization=target.organization)
