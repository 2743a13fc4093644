from datetime import date

import factory
from factory.django import DjangoModelFactory

from deadlines.dates import Unit
from deadlines.models import Clock, DeadlineRule
from tests.factories.accounts import BodyFactory


class DeadlineRuleFactory(DjangoModelFactory):
    """Two months, in force since 2000, not confirmed."""

    class Meta:
        model = DeadlineRule

    code = factory.Sequence("test.rule.{}".format)
    name = "整改期限"
    base_event = "收到反馈意见"
    amount = 2
    unit = Unit.MONTH
    basis = "地方规定第一条"
    effective_from = date(2000, 1, 1)


class ClockFactory(DjangoModelFactory):
    """Running since 1 October 2026 until 1 December; pass ``due_on`` for another date."""

    class Meta:
        model = Clock

    rule = factory.SubFactory(DeadlineRuleFactory)
    kind = "test.item"
    title = factory.Sequence("事项{}".format)
    url = "/"
    body = factory.SubFactory(BodyFactory)
    base_on = date(2026, 10, 1)
    due_on = date(2026, 12, 1)
