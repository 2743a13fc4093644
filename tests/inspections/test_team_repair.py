"""A team that lacks somebody, or somebody who must keep away: what is refused, and what repairs it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Duty, Notice, Recusal
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from inspections.models import Assignment, InspectionNotice, Round, Team
from inspections.rules import assignment as assignment_rules
from inspections.rules import recusal as recusal_rules
from inspections.rules import team as rules
from inspections.selectors import round as selectors
from inspections.services import authorization, recusal
from inspections.services import team as services
from inspections.states.assignment import AssignmentState
from inspections.states.round import RoundState
from inspections.states.team import RecusalGround, TeamState
from tests.factories.documents import issue_document
from tests.inspections.test_round_walk import declare_all, member_of, opened_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(world) -> Team:
    """A leader and a deputy with two targets, asked to declare."""
    round_ = opened_round(world, 2)
    (team,) = services.form_teams(round_, count=1, name="第{}巡察组", actor=world.office_staff)
    services.distribute(round_, actor=world.office_staff)
    member_of(team, world, Role.TEAM_LEADER)
    member_of(team, world, Role.TEAM_DEPUTY)
    services.ask_for_declarations(team, actor=world.office_staff)
    return team


@pytest.fixture
def authorized(team, world) -> Team:
    declare_all(team, world)
    authorize(team, world)
    return team


def authorize(team: Team, world, days: int = 30, back: int = 0) -> None:
    today = timezone.localdate()
    authorization.authorize_team(
        team, valid_from=today - timedelta(days=back), valid_to=today + timedelta(days=days),
        basis="会议纪要", actor=world.group_leader,
    )  # fmt: skip


def declare(member, organization, **conflict) -> None:
    recusal.declare(
        member, organization=organization, has_conflict=bool(conflict), actor=member.person,
        **conflict,
    )  # fmt: skip


CONFLICT = {"ground": RecusalGround.RELATIVE, "statement": "近亲属在该单位任职。"}


def test_teams_are_numbered_in_characters(team):
    assert team.name == "第一巡察组"


def test_a_team_without_a_deputy_is_neither_asked_nor_authorised(team, world):
    deputy = team.members.get(role=Role.TEAM_DEPUTY)
    services.release_member(deputy, reason="工作变动", actor=world.office_staff)
    declare_all(team, world)

    assert not rules.may_authorize(world.group_leader, team)
    Team.objects.filter(pk=team.pk).update(state=TeamState.FORMING)
    team.refresh_from_db()
    assert not rules.may_ask_for_declarations(world.office_staff, team)


def test_a_released_leader_is_replaced_in_an_authorised_team(authorized, world):
    leader = authorized.members.get(role=Role.TEAM_LEADER)
    services.release_member(leader, reason="调离", actor=world.office_staff)

    new = member_of(authorized, world, Role.TEAM_LEADER)

    assert Notice.objects.filter(recipient=new.person).exists()
    assert list(selectors.waiting_declarations(new.person)) == [new]
    assert not Duty.objects.filter(person=new.person).exists()
    with pytest.raises(NotAllowed):
        authorization.supplement_authorization(
            authorized, basis="会议纪要", actor=world.group_leader
        )
    for assignment in authorized.assignments.all():
        declare(new, assignment.organization)
    assert authorized in selectors.waiting_teams(world.group_leader)
    with pytest.raises(NotAllowed):
        authorization.supplement_authorization(authorized, basis="会议", actor=world.office_staff)

    given = authorization.supplement_authorization(
        authorized, basis="第二次会议纪要", actor=world.group_leader
    )

    assert given.valid_to == authorized.authorizations.earliest("pk").valid_to
    assert list(Duty.objects.filter(authorization=given)) == [Duty.objects.get(person=new.person)]
    assert Assignment.objects.visible_to(new.person).count() == 2
    assert not rules.may_supplement(world.group_leader, authorized)
    assert authorized not in selectors.waiting_teams(world.group_leader)


def test_an_extension_authorises_nobody_who_has_not_declared(authorized, world):
    new = member_of(authorized, world, Role.TEAM_MEMBER)
    later = timezone.localdate() + timedelta(days=60)

    authorization.extend_authorization(
        authorized, valid_to=later, basis="会议纪要", actor=world.group_leader
    )

    assert not Duty.objects.filter(person=new.person).exists()


def test_authority_that_lapsed_begins_anew_today(authorized, world):
    today = timezone.localdate()
    past = {"valid_from": today - timedelta(days=9), "valid_to": today - timedelta(days=5)}
    authorized.authorizations.update(**past)

    later = authorization.extend_authorization(
        authorized, valid_to=today, basis="会议纪要", actor=world.group_leader
    )

    assert later.valid_from == today


def test_an_authorisation_does_not_begin_far_back(team, world):
    declare_all(team, world)

    with pytest.raises(NotAllowed):
        authorize(team, world, back=31)
    authorize(team, world, back=30)


@pytest.mark.parametrize("state", [RoundState.PROPOSED, RoundState.CANCELLED])
def test_nothing_is_authorised_or_announced_before_the_round_is_approved(team, world, state):
    declare_all(team, world)
    Round.objects.filter(pk=team.round_id).update(state=state)

    assert not rules.may_authorize(world.group_leader, Team.objects.get(pk=team.pk))
    Team.objects.filter(pk=team.pk).update(state=TeamState.AUTHORIZED)
    assignment = Assignment.objects.filter(team=team).first()
    assert not assignment_rules.may_notify(world.office_staff, assignment)
    Round.objects.filter(pk=team.round_id).update(state=RoundState.PREPARING)
    assignment = Assignment.objects.filter(team=team).first()
    assert assignment_rules.may_notify(world.office_staff, assignment)


def test_a_team_whose_leader_keeps_away_from_a_target_is_not_authorised(team, world):
    declare_all(team, world)
    leader = team.members.get(role=Role.TEAM_LEADER)
    declaration = leader.declarations.first()
    recusal.decide(declaration, upheld=True, reason="指令回避", actor=world.office_staff)

    refusal = rules.may_authorize(world.group_leader, team)

    assert not refusal
    assert str(leader.person) in str(refusal.reason)
    services.release_member(leader, reason="回避", actor=world.office_staff)
    new = member_of(team, world, Role.TEAM_LEADER)
    team.refresh_from_db()
    services.ask_for_declarations(team, actor=world.office_staff)
    for assignment in team.assignments.all():
        declare(new, assignment.organization)
    assert rules.may_authorize(world.group_leader, team)


def test_a_conflict_found_on_site_is_declared_decided_and_counts_at_once(authorized, world):
    member = authorized.members.get(role=Role.TEAM_DEPUTY)
    assignment = authorized.assignments.first()

    declare(member, assignment.organization, **CONFLICT)

    (waiting,) = selectors.waiting_decisions(world.office_staff)
    assert (waiting.member, waiting.organization) == (member, assignment.organization)
    assert assignment in Assignment.objects.visible_to(member.person)
    recusal.decide(waiting, upheld=True, reason="申报属实", actor=world.office_staff)
    assert assignment not in Assignment.objects.visible_to(member.person)
    assert not selectors.waiting_decisions(world.office_staff)
    with pytest.raises(NotAllowed):
        declare(member, assignment.organization, **CONFLICT)


def test_the_second_word_is_asked_for_on_the_same_page(authorized, client):
    member = authorized.members.get(role=Role.TEAM_DEPUTY)
    unit = authorized.assignments.first().organization
    client.force_login(member.person)
    everything = {
        f"o{one.organization_id}-has_conflict": "no" for one in authorized.assignments.all()
    }

    client.post(member.declaration_url, everything)
    assert member.declarations.count() == 2
    found = {
        f"o{unit.pk}-has_conflict": "yes",
        f"o{unit.pk}-ground": CONFLICT["ground"],
        f"o{unit.pk}-statement": CONFLICT["statement"],
    }
    client.post(member.declaration_url, everything | found)

    assert member.declarations.filter(has_conflict=True).get().organization == unit


def test_nobody_declares_for_a_team_that_ended(authorized, world):
    Team.objects.filter(pk=authorized.pk).update(state=TeamState.DISSOLVED)
    member = authorized.members.select_related("team").first()

    assert not recusal_rules.may_declare(member.person, member)


def test_a_clerk_who_keeps_away_does_not_read_of_the_unit_on_the_teams_page(
    authorized, world, client
):
    hidden, shown = (one.organization for one in authorized.assignments.order_by("pk"))
    Recusal.objects.create(
        person=world.office_staff,
        organization=hidden,
        reason="曾任职",
        decided_by=world.group_leader,
    )
    client.force_login(world.office_staff)

    page = client.get(authorized.get_absolute_url()).content.decode()

    assert str(shown) in page
    assert str(hidden) not in page
    declaration = authorized.members.first().declarations.get(organization=hidden)
    assert client.get(f"/teams/declarations/{declaration.pk}/").status_code == 404


def test_the_unit_has_its_notice_before_the_team_enters(authorized, world):
    assignment = authorized.assignments.first()
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.NOTIFIED)
    assignment.refresh_from_db()
    today = timezone.localdate()
    authorized.authorizations.update(valid_from=today - timedelta(days=20))
    leader = authorized.members.get(role=Role.TEAM_LEADER).person
    notice_of(assignment, world, days_ago=9)

    def may_enter(days_ago, reason=""):
        on = today - timedelta(days=days_ago)
        return assignment_rules.may_enter(leader, assignment, on=on, reason=reason)

    assert not may_enter(10, reason="机动")
    assert not may_enter(0)
    assert may_enter(0, reason="机动")
    assignment.notice.delivered_at -= timedelta(days=1)
    assert may_enter(0)


def notice_of(assignment, world, *, days_ago: int) -> None:
    InspectionNotice.objects.create(
        assignment=assignment,
        document=issue_document(body=world.body, actor=world.office_staff),
        delivered_at=timezone.now() - timedelta(days=days_ago),
    )
