"""What of a plan is done, and how even it is."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.verdicts import NotAllowed
from inspections.models import Assignment, Round, RoundTarget, TeamMember
from inspections.rules.balance import PlannedRound, balance_over_years
from inspections.selectors.plan import coverage, coverage_by_tag
from inspections.services.plan import complete_plan
from inspections.states.assignment import AssignmentState
from inspections.states.plan import PlanState
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.plan import PlanFactory, PlanTargetFactory, TermFactory
from tests.factories.inspections.round import AssignmentFactory, RoundFactory, RoundTargetFactory
from tests.factories.inspections.team import TeamFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    """Term 10 with its plan in force and two planned targets of one tag."""
    term = TermFactory(body=world.body, number=10)
    plan = PlanFactory(
        term=term,
        state=PlanState.IN_FORCE,
        issue_number="省发〔2016〕1号",
        issued_at=timezone.now(),
    )
    for _one in range(2):
        PlanTargetFactory(plan=plan, tag="贫困县")
    return plan


def cover(plan, organization, number: int) -> None:
    round_ = Round.objects.filter(term=plan.term, number=number).first() or RoundFactory(
        term=plan.term, number=number
    )
    today = timezone.localdate()
    AssignmentFactory(
        team__round=round_,
        organization=organization,
        state=AssignmentState.FED_BACK,
        entered_on=today,
        withdrawn_on=today,
    )


@pytest.mark.row("YN-01")
def test_after_the_last_feedback_the_plan_page_says_that_all_is_covered(plan, world, sign_in):
    first, second = plan.targets.all()
    cover(plan, first.organization, 13)
    with pytest.raises(NotAllowed):
        complete_plan(plan, actor=world.office_staff)
    assert not coverage(plan).is_whole

    cover(plan, second.organization, 14)

    page = sign_in(world.office_staff).get(plan.get_absolute_url()).content.decode()
    assert "规划安排的巡视巡察任务已全部完成" in page
    complete_plan(plan, actor=world.office_staff)
    plan.refresh_from_db()
    assert plan.state == PlanState.COMPLETED


@pytest.mark.row("YN-02")
def test_a_tag_is_covered_across_several_rounds(plan):
    numbers = {2: 20, 3: 20, 5: 20, 7: 28}
    plan.targets.all().delete()
    for number, count in numbers.items():
        for _one in range(count):
            organization = OrganizationFactory()
            PlanTargetFactory(plan=plan, organization=organization, tag="贫困县")
            cover(plan, organization, number)

    (tag,) = coverage_by_tag(plan)

    assert (tag.total, tag.covered, tag.rounds) == (88, 88, list(numbers.items()))


@pytest.mark.row("HLJ-11")
def test_a_year_far_from_the_mean_is_marked():
    sizes = {2022: 60, 2023: 60, 2024: 60, 2025: 40, 2026: 80}
    planned = [PlannedRound(year, year, year, "", count) for year, count in sizes.items()]

    marked = [share.year for share in balance_over_years(planned) if share.is_uneven]

    assert marked == [2025, 2026]


@pytest.mark.parametrize("name", ["plan_list", "round_list", "team_list", "assignment_list"])
def test_one_row_and_three_rows_cost_the_same(world, sign_in, name):
    client = sign_in(world.office_staff)
    costs = []
    for rows in (1, 2):
        for _one in range(rows):
            term = TermFactory(body=world.body)
            PlanFactory(term=term)
            AssignmentFactory(team__round__term=term, on_site=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"inspections:{name}"))
        costs.append(len(queries))

    assert Assignment.objects.count() == 3
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (RoundFactory, {"station_to": "2000-01-01"}),
        (RoundFactory, {"targets_per_team": 0}),
        (RoundTargetFactory, {"kind": "mobile"}),
        (RoundTargetFactory, {"kind": "reinspection"}),
        (TeamFactory, {"mode": "cross"}),
        (TeamMemberFactory, {"role": "office_staff"}),
        (AssignmentFactory, {"state": "stationed"}),
        (AssignmentFactory, {"entered_on": "2026-01-01"}),
        (AssignmentFactory, {"state": "withdrawn", "entered_on": "2026-02-01"}),
    ],
)
def test_the_database_refuses_what_the_code_forbids(make, changes):
    row = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**changes)


def test_a_team_has_one_leader_and_a_round_each_target_once():
    leader = TeamMemberFactory(role="team_leader")
    target = RoundTargetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory(team=leader.team, role="team_leader")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundTargetFactory(round=target.round, organization=target.organization)

    assert TeamMember.objects.count() == 1
    assert RoundTarget.objects.count() == 1
