"""A round from its planned targets to the withdrawal, each step by whose duty it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Duty, Notice, Recusal
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from inspections.models import Assignment, Round, Team, TeamAuthorization
from inspections.rules import recusal as recusal_rules
from inspections.rules import team as team_rules
from inspections.selectors import round as selectors
from inspections.services import assignment as assignment_services
from inspections.services import authorization, notice, recusal
from inspections.services import pool as pool_services
from inspections.services import round as services
from inspections.services import team as team_services
from inspections.states.plan import PlanState
from inspections.states.team import MemberKind, OrganizationMode
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.inspections.plan import (
    PlanFactory,
    PlanRoundFactory,
    PlanTargetFactory,
    TermFactory,
)
from tests.factories.inspections.round import RoundFactory, RoundTargetFactory
from tests.factories.inspections.team import TeamFactory

pytestmark = pytest.mark.django_db


def opened_round(world, targets: int) -> Round:
    plan = PlanFactory(
        term=TermFactory(body=world.body),
        state=PlanState.IN_FORCE,
        issue_number="江发〔2022〕3号",
        issued_at=timezone.now(),
    )
    planned = PlanRoundFactory(plan=plan, number=1)
    for _one in range(targets):
        PlanTargetFactory(plan=plan, plan_round=planned)
    today = timezone.localdate()
    round_ = services.open_planned_round(
        planned, name="第一轮巡察", kind="regular", targets_per_team=2, station_from=today,
        station_to=today + timedelta(days=45), actor=world.office_staff,
    )  # fmt: skip
    services.approve_round(round_, actor=world.group_leader)
    return round_


def member_of(team: Team, world, role: str, **pool):
    person = UserFactory(organization=pool.pop("organization", world.body))
    pool_services.enter_into_pool(
        body=world.body, person=person, may_lead=True, actor=world.office_staff, **pool
    )
    return team_services.name_member(
        team, person=person, role=role, member_kind=MemberKind.SECONDED, actor=world.office_staff
    )


@pytest.mark.row("HLJ-09")
def test_fifteen_teams_of_two_take_thirty_targets_and_a_third_needs_a_reason(world):
    round_ = opened_round(world, 30)
    team_services.form_teams(round_, count=15, name="第{}巡察组", actor=world.office_staff)

    left = team_services.distribute(round_, actor=world.office_staff)

    assert left == 0
    assert [team.assignments.count() for team in round_.teams.all()] == [2] * 15
    first, second = round_.teams.all()[:2]
    target = second.assignments.first().target
    with pytest.raises(NotAllowed):
        team_services.place_target(target, first, actor=world.office_staff)
    assert first.assignments.count() == 2
    team_services.place_target(target, first, reason="任务调整", actor=world.office_staff)
    assert first.assignments.count() == 3


@pytest.mark.row("YN-02")
def test_nine_teams_take_twenty_eight_targets_when_the_round_plans_more_for_each(world):
    round_ = opened_round(world, 28)
    Round.objects.filter(pk=round_.pk).update(targets_per_team=4)
    round_.refresh_from_db()
    team_services.form_teams(round_, count=9, name="第{}组", actor=world.office_staff)

    assert team_services.distribute(round_, actor=world.office_staff) == 0
    assert round_.assignments.count() == 28


@pytest.mark.row("YN-18")
def test_a_cross_team_does_not_inspect_at_home(world):
    home = OrganizationFactory(name="甲县")
    below = OrganizationFactory(parent=home, name="甲县水务局")
    round_ = RoundFactory(term=TermFactory(body=world.body), state="approved")
    team = TeamFactory(round=round_, mode=OrganizationMode.CROSS, home=home)

    for organization in (home, below):
        target = RoundTargetFactory(round=round_, organization=organization)
        with pytest.raises(NotAllowed):
            team_services.place_target(target, team, actor=world.office_staff)
    assert not team.assignments.exists()
    elsewhere = RoundTargetFactory(round=round_)
    team_services.place_target(elsewhere, team, actor=world.office_staff)
    assert team.assignments.get().organization == elsewhere.organization


@pytest.mark.row("YN-14", "HLJ-10")
def test_kinds_mix_in_a_round_and_each_brings_what_it_needs(world):
    round_ = RoundFactory(term=TermFactory(body=world.body), state="approved")
    staff = world.office_staff
    add = services.add_round_target

    for number in range(28):
        kind = "regular" if number < 20 else "special"
        add(round_, organization=OrganizationFactory(), kind=kind, actor=staff)
    earlier = Assignment.objects.none().first()
    with pytest.raises(NotAllowed):
        add(round_, organization=OrganizationFactory(), kind="mobile", actor=staff)
    with pytest.raises(NotAllowed):
        add(
            round_, organization=OrganizationFactory(), kind="reinspection", earlier=earlier,
            actor=staff,
        )  # fmt: skip

    add(
        round_, organization=OrganizationFactory(), kind="mobile", subject="某项目招投标",
        actor=staff,
    )  # fmt: skip
    assert round_.targets.count() == 29


@pytest.fixture
def team(world) -> Team:
    """A team of two with two targets, its members named from the pool."""
    round_ = opened_round(world, 2)
    (team,) = team_services.form_teams(round_, count=1, name="第{}组", actor=world.office_staff)
    team_services.distribute(round_, actor=world.office_staff)
    member_of(team, world, Role.TEAM_LEADER)
    member_of(team, world, Role.TEAM_DEPUTY)
    target = team.assignments.first().organization
    member_of(team, world, Role.TEAM_MEMBER, native_place=target)
    team_services.ask_for_declarations(team, actor=world.office_staff)
    return team


def declare_all(team: Team, world) -> None:
    for member in team.members.serving():
        for assignment in team.assignments.all():
            recusal.declare(
                member, organization=assignment.organization, has_conflict=False,
                actor=member.person,
            )  # fmt: skip


def test_the_group_cannot_authorise_before_recusal_is_settled(team, world):
    assert not team_rules.may_authorize(world.group_leader, team)
    declare_all(team, world)
    (waiting,) = [one for one in recusal_rules.standings(team) if one.needs_decision]
    assert [hit.ground for hit in waiting.hits] == ["native_place"]
    assert not team_rules.may_authorize(world.group_leader, team)

    recusal.decide(waiting.declaration, upheld=True, reason="籍贯地", actor=world.office_staff)

    assert team_rules.may_authorize(world.group_leader, team)
    kept_away = Recusal.objects.get(person=waiting.member.person)
    assert kept_away.organization == waiting.organization


def settled(team: Team, world) -> None:
    declare_all(team, world)
    for one in recusal_rules.standings(team):
        if one.needs_decision:
            recusal.decide(one.declaration, upheld=False, reason="不影响", actor=world.office_staff)


@pytest.mark.row("LZ-11")
def test_authority_runs_from_date_to_date_and_ends_without_a_job(team, world):
    settled(team, world)
    today = timezone.localdate()
    given = authorization.authorize_team(
        team, valid_from=today, valid_to=today, basis="会议纪要", actor=world.group_leader
    )
    member = team.members.get(role=Role.TEAM_MEMBER).person
    assert Assignment.objects.visible_to(member).count() == 2

    later = authorization.extend_authorization(
        team, valid_to=today + timedelta(days=10), basis="延长", actor=world.group_leader
    )

    assert (later.extends, later.valid_from) == (given, today + timedelta(days=1))
    assert Duty.objects.filter(authorization=later).count() == 3
    TeamAuthorization.objects.update(
        valid_from=today - timedelta(days=2), valid_to=today - timedelta(days=1)
    )
    assert not Assignment.objects.visible_to(member).exists()


def test_a_released_member_sees_nothing_at_the_next_request(team, world):
    settled(team, world)
    today = timezone.localdate()
    authorization.authorize_team(
        team, valid_from=today, valid_to=today, basis="会议纪要", actor=world.group_leader
    )
    member = team.members.get(role=Role.TEAM_MEMBER)

    team_services.release_member(member, reason="借调期满", actor=world.office_staff)

    assert not Team.objects.visible_to(member.person).exists()


def test_the_unit_signs_for_its_notice_then_the_team_enters_and_leaves(team, world):
    settled(team, world)
    today = timezone.localdate()
    authorization.authorize_team(
        team, valid_from=today, valid_to=today, basis="会议纪要", actor=world.group_leader
    )
    assignment = team.assignments.first()
    Assignment.objects.filter(pk=assignment.pk).update(organization=world.unit_a)
    assignment.refresh_from_db()
    assert not Assignment.objects.visible_to(world.unit_head).exists()

    notice.issue_notice(
        assignment, focus=["落实上级决策部署"], requirements=["如实提供情况。"], contact={},
        actor=world.office_staff,
    )  # fmt: skip
    assert list(Assignment.objects.visible_to(world.unit_head)) == [assignment]
    assert Notice.objects.filter(recipient=world.unit_liaison).count() == 1
    notice.sign_for(assignment, actor=world.unit_liaison)
    with pytest.raises(NotAllowed):
        notice.sign_for(assignment, actor=world.unit_head)
    assert assignment.notice.__class__.objects.get().signed_by == world.unit_liaison

    leader = team.members.get(role=Role.TEAM_LEADER).person
    with pytest.raises(NotAllowed):
        assignment_services.enter(assignment, on=today, actor=leader)
    assignment_services.enter(assignment, on=today, reason="机动巡察", actor=leader)
    assignment_services.withdraw(assignment, on=today, actor=leader)
    assert (assignment.state, assignment.entered_on, assignment.withdrawn_on) == (
        "withdrawn", today, today,
    )  # fmt: skip
    bar = selectors.assignment_bar(assignment, for_unit=True)
    assert [step["step"] for step in bar][:3] == ["done", "done", "now"]
