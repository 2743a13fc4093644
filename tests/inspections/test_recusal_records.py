"""What the records say about a member and a target, and what finding it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspections.models import FormerPost
from inspections.rules.recusal import hits, standings
from inspections.states.team import RecusalGround
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.round import AssignmentFactory
from tests.factories.inspections.team import PoolEntryFactory, TeamFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def member(team):
    return TeamMemberFactory(team=team)


@pytest.fixture
def target(team):
    return AssignmentFactory(team=team).organization


def grounds(member, target) -> list[str]:
    return [hit.ground for hit in hits(member, target)]


def test_a_stranger_to_the_target_has_nothing_on_record(member, target):
    assert grounds(member, target) == []


def test_ones_own_unit_is_found(team, target):
    member = TeamMemberFactory(team=team, person__organization=target)

    assert grounds(member, target) == [RecusalGround.OWN_UNIT]


def test_the_native_place_is_found(member, target):
    PoolEntryFactory(body=member.team.body, person=member.person, native_place=target)

    assert grounds(member, target) == [RecusalGround.NATIVE_PLACE]


@pytest.mark.parametrize(("years", "found"), [(1, [RecusalGround.FORMER_UNIT]), (6, [])])
def test_a_former_post_counts_for_five_years(member, target, years, found):
    entry = PoolEntryFactory(body=member.team.body, person=member.person)
    left_on = timezone.localdate() - timedelta(days=365 * years)
    FormerPost.objects.create(entry=entry, organization=target, left_on=left_on)

    assert grounds(member, target) == found


def test_another_bodys_pool_says_nothing(member, target):
    PoolEntryFactory(person=member.person, native_place=target)

    assert grounds(member, target) == []


def test_an_earlier_inspection_is_found_and_the_latest_is_named(member, target):
    for days in (900, 400):
        earlier = AssignmentFactory(
            left_site=True,
            organization=target,
            entered_on=timezone.localdate() - timedelta(days=days),
            withdrawn_on=timezone.localdate() - timedelta(days=days - 50),
        )
        TeamMemberFactory(team=earlier.team, person=member.person)

    (hit,) = hits(member, target)

    assert hit.ground == RecusalGround.INSPECTED_BEFORE
    assert str(earlier.round) in hit.sentence


def test_a_colleagues_earlier_inspection_is_not_ones_own(team, member, target):
    colleague = TeamMemberFactory(team=team)
    earlier = AssignmentFactory(left_site=True, organization=target)
    TeamMemberFactory(team=earlier.team, person=colleague.person)

    found = {one.member.pk: [hit.ground for hit in one.hits] for one in standings(team)}

    assert found == {member.pk: [], colleague.pk: [RecusalGround.INSPECTED_BEFORE]}


def cost(team) -> int:
    with CaptureQueriesContext(connection) as queries:
        standings(team)
    return len(queries)


def test_the_cost_does_not_grow_with_the_team_and_its_targets(team, member, target):
    place = OrganizationFactory()
    entry = PoolEntryFactory(body=team.body, person=member.person, native_place=place)
    today = timezone.localdate()
    FormerPost.objects.create(entry=entry, organization=place, left_on=today)
    for_one = cost(team)

    for _more in range(3):
        AssignmentFactory(team=team)
        more = TeamMemberFactory(team=team)
        entry = PoolEntryFactory(body=team.body, person=more.person, native_place=place)
        FormerPost.objects.create(entry=entry, organization=place, left_on=today)

    assert len(standings(team)) == 16
    assert cost(team) == for_one
