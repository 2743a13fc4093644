from datetime import date

import factory
from factory.django import DjangoModelFactory

from inspections.models import InspectionPlan, PlanRound, PlanTarget, Term
from inspections.states.plan import TargetCategory
from tests.factories.accounts import BodyFactory, OrganizationFactory, UserFactory


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda term: f"第{term.number}届")
    starts_on = date(2022, 1, 1)
    ends_on = date(2026, 12, 31)


class PlanFactory(DjangoModelFactory):
    """A draft of five years with two rounds a year and no targets yet."""

    class Meta:
        model = InspectionPlan

    term = factory.SubFactory(TermFactory)
    body = factory.SelfAttribute("term.body")
    title = "巡察工作规划（2022—2026年）"
    first_year = 2022
    last_year = 2026
    created_by = factory.SubFactory(UserFactory)


class PlanRoundFactory(DjangoModelFactory):
    class Meta:
        model = PlanRound

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    year = 2022


class PlanTargetFactory(DjangoModelFactory):
    class Meta:
        model = PlanTarget

    plan = factory.SubFactory(PlanFactory)
    organization = factory.SubFactory(OrganizationFactory)
    category = TargetCategory.ORGAN
