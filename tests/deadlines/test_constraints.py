"""What the code forbids, the database refuses: each limit broken behind the model's back."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from accounts.verdicts import NotAllowed
from deadlines import clocks
from deadlines.models import Clock, DeadlineRule, Decision, Extension, Pause, Reminder, Rung
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, DeadlineRuleFactory

DAY = date(2026, 11, 20)


@pytest.fixture
def extension(db):
    return Extension.objects.create(
        clock=ClockFactory(),
        number=1,
        previous_due_on=date(2026, 12, 1),
        requested_until=date(2026, 12, 25),
        reason="人手不足",
        requested_by=UserFactory(),
        requested_on=DAY,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"due_on": None},
        {"milestone_on": DAY},
        {"stopped_on": DAY, "paused_on": DAY},
        {"stopped_on": DAY, "asked_until": DAY},
        {"paused_on": DAY, "asked_until": DAY},
    ],
)
def test_a_clock_contradicts_itself_in_no_column(columns):
    clock = ClockFactory()

    with pytest.raises(IntegrityError):
        Clock.objects.filter(pk=clock.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"requested_until": date(2026, 12, 1)},
        {"decision": Decision.REFUSED},
        {"decision": Decision.GRANTED, "granted_until": date(2026, 12, 20)},
        {"granted_until": date(2026, 12, 20)},
        {"decided_at": timezone.now()},
        {"reason": ""},
    ],
)
def test_an_extension_is_whole_at_each_stage(extension, columns):
    with pytest.raises(IntegrityError):
        Extension.objects.filter(pk=extension.pk).update(**columns)


def test_an_extension_is_not_decided_by_who_asked(extension):
    with pytest.raises(IntegrityError):
        Extension.objects.filter(pk=extension.pk).update(
            decision=Decision.REFUSED,
            decided_at=timezone.now(),
            decided_by=extension.requested_by,
        )


def test_a_granted_date_is_a_later_one(extension):
    with pytest.raises(IntegrityError):
        Extension.objects.filter(pk=extension.pk).update(
            decision=Decision.GRANTED,
            granted_until=date(2026, 12, 1),
            decided_at=timezone.now(),
            decided_by=UserFactory(),
        )


@pytest.mark.parametrize("number", [1, 2])
def test_one_number_and_one_open_request_a_clock(extension, number):
    extension.pk, extension.number = None, number

    with pytest.raises(IntegrityError):
        extension.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"ended_on": DAY},
        {"resumed_at": timezone.now()},
        {"ended_on": date(2026, 11, 19), "resumed_at": timezone.now()},
        {"reason": ""},
    ],
)
def test_a_pause_ends_as_a_whole_and_not_before_it_began(columns):
    pause = Pause.objects.create(
        clock=ClockFactory(), started_on=DAY, reason="等待", paused_by=UserFactory()
    )

    with pytest.raises(IntegrityError):
        Pause.objects.filter(pk=pause.pk).update(**columns)


@pytest.mark.django_db
def test_one_open_pause_a_clock():
    first = {"clock": ClockFactory(), "reason": "等待", "paused_by": UserFactory()}
    Pause.objects.create(started_on=DAY, **first)

    with pytest.raises(IntegrityError):
        Pause.objects.create(started_on=DAY, **first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns", [{"audiences": []}, {"offset": 400}, {"unit": "month"}, {"offset": -10}]
)
def test_a_step_reminds_somebody_within_a_year_and_stands_alone(columns):
    with pytest.raises(IntegrityError):
        Rung.objects.filter(offset=-20).update(**columns)


@pytest.mark.django_db
@pytest.mark.parametrize("columns", [{"amount": 0}, {"basis": ""}])
def test_a_rule_has_an_amount_and_a_basis(columns):
    with pytest.raises(IntegrityError):
        DeadlineRuleFactory(**columns)


@pytest.mark.django_db
def test_one_general_rule_a_day():
    rule = DeadlineRuleFactory()

    with pytest.raises(IntegrityError):
        DeadlineRule.objects.create(
            code=rule.code, amount=1, unit="day", basis="x", effective_from=rule.effective_from
        )


@pytest.mark.django_db
def test_a_reminder_is_written_exactly_once():
    reminder = {
        "clock": ClockFactory(),
        "rung": Rung.objects.earliest("offset"),
        "recipient": UserFactory(),
        "due_on": DAY,
        "reminded_on": DAY,
        "audience": "handler",
    }
    Reminder.objects.create(**reminder)

    with pytest.raises(IntegrityError):
        Reminder.objects.create(**reminder)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_deciders_at_once_decide_once():
    asker = UserFactory()
    clock = ClockFactory(due_on=date(2099, 12, 1))
    request = clocks.request_extension(
        clock, until=date(2099, 12, 25), reason="人手不足", actor=asker
    )
    deciders = [UserFactory(), UserFactory()]
    ready = Barrier(2)
    refused = []

    def decide(person, granted):
        ready.wait()
        try:
            clocks.decide_extension(
                Extension.objects.get(pk=request.pk), granted=granted, reason="意见", actor=person
            )
        except NotAllowed as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [
        Thread(target=decide, args=(person, granted))
        for person, granted in zip(deciders, (True, False), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    request.refresh_from_db()
    assert len(refused) == 1
    assert request.decision in {Decision.GRANTED, Decision.REFUSED}
    assert request.decided_by in deciders
