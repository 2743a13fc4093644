"""An item is found by its own words, its issue's and its measures', whoever wrote them."""

import pytest
from django.db import connection
from django.utils import timezone

from inspections.models import Issue
from rectification.models import Measure, RectificationItem
from rectification.selectors.ledger import ledger
from tests.factories import rectification as made
from tests.world import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def item(world) -> RectificationItem:
    return made.an_item_in_review(world)


def finds(item: RectificationItem, words: str) -> bool:
    return RectificationItem.objects.filter(pk=item.pk, haystack__holds=words).exists()


def test_an_item_is_found_by_its_number_its_title_its_issue_and_its_measures(item):
    measure = item.measures.first()

    for text in (item.number, item.title, item.issue.text, measure.text):
        assert finds(item, text)
        assert finds(item, text[-2:])
        assert finds(item, text[0])
    assert not finds(item, "查无此语")


def test_no_words_are_found_across_two_texts(item):
    RectificationItem.objects.filter(pk=item.pk).update(number="甲", title="乙")

    assert finds(item, "甲")
    assert not finds(item, "甲乙")


def test_reworded_texts_are_found_by_their_new_words(item):
    measure = item.measures.first()

    RectificationItem.objects.filter(pk=item.pk).update(title="修缮厂房屋顶")
    Issue.objects.filter(pk=item.issue_id).update(text="食堂采购未经比价")
    Measure.objects.filter(pk=measure.pk).update(text="补签租赁合同")

    assert all(finds(item, words) for words in ("厂房", "比价", "租赁合同"))
    assert not finds(item, measure.text)


def test_measures_that_come_and_go_take_their_words_along(item):
    (more,) = Measure.objects.bulk_create(
        [Measure(item=item, number=90, text="张榜公示", due_on=timezone.localdate())]
    )
    assert finds(item, "公示")

    Measure.objects.filter(pk=more.pk).delete()
    assert not finds(item, "公示")


def test_an_old_copy_of_the_words_cannot_be_written_back(item):
    RectificationItem.objects.filter(pk=item.pk).update(haystack="陈年旧语")

    assert not finds(item, "陈年")
    assert finds(item, item.title)


@pytest.mark.parametrize("words", ["整改", "落实", "１", "Z", "的", "%", "查无此语"])
def test_the_index_finds_what_reading_every_row_finds(item, words):
    rows = RectificationItem.objects.order_by("pk")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        by_index = list(rows.filter(haystack__holds=words).values_list("pk", flat=True))
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = off")
        by_reading = list(rows.filter(haystack__holds=words).values_list("pk", flat=True))

    assert by_index == by_reading


def test_a_reader_finds_only_what_they_may_see(world, item):
    assert item in ledger(world.office_staff, q=item.title)
    assert item not in ledger(world.other_unit_head, q=item.title)
