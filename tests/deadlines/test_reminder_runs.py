"""Whatever days the worker runs on, and in whatever order, nobody misses or doubles a reminder."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.models import Notice
from deadlines import reminders
from deadlines.models import Audience, Clock, Reminder, Rung
from tests.factories.accounts import BodyFactory, UserFactory
from tests.factories.deadlines import ClockFactory

START = date(2028, 2, 1)
DAYS = 80


@pytest.fixture
def people(db, registry):
    people = {audience: UserFactory() for audience in Audience}
    registry.register(
        "test.item", label="事项", recipients=lambda clock, audience: [people[audience]]
    )
    return people


@pytest.mark.parametrize("seed", range(4))
def test_every_reached_step_is_recorded_once_and_the_highest_was_sent(people, seed):
    chance = random.Random(seed)
    bodies = [BodyFactory(), BodyFactory()]
    for _ in range(6):
        due_on = START + timedelta(days=chance.randrange(DAYS))
        ClockFactory(due_on=due_on, body=chance.choice(bodies))
    runs = [START + timedelta(days=chance.randrange(DAYS)) for _ in range(25)]
    last = max(runs)

    for day in [*runs, last, last]:
        reminders.send_due_reminders(day)

    expected = {
        (clock.pk, rung.pk, people[audience].pk)
        for clock in Clock.objects.all()
        for rung in Rung.objects.all()
        if clock.due_on + timedelta(days=rung.offset) <= last
        for audience in rung.audiences
    }
    recorded = Counter(Reminder.objects.values_list("clock", "rung", "recipient"))
    assert set(recorded) == expected
    assert set(recorded.values()) <= {1}
    for clock in Clock.objects.all():
        for person in people.values():
            own = Reminder.objects.filter(clock=clock, recipient=person)
            highest = own.order_by("rung__offset").last()
            assert highest is None or not highest.is_covered
    assert Notice.objects.count() <= Reminder.objects.sent().count()


def test_the_steps_of_a_leap_day_fall_where_the_calendar_says(people):
    clock = ClockFactory(due_on=date(2028, 2, 29))

    sent = [
        day
        for day in (date(2028, 2, 1) + timedelta(days=n) for n in range(60))
        if reminders.send_due_reminders(day)
    ]

    assert sent == [
        date(2028, 2, 9),
        date(2028, 2, 19),
        date(2028, 2, 29),
        date(2028, 3, 1),
        date(2028, 3, 7),
        date(2028, 3, 15),
        date(2028, 3, 30),
    ]
    assert clock.reminders.filter(is_covered=True).count() == 0
