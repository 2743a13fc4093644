from accounts.roles import Role
from inspections.models import Assignment, InspectionPlan
from tests.worlds.inspections import plant


def test_each_team_of_the_cast_sees_its_own_target(world):
    plant(world)

    assert list(Assignment.objects.visible_to(world.team_leader)) == [world.assignment_a]
    assert list(Assignment.objects.visible_to(world.other_leader)) == [world.assignment_b]
    assert list(Assignment.objects.visible_to(world.unit_head)) == [world.assignment_a]
    assert list(InspectionPlan.objects.visible_to(world.team_leader)) == [world.plan]
    assert world.members[Role.TEAM_LEADER].person == world.team_leader
