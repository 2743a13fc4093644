"""The copies on an item that the database keeps true, whoever writes and however."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deadlines.models import Clock
from rectification.models import Measure, RectificationItem
from tests.factories import rectification as made
from tests.world import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> RectificationItem:
    return made.an_item_in_review(build_world())


def figures(item: RectificationItem) -> tuple:
    kept = made.fresh(item)
    return kept.clock_due_on, kept.measures_all, kept.measures_done


def counted(item: RectificationItem) -> tuple:
    measures = Measure.objects.filter(item=item)
    due_on = Clock.objects.get(pk=item.clock_id).due_on
    return due_on, measures.count(), measures.exclude(done_on=None).count()


def test_an_item_begins_with_what_its_clock_and_measures_say(item):
    assert figures(item) == counted(item)
    assert figures(item)[1] > 0


def test_a_clock_that_moves_takes_its_item_along(item):
    later = item.clock.due_on + timedelta(days=30)

    Clock.objects.filter(pk=item.clock_id).update(due_on=later)

    assert figures(item)[0] == later


def test_an_item_without_a_clock_has_no_date(item):
    RectificationItem.objects.filter(pk=item.pk).update(clock=None)

    assert figures(item)[0] is None


def test_measures_are_counted_when_they_come_change_and_go(item):
    _due, everything, done = figures(item)
    more = Measure.objects.bulk_create(
        Measure(item=item, number=90 + each, text="再查", due_on=timezone.localdate())
        for each in range(2)
    )
    assert figures(item)[1:] == (everything + 2, done)

    Measure.objects.filter(pk=more[0].pk).update(
        done_on=timezone.localdate(), done_by=item.leader_id
    )
    assert figures(item)[1:] == (everything + 2, done + 1)

    Measure.objects.filter(pk__in=[each.pk for each in more]).delete()
    assert figures(item)[1:] == (everything, done)


def test_an_old_figure_cannot_be_written_back(item):
    true = counted(item)

    RectificationItem.objects.filter(pk=item.pk).update(
        clock_due_on="2001-01-01", measures_all=99, measures_done=98
    )

    assert figures(item) == true
