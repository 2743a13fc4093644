"""Each limit broken behind the model's back: the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rectification.models import (
    ItemReview,
    Measure,
    PlanReview,
    ProgressReport,
    RectificationItem,
    RectificationPlan,
    Submission,
)
from rectification.services import item as working
from tests.factories import rectification as made


def refuses(rows, **changes):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        rows.update(**changes)
    return str(refusal.value)


LATER = timezone.now() + timedelta(days=1)
ITEM_BREACHES = [
    ({"closed_at": LATER}, "item_closed_iff_closed_at"),
    ({"passed_at": LATER}, "item_passed_iff_passed_at"),
    ({"started_at": None}, "item_started_iff_started_at"),
    ({"lead_unit": None}, "item_whole_once_planned"),
    ({"leader": None}, "item_whole_once_planned"),
    ({"due_on": None}, "item_whole_once_planned"),
    ({"goal": ""}, "item_whole_once_planned"),
    ({"parties": ["discipline"]}, "item_office_always_reviews"),
]
CLOSED_BREACHES = [
    ({"cause_part": ""}, "item_closed_with_four_parts"),
    ({"is_basically_done": True}, "item_closed_is_not_basically_done"),
]
PLAN_BREACHES = [
    ({"submitted_at": None}, "plan_submitted_iff_not_draft"),
    ({"approved_at": None}, "plan_approved_iff_approved_at"),
    ({"in_force_at": None}, "plan_in_force_iff_in_force_at"),
    ({"returned_at": LATER}, "plan_returned_iff_returned_at"),
]


def test_item_limits(world):
    row = made.a_running_item(world)
    rows = RectificationItem.objects.filter(pk=row.pk)
    for changes, name in ITEM_BREACHES:
        assert name in refuses(rows, **changes)


def test_numbers_do_not_repeat(world):
    row = made.a_running_item(world)
    other = row.plan.items.exclude(pk=row.pk)

    assert "item_number_in_ledger" in refuses(other, number=row.number)
    assert "item_sequence_in_plan" in refuses(other, sequence=row.sequence)


def test_limits_of_a_closed_item(world):
    row = made.a_closed_item(world)
    rows = RectificationItem.objects.filter(pk=row.pk)
    for changes, name in CLOSED_BREACHES:
        assert name in refuses(rows, **changes)


def test_plan_limits(world):
    row = made.a_plan_in_force(world)
    rows = RectificationPlan.objects.filter(pk=row.pk)
    for changes, name in PLAN_BREACHES:
        assert name in refuses(rows, **changes)
    assert "plan_review_given_whole" in refuses(PlanReview.objects.all(), reviewer=None)


def test_limits_of_work_and_review(world):
    row = made.an_item_in_review(world)
    working_row = made.fresh(row)
    submissions = Submission.objects.filter(item=working_row)

    assert "measure_done_iff_done_by" in refuses(Measure.objects.filter(item=row), done_by=None)
    assert "submission_decided_iff_decided_at" in refuses(submissions, outcome="passed")
    assert "submission_confirmed_iff_confirmed_by" in refuses(submissions, confirmed_by=None)
    assert "submission_confirmed_by_another" in refuses(
        submissions, confirmed_by=world.unit_liaison
    )
    assert "item_review_given_whole" in refuses(ItemReview.objects.all(), result="returned")


def test_progress_stays_between_0_and_100(world):
    row = made.a_running_item(world)
    working.report_progress(row, percent=10, text="已核查", actor=world.unit_liaison)

    assert "progress_percent_in_range" in refuses(ProgressReport.objects.all(), percent=101)
