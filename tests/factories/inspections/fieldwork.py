from datetime import date

import factory
from factory.django import DjangoModelFactory

from inspections.models import Activity, Method
from inspections.states.fieldwork import MethodKind
from tests.factories.accounts import UserFactory
from tests.factories.inspections.round import AssignmentFactory


class ActivityFactory(DjangoModelFactory):
    """A visit; ``method=`` another of the twelve seeded ones."""

    class Meta:
        model = Activity

    assignment = factory.SubFactory(AssignmentFactory, on_site=True)
    team = factory.SelfAttribute("assignment.team")
    body = factory.SelfAttribute("assignment.body")
    organization = factory.SelfAttribute("assignment.organization")
    method = factory.LazyFunction(lambda: Method.objects.get(kind=MethodKind.VISIT))
    number = factory.Sequence(lambda n: n + 1)
    held_on = date(2026, 11, 10)
    subject = "走访扶贫项目村"
    created_by = factory.SubFactory(UserFactory)
