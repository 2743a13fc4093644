from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import journal
from accounts.models import Notice, Recusal
from deadlines import clocks, reminders
from deadlines.models import Audience, CalendarYear, Clock, Reminder, Rung, Workday
from tests.factories.accounts import BodyFactory, OrganizationFactory, UserFactory
from tests.factories.deadlines import ClockFactory

DUE = date(2026, 12, 1)


@pytest.fixture
def people(db):
    return {audience: UserFactory(full_name=audience.value) for audience in Audience}


@pytest.fixture
def item(people, registry):
    """Clocks of this kind remind one person an audience."""
    registry.register(
        "test.item", label="事项", recipients=lambda clock, audience: [people[audience]]
    )
    return "test.item"


def sent(**about):
    rows = Reminder.objects.sent().filter(**about).order_by("rung__offset", "recipient__pk")
    return [(row.rung.offset, row.recipient.full_name) for row in rows]


def covered():
    rows = Reminder.objects.filter(is_covered=True).order_by("rung__offset", "recipient__pk")
    return [(row.rung.offset, row.recipient.full_name) for row in rows]


def test_nothing_is_sent_before_the_first_step(item):
    ClockFactory(due_on=DUE)

    assert reminders.send_due_reminders(DUE - timedelta(days=21)) == 0
    assert Reminder.objects.count() == 0


def test_each_step_is_sent_on_its_day_to_its_audiences(item):
    clock = ClockFactory(due_on=DUE)

    for days in range(-25, 40):
        reminders.send_due_reminders(DUE + timedelta(days=days))

    assert covered() == []
    assert sent(clock=clock) == [
        (-20, "handler"),
        (-10, "handler"),
        (-10, "leader"),
        (0, "handler"),
        (0, "leader"),
        (0, "head"),
        (1, "handler"),
        (1, "leader"),
        (1, "head"),
        (1, "office"),
        (7, "leader"),
        (7, "head"),
        (7, "office"),
        (15, "head"),
        (15, "office"),
        (30, "head"),
        (30, "office"),
    ]
    assert Notice.objects.count() == 17


def test_the_same_day_twice_sends_nothing_twice(item):
    ClockFactory(due_on=DUE)

    assert reminders.send_due_reminders(DUE) == 3
    assert reminders.send_due_reminders(DUE) == 0
    assert Notice.objects.count() == 3


def test_after_three_dead_days_the_highest_step_is_sent_and_the_missed_ones_are_covered(item):
    clock = ClockFactory(due_on=DUE)
    reminders.send_due_reminders(DUE - timedelta(days=2))
    before = set(Reminder.objects.values_list("pk", flat=True))

    reminders.send_due_reminders(DUE + timedelta(days=2))

    assert sent(clock=clock, reminded_on=DUE + timedelta(days=2)) == [
        (1, "handler"),
        (1, "leader"),
        (1, "head"),
        (1, "office"),
    ]
    later = Reminder.objects.exclude(pk__in=before).filter(is_covered=True)
    assert sorted(later.values_list("rung__offset", "recipient__full_name")) == [
        (0, "handler"),
        (0, "head"),
        (0, "leader"),
    ]


def test_who_is_concerned_by_a_missed_step_alone_still_gets_it(item):
    clock = ClockFactory(due_on=DUE)

    reminders.send_due_reminders(DUE + timedelta(days=31))

    assert sent(clock=clock) == [(1, "handler"), (7, "leader"), (30, "head"), (30, "office")]


def test_many_deadlines_after_a_gap_are_one_message_a_person(item, people):
    body = BodyFactory()
    for days in (0, 1, 2):
        ClockFactory(due_on=DUE + timedelta(days=days), body=body)

    reminders.send_due_reminders(DUE + timedelta(days=1))

    notice = Notice.objects.get(recipient=people[Audience.HANDLER])
    assert notice.words == {"count": "3", "late": "1", "coming": "2"}
    assert Notice.objects.get(recipient=people[Audience.OFFICE]).words["day"] == "2026-12-01"


def test_an_extension_begins_the_steps_anew(item, people, on_day):
    clock = ClockFactory(due_on=DUE)
    on_day(2026, 11, 20)
    reminders.send_due_reminders(date(2026, 11, 21))
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 31), reason="未完成", actor=people[Audience.HANDLER]
    )
    clocks.decide_extension(extension, granted=True, reason="", actor=people[Audience.OFFICE])

    assert reminders.send_due_reminders(date(2026, 12, 2)) == 0
    assert reminders.send_due_reminders(date(2026, 12, 11)) == 1
    assert sent(due_on=date(2026, 12, 31)) == [(-20, "handler")]


def test_while_an_extension_is_decided_nobody_is_told_of_being_late(item, people, on_day):
    clock = ClockFactory(due_on=DUE)
    on_day(2026, 11, 30)
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 31), reason="未完成", actor=people[Audience.HANDLER]
    )
    assert reminders.send_due_reminders(date(2026, 12, 3)) == 0

    clocks.decide_extension(
        extension, granted=False, reason="不同意", actor=people[Audience.OFFICE]
    )

    assert reminders.send_due_reminders(date(2026, 12, 3)) == 4


@pytest.mark.parametrize("columns", [{"paused_on": date(2026, 11, 5)}, {"stopped_on": DUE}])
def test_a_paused_or_closed_deadline_reminds_nobody(item, columns):
    ClockFactory(due_on=DUE, **columns)

    assert reminders.send_due_reminders(DUE + timedelta(days=3)) == 0


def test_somebody_who_must_keep_away_is_not_reminded(item, people):
    organization = OrganizationFactory()
    ClockFactory(due_on=DUE, organization=organization)
    Recusal.objects.create(
        person=people[Audience.LEADER],
        organization=organization,
        reason="亲属任职",
        decided_by=people[Audience.OFFICE],
    )

    reminders.send_due_reminders(DUE)

    assert sent() == [(0, "handler"), (0, "head")]


def test_a_person_in_two_audiences_gets_one_reminder(registry, people):
    registry.register(
        "test.item",
        label="事项",
        recipients=lambda clock, audience: [people[Audience.HEAD]],
    )
    ClockFactory(due_on=DUE)

    reminders.send_due_reminders(DUE)

    assert sent() == [(0, "head")]
    assert Reminder.objects.sent().get().audience == Audience.HANDLER


def test_working_day_steps_look_at_the_calendar(item):
    Rung.objects.all().delete()
    Rung.objects.create(offset=-2, unit="working_day", audiences=["handler"])
    ClockFactory(due_on=date(2026, 10, 9))

    assert reminders.send_due_reminders(date(2026, 9, 29)) == 0
    assert reminders.send_due_reminders(date(2026, 9, 30)) == 1


def test_a_neutral_subject_shows_only_its_label(registry, people):
    registry.register(
        "test.secret",
        label="办理期限",
        is_neutral=True,
        recipients=lambda clock, audience: [people[audience]],
    )
    ClockFactory(due_on=DUE, kind="test.secret", title="张某某受贿")

    reminders.send_due_reminders(DUE)

    titles = {notice.title for notice in Notice.objects.all()}
    assert all("办理期限" in title and "张某某" not in title for title in titles)
    assert len(titles) == 1


def test_every_reminder_stands_in_the_journal_without_a_title(item):
    clock = ClockFactory(due_on=DUE, title="事项标题")

    reminders.send_due_reminders(DUE)

    entries = list(journal.history(clock))
    assert [entry.verb for entry in entries] == ["clock.reminded"] * 3
    assert all("事项标题" not in str(entry.details) for entry in entries)


def test_an_estimated_deadline_moves_once_its_year_is_known(item, people):
    clock = clocks.start(
        "complaint.accept.reply",
        kind=item,
        base_on=date(2026, 12, 25),
        url="/",
        body=BodyFactory(),
    )
    assert (clock.due_on, clock.is_estimated) == (date(2027, 1, 15), True)
    Workday.objects.create(date=date(2027, 1, 1), is_working=False, source="seeded")
    CalendarYear.objects.create(year=2027, source="seeded")

    reminders.send_due_reminders(date(2026, 12, 26))

    clock.refresh_from_db()
    assert (clock.due_on, clock.is_estimated) == (date(2027, 1, 18), False)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_each_reminder_exactly_once(item, people):
    body = BodyFactory()
    for days in range(6):
        ClockFactory(due_on=DUE + timedelta(days=days), body=body)
    ready = Barrier(2)
    counts = []

    def work():
        ready.wait()
        try:
            counts.append(reminders.send_due_reminders(DUE))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(counts) == [0, 13]
    assert Reminder.objects.sent().count() == 13
    assert Notice.objects.count() == 3
    assert Clock.objects.count() == 6


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_run_that_dies_leaves_nothing_for_the_next_to_miss(registry, people):
    """The office's list breaks in the first run; afterwards everybody is told, once."""
    broken = True

    def recipients(clock, audience):
        if broken and audience == Audience.OFFICE:
            raise RuntimeError("worker died")
        return [people[audience]]

    registry.register("test.item", label="事项", recipients=recipients)
    ClockFactory(due_on=DUE)
    with pytest.raises(RuntimeError):
        reminders.send_due_reminders(DUE + timedelta(days=1))
    assert (Reminder.objects.count(), Notice.objects.count()) == (0, 0)

    broken = False
    reminders.send_due_reminders(DUE + timedelta(days=1))

    assert len(sent()) == Notice.objects.count() == 4
