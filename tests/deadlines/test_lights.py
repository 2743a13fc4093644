from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from deadlines import conditions
from deadlines.cards import card_for
from deadlines.lights import Board, LightKind, horizon, light_for
from deadlines.models import (
    Audience,
    CalendarYear,
    Clock,
    Decision,
    Extension,
    Pause,
    Reminder,
    Rung,
)
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, DeadlineRuleFactory

TODAY = date(2026, 11, 19)

pytestmark = pytest.mark.django_db


def english(light):
    return (light.kind.value, light.words)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.row("SD-04")
@pytest.mark.parametrize(
    ("columns", "light"),
    [
        ({"due_on": date(2026, 11, 16)}, ("overdue", "3 days overdue")),
        ({"due_on": date(2026, 11, 18)}, ("overdue", "1 day overdue")),
        ({"due_on": date(2026, 11, 19)}, ("soon", "due today")),
        ({"due_on": date(2026, 11, 26)}, ("soon", "5 working days left")),
        ({"due_on": date(2026, 11, 29)}, ("soon", "6 working days left")),
        ({"due_on": date(2026, 11, 30)}, ("fine", "7 working days left")),
        (
            {"due_on": date(2026, 11, 26), "asked_until": date(2026, 12, 25)},
            ("asked", "extension to 12-25 asked"),
        ),
        (
            {"due_on": date(2026, 11, 26), "asked_until": date(2027, 1, 5)},
            ("asked", "extension to 2027-01-05 asked"),
        ),
        (
            {"due_on": date(2026, 11, 12), "paused_on": date(2026, 11, 10)},
            ("paused", "paused since 11-10"),
        ),
        (
            {"due_on": date(2026, 12, 31), "is_long_term": True},
            ("long", "milestone 12-31"),
        ),
        ({"due_on": None, "is_long_term": True}, ("long", "long-term")),
        ({"due_on": date(2026, 11, 1), "is_long_term": True}, ("overdue", "18 days overdue")),
        (
            {"due_on": date(2026, 10, 1), "stopped_on": date(2026, 10, 28)},
            ("done", "10-28 done"),
        ),
    ],
)
def test_each_light_says_it_in_words(columns, light):
    assert english(light_for(ClockFactory(**columns), TODAY)) == light


def test_a_weekend_due_date_counts_days_when_no_working_day_is_left():
    assert english(light_for(date(2026, 11, 22), date(2026, 11, 20))) == ("soon", "2 days left")


def test_a_plain_date_has_a_light_too():
    assert english(light_for(date(2026, 11, 16), TODAY)) == ("overdue", "3 days overdue")


def test_soon_begins_with_the_last_step_before_the_due_date():
    assert horizon(TODAY) == date(2026, 11, 29)

    Rung.objects.create(offset=-5, unit="working_day", audiences=["handler"])

    assert horizon(TODAY) == date(2026, 11, 26)


def test_without_a_step_before_the_date_only_today_is_soon():
    Rung.objects.filter(offset__lt=0).update(is_active=False)

    assert horizon(TODAY) == TODAY


def test_the_title_names_base_rule_and_basis_and_warns():
    clock = ClockFactory(
        rule=DeadlineRuleFactory(name="整改期限", basis="细则第十二条"), is_estimated=True
    )

    title = light_for(clock, TODAY).title

    for words in ("2026-12-01", "2026-10-01", "整改期限", "2 months", "细则第十二条", "Estimated"):
        assert words in title
    assert "not been confirmed" in title


def test_finished_late_is_said():
    clock = ClockFactory(due_on=date(2026, 10, 1), stopped_on=date(2026, 10, 28))

    assert "Finished 27 days late." in light_for(clock, TODAY).title


def test_a_list_costs_the_same_for_one_clock_and_for_three(django_assert_num_queries):
    for count in (1, 3):
        Clock.objects.all().delete()
        ClockFactory.create_batch(count, due_on=date(2026, 11, 26))
        with django_assert_num_queries(4):
            board = Board(TODAY)
            lights = [board.light(clock) for clock in Clock.objects.select_related("rule")]
        assert len(lights) == count


days = st.dates(min_value=date(2026, 9, 1), max_value=date(2027, 3, 1))
clock_columns = st.one_of(
    st.fixed_dictionaries({"due_on": days}),
    st.fixed_dictionaries({"due_on": days, "stopped_on": days}),
    st.fixed_dictionaries({"due_on": days, "paused_on": days}),
    st.fixed_dictionaries({"due_on": days, "asked_until": days}),
    st.fixed_dictionaries({"due_on": st.none() | days, "is_long_term": st.just(True)}),
    st.fixed_dictionaries({"due_on": days, "is_long_term": st.just(True), "asked_until": days}),
)


class LightsAndConditions(TestCase):
    """The counts of a list are its lights: each clock meets the condition of its light alone."""

    @settings(max_examples=60, deadline=None)
    @given(columns=clock_columns, today=days)
    def test_every_clock_meets_exactly_the_condition_of_its_light(self, columns, today):
        clock = ClockFactory(**columns)
        until = horizon(today)
        met = {
            LightKind.OVERDUE: conditions.overdue(today),
            LightKind.SOON: conditions.soon(today, until),
            LightKind.FINE: conditions.fine(today, until),
            LightKind.ASKED: conditions.asked(),
            LightKind.PAUSED: conditions.paused(),
            LightKind.LONG: conditions.long_term(today),
            LightKind.DONE: conditions.done(),
        }

        kinds = [kind for kind, where in met.items() if Clock.objects.filter(where).exists()]

        assert kinds == [Board(today).light(clock).kind]
        clock.delete()


def test_conditions_read_through_a_relation():
    clock = ClockFactory(due_on=date(2026, 11, 1))

    pauses = Clock.pauses.rel.related_model.objects

    assert not pauses.filter(conditions.overdue(TODAY, at="clock")).exists()
    assert list(Clock.objects.overdue(TODAY)) == [clock]


def test_due_between_keeps_to_running_clocks():
    inside = ClockFactory(due_on=date(2026, 11, 30))
    ClockFactory(due_on=date(2026, 12, 1))
    ClockFactory(due_on=date(2026, 11, 15), stopped_on=date(2026, 11, 14))

    assert list(Clock.objects.due_between(date(2026, 11, 1), date(2026, 11, 30))) == [inside]


def test_an_unlisted_year_is_estimated_until_it_is_confirmed():
    CalendarYear.objects.create(year=2031, source="weekdays")

    assert CalendarYear.objects.get(year=2031).is_estimated
    assert not CalendarYear.objects.known().filter(year=2031).exists()


def test_the_card_tells_the_whole_story_in_order():
    office, unit = UserFactory(full_name="方予怀"), UserFactory(full_name="顾清和")
    clock = ClockFactory(due_on=date(2026, 11, 26), base_on=date(2026, 6, 26))
    Pause.objects.create(
        clock=clock,
        started_on=date(2026, 7, 1),
        ended_on=date(2026, 7, 5),
        reason="等待审计",
        paused_by=office,
        resumed_at=datetime(2026, 7, 5, tzinfo=UTC),
    )
    Extension.objects.create(
        clock=clock,
        number=1,
        previous_due_on=date(2026, 10, 26),
        requested_until=date(2026, 11, 26),
        reason="造价复审需第三方出具报告",
        requested_by=unit,
        requested_on=date(2026, 10, 19),
        decision=Decision.GRANTED,
        granted_until=date(2026, 11, 26),
        decided_by=office,
        decided_at=datetime(2026, 10, 21, tzinfo=UTC),
    )
    Reminder.objects.create(
        clock=clock,
        rung=Rung.objects.get(offset=-20),
        recipient=unit,
        audience=Audience.HANDLER,
        due_on=date(2026, 11, 26),
        reminded_on=date(2026, 11, 6),
    )

    card = card_for(clock, TODAY)

    assert (card.due, card.was) == (date(2026, 11, 26), date(2026, 10, 26))
    assert [link.name for link in card.links] == [
        "Counted from",
        "Rule",
        "Paused",
        "Extension",
        "Reminded",
        "Note",
    ]
    extension = card.links[3]
    assert extension.text == "2026-10-26 to 2026-11-26"
    assert "顾清和" in extension.notes[0]
    assert extension.notes[1] == "2026-10-21 granted · 方予怀"
