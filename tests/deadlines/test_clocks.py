from datetime import date

import pytest
from django.db import IntegrityError

from accounts import journal
from accounts.verdicts import NotAllowed
from deadlines import clocks
from deadlines.dates import Unit
from deadlines.models import Clock, DeadlineRule, Decision, Extension, Workday
from tests.factories.accounts import BodyFactory, UserFactory
from tests.factories.deadlines import DeadlineRuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def unit_person():
    return UserFactory(full_name="经办人甲")


@pytest.fixture
def office_person():
    return UserFactory(full_name="经办人乙")


@pytest.fixture
def start(body):
    def begin(amount, unit, base_on, **more) -> Clock:
        rule = DeadlineRuleFactory(amount=amount, unit=unit)
        return clocks.start(
            rule.code, kind="test.item", base_on=base_on, title="事项", url="/", body=body, **more
        )

    return begin


def verbs(clock):
    return list(journal.history(clock).order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("amount", "unit", "base_on", "due_on"),
    [
        (6, Unit.MONTH, date(2025, 8, 31), date(2026, 2, 28)),
        (2, Unit.MONTH, date(2023, 12, 31), date(2024, 2, 29)),
        (15, Unit.WORKING_DAY, date(2026, 9, 21), date(2026, 10, 19)),
        (5, Unit.WORKING_DAY, date(2025, 12, 29), date(2026, 1, 6)),
        (30, Unit.DAY, date(2026, 12, 15), date(2027, 1, 14)),
        (-10, Unit.DAY, date(2026, 3, 5), date(2026, 2, 23)),
    ],
)
def test_start_computes_the_due_date_from_the_rule(start, amount, unit, base_on, due_on):
    clock = start(amount, unit, base_on)

    assert clock.due_on == due_on
    assert clock.is_estimated is False
    assert verbs(clock) == ["clock.started"]


def test_a_working_day_deadline_into_an_unlisted_year_is_marked_estimated(start):
    clock = start(10, Unit.WORKING_DAY, date(2026, 12, 25))

    assert clock.due_on == date(2027, 1, 8)
    assert clock.is_estimated is True


def test_start_takes_the_rule_in_force_on_the_base_date_and_the_bodys_own_first(body):
    code = "test.versions"
    old = DeadlineRuleFactory(code=code, amount=2, effective_from=date(2015, 8, 3))
    new = DeadlineRuleFactory(code=code, amount=3, effective_from=date(2024, 2, 8))
    own = DeadlineRuleFactory(code=code, amount=6, effective_from=date(2026, 1, 1), body=body)
    DeadlineRuleFactory(code=code, amount=9, effective_from=date(2026, 1, 1), body=BodyFactory())

    used = [
        clocks.start(code, kind="test.item", base_on=day, url="/", body=body).rule
        for day in (date(2017, 5, 1), date(2025, 5, 1), date(2026, 5, 1))
    ]

    assert used == [old, new, own]


def test_start_without_a_rule_in_force_is_refused_with_the_code_and_the_day(body):
    DeadlineRuleFactory(code="test.later", effective_from=date(2026, 1, 1))

    with pytest.raises(NotAllowed) as refusal:
        clocks.start("test.later", kind="test.item", base_on=date(2025, 12, 31), url="/", body=body)

    assert "test.later" in str(refusal.value)
    assert "2025-12-31" in str(refusal.value)
    assert Clock.objects.count() == 0


def test_a_running_clock_keeps_the_rule_it_began_with(start, body):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))

    DeadlineRuleFactory(code=clock.rule.code, amount=9, effective_from=date(2026, 10, 2))
    clocks.reproject(Clock.objects.filter(pk=clock.pk), actor=None, cause="calendar")

    clock.refresh_from_db()
    assert clock.due_on == date(2026, 12, 1)
    assert clock.rule.amount == 2


def test_an_agreed_date_replaces_the_computed_one(start):
    assert start(2, Unit.MONTH, date(2026, 10, 1), due_on=date(2026, 11, 5)).due_on == date(
        2026, 11, 5
    )


def test_a_long_title_is_cut_with_an_ellipsis(body):
    clock = clocks.start(
        "rectify.plan.due",
        kind="test.item",
        base_on=date(2026, 10, 1),
        title="长" * 300,
        url="/",
        body=body,
    )

    assert clock.title == "长" * 199 + "…"


def test_a_neutral_subject_never_stores_a_title(body, registry):
    registry.register(
        "test.secret", recipients=lambda clock, audience: (), label="办理期限", is_neutral=True
    )

    clock = clocks.start(
        "lead.feedback.months",
        kind="test.secret",
        base_on=date(2026, 10, 1),
        title="张某某受贿",
        url="/",
        body=body,
    )

    clock.refresh_from_db()
    assert (clock.title, str(clock)) == ("", "办理期限")


def test_a_pause_moves_calendar_deadlines_by_its_days(start, office_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 10, 20)
    clocks.pause(clock, reason="等待审计结论", actor=office_person)
    assert clock.paused_on == date(2026, 10, 20)

    on_day(2026, 10, 30)
    clocks.resume(clock, actor=office_person)

    clock.refresh_from_db()
    assert (clock.paused_on, clock.due_on) == (None, date(2026, 12, 11))
    assert verbs(clock) == ["clock.started", "clock.paused", "clock.resumed"]


def test_a_pause_moves_working_day_deadlines_by_its_working_days(start, office_person, on_day):
    clock = start(10, Unit.WORKING_DAY, date(2026, 11, 2))
    assert clock.due_on == date(2026, 11, 16)
    on_day(2026, 11, 6)
    clocks.pause(clock, reason="等待审计结论", actor=office_person)

    on_day(2026, 11, 10)
    clocks.resume(clock, actor=office_person)

    assert clock.due_on == date(2026, 11, 18)


def test_two_pauses_and_an_extension_apply_in_the_order_they_happened(
    start, unit_person, office_person, on_day
):
    clock = start(1, Unit.MONTH, date(2026, 10, 10))
    for start_day, end_day in ((12, 15), (20, 21)):
        on_day(2026, 10, start_day)
        clocks.pause(clock, reason="等待", actor=office_person)
        on_day(2026, 10, end_day)
        clocks.resume(clock, actor=office_person)
    assert clock.due_on == date(2026, 11, 14)

    on_day(2026, 11, 1)
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 14), reason="第三方报告未出", actor=unit_person
    )
    clocks.decide_extension(extension, granted=True, reason="", actor=office_person)
    on_day(2026, 11, 5)
    clocks.pause(clock, reason="等待", actor=office_person)
    on_day(2026, 11, 7)
    clocks.resume(clock, actor=office_person)

    assert clock.due_on == date(2026, 12, 16)


def test_an_overdue_deadline_cannot_be_paused(start, office_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 8, 1))
    on_day(2026, 10, 2)

    with pytest.raises(NotAllowed):
        clocks.pause(clock, reason="等待", actor=office_person)

    clock.refresh_from_db()
    assert clock.paused_on is None
    assert verbs(clock) == ["clock.started"]


def test_an_extension_is_asked_for_and_granted_and_both_dates_are_kept(
    start, unit_person, office_person, on_day
):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 25), reason="造价复审需第三方出具报告", actor=unit_person
    )
    assert (clock.asked_until, clock.due_on) == (date(2026, 12, 25), date(2026, 12, 1))

    clocks.decide_extension(
        extension, granted=True, reason="同意", actor=office_person, until=date(2026, 12, 20)
    )

    clock.refresh_from_db()
    assert (clock.asked_until, clock.due_on) == (None, date(2026, 12, 20))
    assert extension.previous_due_on == date(2026, 12, 1)
    assert extension.decision == Decision.GRANTED
    assert verbs(clock) == [
        "clock.started",
        "clock.extension_requested",
        "clock.extension_granted",
    ]


def test_a_refused_extension_leaves_the_date_and_needs_a_reason(
    start, unit_person, office_person, on_day
):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 25), reason="人手不足", actor=unit_person
    )
    with pytest.raises(NotAllowed):
        clocks.decide_extension(extension, granted=False, reason=" ", actor=office_person)

    clocks.decide_extension(extension, granted=False, reason="理由不充分", actor=office_person)

    clock.refresh_from_db()
    assert (clock.asked_until, clock.due_on) == (None, date(2026, 12, 1))
    assert extension.decision == Decision.REFUSED


def test_nobody_decides_their_own_request(start, unit_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    extension = clocks.request_extension(
        clock, until=date(2026, 12, 25), reason="人手不足", actor=unit_person
    )

    with pytest.raises(NotAllowed):
        clocks.decide_extension(extension, granted=True, reason="同意", actor=unit_person)

    extension.refresh_from_db()
    assert extension.decision == Decision.PENDING


def test_a_second_request_waits_for_the_first(start, unit_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    clocks.request_extension(clock, until=date(2026, 12, 25), reason="人手不足", actor=unit_person)

    with pytest.raises(NotAllowed):
        clocks.request_extension(
            clock, until=date(2026, 12, 31), reason="还是不足", actor=unit_person
        )

    assert Extension.objects.count() == 1


@pytest.mark.parametrize("until", [date(2026, 12, 1), date(2026, 11, 30)])
def test_an_extension_must_be_later_than_the_due_date(start, unit_person, on_day, until):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)

    with pytest.raises(NotAllowed, match="2026-12-01"):
        clocks.request_extension(clock, until=until, reason="人手不足", actor=unit_person)

    assert Extension.objects.count() == 0


def test_a_request_made_after_the_date_does_not_hold_the_light(start, unit_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    today = on_day(2026, 12, 5)

    clocks.request_extension(clock, until=date(2026, 12, 25), reason="人手不足", actor=unit_person)

    assert clock.asked_until is None
    assert list(Clock.objects.overdue(today)) == [clock]


def test_stop_ends_the_pause_and_lets_the_request_lapse(start, unit_person, office_person, on_day):
    paused = start(2, Unit.MONTH, date(2026, 10, 1))
    asked = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    clocks.pause(paused, reason="等待", actor=office_person)
    extension = clocks.request_extension(
        asked, until=date(2026, 12, 25), reason="人手不足", actor=unit_person
    )

    on_day(2026, 11, 25)
    clocks.stop(paused, actor=office_person)
    clocks.stop(asked)

    extension.refresh_from_db()
    assert extension.decision == Decision.LAPSED
    assert paused.pauses.get().ended_on == date(2026, 11, 25)
    assert set(Clock.objects.done()) == {paused, asked}
    assert paused.stopped_on == date(2026, 11, 25)


def test_a_stopped_deadline_refuses_every_other_step(start, office_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 10, 1))
    on_day(2026, 11, 20)
    clocks.stop(clock)
    before = verbs(clock)

    for step in (
        lambda: clocks.stop(clock),
        lambda: clocks.pause(clock, reason="等待", actor=office_person),
        lambda: clocks.resume(clock, actor=office_person),
        lambda: clocks.request_extension(
            clock, until=date(2027, 1, 1), reason="人手不足", actor=office_person
        ),
        lambda: clocks.mark_long_term(clock, milestone_on=None, actor=office_person),
    ):
        with pytest.raises(NotAllowed):
            step()

    assert verbs(clock) == before


def test_reopened_work_runs_on_with_its_old_date(start, office_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 8, 1))
    on_day(2026, 9, 20)
    clocks.stop(clock)

    today = on_day(2026, 11, 20)
    clocks.reopen(clock, actor=office_person)

    assert list(Clock.objects.overdue(today)) == [clock]


@pytest.mark.row("SD-04")
def test_long_term_work_is_due_at_its_milestone(start, office_person, on_day):
    clock = start(2, Unit.MONTH, date(2026, 8, 1))
    on_day(2026, 9, 20)
    clocks.mark_long_term(clock, milestone_on=date(2026, 12, 31), actor=office_person)
    assert clock.due_on == date(2026, 12, 31)

    clocks.mark_long_term(clock, milestone_on=None, actor=office_person)

    assert clock.due_on is None


def test_a_calendar_change_moves_running_working_day_clocks_only(start, office_person):
    moved = start(10, Unit.WORKING_DAY, date(2026, 11, 2))
    other = start(1, Unit.MONTH, date(2026, 11, 2))
    Workday.objects.create(date=date(2026, 11, 10), is_working=False, source="edited")

    count = clocks.reproject(Clock.objects.running(), actor=office_person, cause="calendar")

    moved.refresh_from_db()
    other.refresh_from_db()
    assert count == 1
    assert (moved.due_on, other.due_on) == (date(2026, 11, 17), date(2026, 12, 2))
    assert verbs(moved) == ["clock.started", "clock.reprojected"]
    assert verbs(other) == ["clock.started"]


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_keeps_every_rule_as_it_was(deed):
    rule = DeadlineRuleFactory()
    rows = DeadlineRule.objects.filter(pk=rule.pk)

    with pytest.raises(IntegrityError):
        rows.update(amount=9) if deed == "update" else rows.delete()
