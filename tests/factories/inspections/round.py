from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from inspections.models import Assignment, Round, RoundTarget
from inspections.states.assignment import AssignmentState
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.inspections.plan import TermFactory
from tests.factories.inspections.team import TeamFactory


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    term = factory.SubFactory(TermFactory)
    body = factory.SelfAttribute("term.body")
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda round_: f"第{round_.number}轮巡察")
    station_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    station_to = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=40))
    opened_by = factory.SubFactory(UserFactory)


class RoundTargetFactory(DjangoModelFactory):
    class Meta:
        model = RoundTarget

    round = factory.SubFactory(RoundFactory)
    organization = factory.SubFactory(OrganizationFactory)


class AssignmentFactory(DjangoModelFactory):
    """One target of one team, on site unless a trait or ``state=`` says otherwise."""

    class Meta:
        model = Assignment

    class Params:
        on_site = factory.Trait(
            state=AssignmentState.STATIONED,
            entered_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10)),
        )
        left_site = factory.Trait(
            state=AssignmentState.WITHDRAWN,
            entered_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60)),
            withdrawn_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=5)),
        )

    team = factory.SubFactory(TeamFactory)
    round = factory.SelfAttribute("team.round")
    body = factory.SelfAttribute("team.body")
    organization = factory.SubFactory(OrganizationFactory)
    target = factory.LazyAttribute(
        lambda one: RoundTargetFactory(round=one.round, organization=one.organization)
    )
