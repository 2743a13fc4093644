"""Days that cannot be: a plan due before it is sent, work done before the feedback came."""

from time import process_time

import pytest

from accounts.verdicts import NotAllowed
from rectification.models import Measure, RectificationItem
from rectification.rules.wording import LONGEST_TEXT, compare
from rectification.services import drafting, item, plan
from rectification.states import PlanState
from tests.factories import rectification as made


def test_a_plan_with_dates_before_its_submission_is_refused_with_the_rows_named(world):
    draft = made.a_draft(world)
    first, second = draft.items.order_by("sequence")
    RectificationItem.objects.filter(pk=first.pk).update(due_on=made.in_days(-1))
    Measure.objects.filter(item=second).update(due_on=made.in_days(-2))

    with pytest.raises(NotAllowed) as refused:
        plan.submit_plan(draft, actor=world.unit_head)

    assert str(refused.value.reason) == (
        f"{first.number}、{second.number} 措施 1 的期限早于方案提交日 {made.in_days(0)}，请调整。"
    )
    assert made.fresh(draft).state == PlanState.DRAFTING


def test_what_was_due_ahead_when_the_plan_was_sent_passes_later(world):
    row = made.a_plan_in_review(world, made.a_draft(world, due=1))
    type(row).objects.filter(pk=row.pk).update(
        drafted_at=row.drafted_at - made.timedelta(days=9),
        submitted_at=row.submitted_at - made.timedelta(days=9),
    )
    row.items.update(due_on=made.in_days(-3))
    Measure.objects.filter(item__plan=row).update(due_on=made.in_days(-3))

    plan.review_plan(
        made.fresh(row), "discipline", passed=True, opinion="", actor=world.discipline_reviewer
    )


def test_a_measure_is_not_done_before_the_unit_received_the_feedback(world):
    row = made.a_running_item(world)

    with pytest.raises(NotAllowed, match="日期早于本单位收到反馈意见之日"):
        item.mark_measure_done(
            row.measures.first(), done_on=made.in_days(-1), actor=world.unit_liaison
        )


def test_a_wording_longer_than_its_box_is_refused(world):
    planned = made.a_draft(world).planned_issues.first()

    with pytest.raises(NotAllowed, match="超过 10000 字"):
        drafting.set_wording(planned, "的" * (LONGEST_TEXT + 1), actor=world.unit_liaison)


def test_the_worst_wording_is_compared_at_once_and_still_shows_what_was_cut():
    start = process_time()
    compare("的" * LONGEST_TEXT, "的了" * (LONGEST_TEXT // 2))
    assert process_time() - start < 1

    found = compare(
        "的" * 5000 + "违规发放补贴" + "了" * 4000, "的" * 5000 + "发放补贴" + "了" * 4000
    )
    assert [piece.text for piece in found.original if piece.change == "cut"] == ["违规"]
