from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Duty
from accounts.roles import Role
from inspections.models import PoolEntry, Team, TeamAuthorization, TeamMember
from tests.factories.accounts import BodyFactory, DutyFactory, UserFactory


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    round = factory.SubFactory("tests.factories.inspections.round.RoundFactory")
    body = factory.SelfAttribute("round.body")
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda team: f"第{team.number}巡察组")


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    team = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.TEAM_MEMBER


class TeamAuthorizationFactory(DjangoModelFactory):
    """In force for thirty days either way."""

    class Meta:
        model = TeamAuthorization

    team = factory.SubFactory(TeamFactory)
    body = factory.SelfAttribute("team.body")
    valid_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    valid_to = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    basis = "领导小组会议纪要"
    decided_by = factory.SubFactory(UserFactory)


class PoolEntryFactory(DjangoModelFactory):
    class Meta:
        model = PoolEntry

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(UserFactory)


def serving(authorization: TeamAuthorization, *, role: Role = Role.TEAM_MEMBER) -> TeamMember:
    """A person of the team whose duty stands under ``authorization``."""
    member = TeamMemberFactory(team=authorization.team, role=role)
    duty: Duty = DutyFactory(
        person=member.person,
        role=role,
        organization=authorization.body,
        authorization=authorization,
    )
    assert duty.pk
    return member
