"""One box for all: words find titles, figures find numbers, nothing typed breaks it."""

import pytest
from django.urls import reverse

from overview.search import find

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["招投标", "abc", "²", "٣", "99999999999999999999", "%", "'"])
def test_whatever_is_typed_is_answered(planted, client, typed):
    client.force_login(planted.office_staff)

    assert client.get(reverse("overview:search"), {"q": typed}).status_code == 200


def test_an_issue_is_found_by_its_title_and_by_its_number(planted):
    issue = planted.issue_cited

    by_title, by_number = (
        [row for place in find(planted.office_staff, words) for row in place.rows]
        for words in (issue.title, str(issue.number))
    )

    assert issue in by_title
    assert issue in by_number
