"""A page far back holds the very rows that counting off from the first would reach."""

import pytest
from django.db.models import F

from accounts import paging
from accounts.models import User
from accounts.paging import FarPaginator
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ORDERS = [("pk",), ("-pk",), ("full_name", "-pk"), (F("last_login").desc(nulls_last=True), "pk")]


@pytest.fixture
def people():
    for number in range(23):
        UserFactory(full_name=f"同名{number % 3}")
    return User.objects.all()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_a_page_far_back_holds_the_same_rows(people, order, monkeypatch):
    monkeypatch.setattr(paging, "LONG", 4)
    rows = people.order_by(*order).select_related("organization")
    everything = list(rows)

    pages = FarPaginator(rows, 4)
    shown = [row for number in pages.page_range for row in pages.page(number)]

    assert shown == everything


def test_a_page_far_back_costs_one_query_more(people, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(paging, "LONG", 4)
    pages = FarPaginator(people.order_by("pk"), 4)
    assert pages.count

    with django_assert_num_queries(2):
        assert len(list(pages.page(3))) == 4


@pytest.mark.parametrize("long", [4, 1_000])
def test_the_first_of_many_are_the_first_of_all(people, long, monkeypatch):
    monkeypatch.setattr(paging, "LONG", long)
    rows = people.order_by("full_name", "-pk")

    assert paging.first_of(rows, 5, count=rows.count()) == list(rows[:5])


def test_a_count_that_is_known_is_not_asked_again(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(FarPaginator(people.order_by("pk"), 4, counted=23).page(1))) == 4
