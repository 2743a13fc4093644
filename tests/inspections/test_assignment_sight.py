from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Recusal
from accounts.roles import Role
from inspections.models import Assignment, Round, Team
from tests.factories.inspections.round import AssignmentFactory
from tests.factories.inspections.team import TeamAuthorizationFactory, serving

pytestmark = pytest.mark.django_db


@pytest.mark.row("LZ-11")
def test_the_day_after_the_last_date_a_member_sees_nothing_though_no_job_ran():
    authorization = TeamAuthorizationFactory(valid_to=timezone.localdate())
    assignment = AssignmentFactory(team=authorization.team, on_site=True)
    person = serving(authorization).person
    assert list(Assignment.objects.visible_to(person)) == [assignment]
    assert list(Round.objects.visible_to(person)) == [assignment.round]

    type(authorization).objects.update(valid_to=timezone.localdate() - timedelta(days=1))

    assert list(Assignment.objects.visible_to(person)) == []
    assert list(Team.objects.visible_to(person)) == []
    assert list(Round.objects.visible_to(person)) == []


def test_a_member_sees_the_own_team_only():
    authorization = TeamAuthorizationFactory()
    mine = AssignmentFactory(team=authorization.team)
    AssignmentFactory(team__round=authorization.team.round)
    person = serving(authorization, role=Role.TEAM_LEADER).person

    assert list(Assignment.objects.visible_to(person)) == [mine]
    assert list(Team.objects.visible_to(person)) == [authorization.team]


def test_a_recused_member_sees_the_other_target_only():
    authorization = TeamAuthorizationFactory()
    kept_from = AssignmentFactory(team=authorization.team)
    other = AssignmentFactory(team=authorization.team)
    person = serving(authorization).person
    Recusal.objects.create(
        person=person,
        organization=kept_from.organization,
        reason="原工作单位",
        decided_by=authorization.decided_by,
    )

    assert list(Assignment.objects.visible_to(person)) == [other]


def test_the_unit_sees_its_own_assignment_from_the_notice_on(world):
    hidden = AssignmentFactory(organization=world.unit_a)
    known = AssignmentFactory(organization=world.unit_a, on_site=True)
    AssignmentFactory(organization=world.unit_b, on_site=True)

    assert list(Assignment.objects.visible_to(world.unit_head)) == [known]
    assert list(Round.objects.visible_to(world.unit_head)) == []
    assert hidden.state == "assigned"
