from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from guardian.shortcuts import assign_perm

from inspections.models import NamedGrant
from inspections.models.grant import READ
from tests.factories.accounts import UserFactory
from tests.factories.inspections.round import AssignmentFactory


class NamedGrantFactory(DjangoModelFactory):
    """Waits for its second person; ``confirmed=True`` is in force for thirty days."""

    class Meta:
        model = NamedGrant
        skip_postgeneration_save = True

    class Params:
        confirmed = factory.Trait(
            confirmed_by=factory.SubFactory(UserFactory),
            confirmed_at=factory.LazyFunction(timezone.now),
        )

    assignment = factory.SubFactory(AssignmentFactory)
    person = factory.SubFactory(UserFactory)
    granted_by = factory.SubFactory(UserFactory)
    reason = "核对反馈意见原文"
    valid_to = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))

    @factory.post_generation
    def permission(row, create, extracted, **kwargs):  # noqa: N805 - factory-boy's own shape
        if row.confirmed_at is not None:
            assign_perm(READ, row.person, row.assignment)
