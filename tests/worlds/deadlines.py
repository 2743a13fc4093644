from datetime import date

from deadlines.models import Audience, Reminder, Rung
from tests.factories.accounts import BodyFactory
from tests.factories.deadlines import ClockFactory, DeadlineRuleFactory


def plant(world) -> None:
    """Another body's own rule, and a reminder about something its reader may not see any more."""
    DeadlineRuleFactory(
        code="rectify.report.months",
        body=BodyFactory(),
        basis="CNRY-rule-of-another-body",
        effective_from=date(2026, 1, 1),
    )
    clock = ClockFactory(kind="withdrawn", title="CNRY-clock-unseen", body=world.body)
    for reader in (world.office_staff, world.unit_liaison):
        Reminder.objects.create(
            clock=clock,
            rung=Rung.objects.latest("offset"),
            recipient=reader,
            audience=Audience.HANDLER,
            due_on=clock.due_on,
            reminded_on=clock.due_on,
        )
    world.canaries |= {"CNRY-rule-of-another-body": set(), "CNRY-clock-unseen": set()}
