"""What a unit owes on its feedback from the day it received it, and when that is done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.verdicts import NotAllowed
from deadlines.dates import Unit, shift
from deadlines.lights import Board
from deadlines.models import Clock, Workday
from inspections.services import feedback as feeding
from inspections.states.feedback import FeedbackState
from overview.boxes import WAITING
from rectification.models import UnitDeadlines
from rectification.selectors.readers import of_plan_clock
from rectification.selectors.unit import duties_of
from rectification.services import drafting, owed, plan, review
from rectification.states import MeetingKind
from tests.factories import rectification as made
from tests.factories.inspections.issue import FeedbackFactory


def a_signed_feedback(world):
    """Feedback that its unit's head signs for by the service itself."""
    feedback = FeedbackFactory(
        assignment=made.an_assignment(world),
        state=FeedbackState.CC_DELIVERED,
        issued_at=timezone.now() - timedelta(days=9),
    )
    owed.owe(feedback, world.office_staff)
    feeding.acknowledge(feedback, actor=world.unit_head)
    return made.fresh(feedback)


def names(user) -> list[str]:
    return [line.name for line in duties_of(user, Board())]


def test_both_deadlines_count_from_the_issue_until_the_unit_signs_and_then_from_that_day(world):
    feedback = FeedbackFactory(
        assignment=made.an_assignment(world),
        state=FeedbackState.CC_DELIVERED,
        issued_at=timezone.now() - timedelta(days=9),
    )
    before = owed.owe(feedback, world.office_staff).plan_clock
    assert before.base_on == made.in_days(-9)

    feeding.acknowledge(feedback, actor=world.unit_head)

    found = UnitDeadlines.objects.get(feedback=feedback)
    assert (found.plan_clock.base_on, found.meeting_clock.base_on) == (made.in_days(0),) * 2
    assert found.plan_clock.due_on > before.due_on


def test_a_unit_that_does_nothing_is_reminded_and_overdue(world):
    feedback = a_signed_feedback(world)
    clock = feedback.unit_deadlines.plan_clock

    assert list(of_plan_clock(clock, "handler")) == [world.unit_liaison]
    late = Clock.objects.visible_to(world.office_staff).overdue(clock.due_on + timedelta(days=1))
    assert clock in late


def test_a_plan_not_begun_stands_on_the_units_page_and_on_its_home(world, sign_in):
    feedback = a_signed_feedback(world)

    assert "拟订整改方案" in names(world.unit_liaison)
    heaps = WAITING.heaps(world.unit_liaison, "unit_liaison")
    assert [(heap.label, heap.count) for heap in heaps] == [("待拟订的整改方案", 1)]
    assert heaps[0].tasks[0].light.due_on == feedback.unit_deadlines.plan_clock.due_on
    page = sign_in(world.unit_liaison).get("/rectification/unit/").content.decode()
    assert f'id="plan-{feedback.pk}"' in page


def test_a_returned_plan_stays_with_the_unit_until_the_next_edition_is_sent(world):
    row = made.a_submitted_plan(world)
    assert "拟订下一稿整改方案" not in names(world.unit_liaison)

    plan.return_plan(row, reason="责任分工不合理", actor=world.office_staff)

    assert "拟订下一稿整改方案" in names(world.unit_liaison)
    heaps = WAITING.heaps(world.unit_liaison, "unit_liaison")
    assert [(heap.label, heap.count) for heap in heaps] == [("待提交的整改方案", 1)]
    following = drafting.open_plan(row.feedback, actor=world.unit_liaison)
    assert "完成并提交整改方案" in names(world.unit_liaison)
    plan.submit_plan(following, actor=world.unit_head)
    assert WAITING.heaps(world.unit_liaison, "unit_liaison") == []


def test_a_plan_sent_in_time_is_not_overdue_while_it_is_read(world):
    row = made.a_submitted_plan(world)

    assert not made.fresh(row).clock.is_running


def test_a_plan_returned_is_due_later_by_the_days_it_was_read(world):
    row = made.a_submitted_plan(world)
    a_week_ago = timezone.now() - timedelta(days=7)
    type(row).objects.filter(pk=row.pk).update(drafted_at=a_week_ago, submitted_at=a_week_ago)
    Clock.objects.filter(pk=row.clock_id).update(base_on=made.in_days(-7))
    row = made.fresh(row)
    by_rule = shift(row.clock.base_on, 1, Unit.MONTH, Workday.objects.calendar())

    plan.return_plan(row, reason="责任分工不合理", actor=world.office_staff)

    clock = made.fresh(row).clock
    assert clock.is_running
    assert (clock.due_on, clock.paused_on) == (by_rule + timedelta(days=7), None)


def test_the_democratic_life_meeting_is_owed_until_it_is_recorded(world, sign_in):
    feedback = a_signed_feedback(world)
    assert "召开专题民主生活会" in names(world.unit_liaison)

    sent = {
        "kind": MeetingKind.DEMOCRATIC_LIFE,
        "held_on": made.in_days(0),
        "subject": "民主生活会",
    }
    address = reverse("rectification:meeting_record", args=[feedback.pk])
    assert sign_in(world.unit_liaison).post(address, sent).status_code == 302

    assert "召开专题民主生活会" not in names(world.unit_liaison)
    clock = UnitDeadlines.objects.get(feedback=feedback).meeting_clock
    assert clock.stopped_on == made.in_days(0)


def test_the_head_does_not_claim_what_the_head_confirms(world):
    row = made.make_ready(world, made.a_running_item(world))

    with pytest.raises(NotAllowed, match="由任务的责任领导或者本单位联络员申报完成"):
        review.claim_item(row, statement="已完成", actor=world.unit_head)


def test_a_head_who_also_is_the_liaison_does_not_confirm_the_own_claim(world):
    row = made.make_ready(world, made.a_running_item(world))
    made.DutyFactory(person=world.unit_head, role="unit_liaison", organization=world.unit_a)
    review.claim_item(row, statement="已完成", actor=world.unit_head)

    with pytest.raises(NotAllowed, match="由您本人申报"):
        review.confirm_claim(made.fresh(row), actor=world.unit_head)
