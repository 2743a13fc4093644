"""Two real connections: what two people do at the same moment."""

import pytest

from accounts.models import JournalEntry
from rectification.services import closing, review
from rectification.states import ItemState, Party
from tests.at_once import at_once
from tests.factories import rectification as made
from tests.world import build_world


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_reviewers_at_once_leave_one_opinion_each_and_the_last_decides_once():
    world = build_world()
    row = made.an_item_in_review(world)
    review.review_item(row, Party.OFFICE, passed=True, opinion="", actor=world.office_director)

    ended = at_once(
        lambda: review.review_item(
            row, Party.DISCIPLINE, passed=True, opinion="同意", actor=world.discipline_reviewer
        ),
        lambda: review.review_item(
            made.fresh(row),
            Party.ORGANIZATION,
            passed=True,
            opinion="同意",
            actor=world.organization_reviewer,
        ),
    )

    assert ended == ["done", "done"]
    assert made.fresh(row).state == ItemState.PASSED
    given = row.submissions.get().reviews.values_list("party", "result")
    assert sorted(given) == [
        ("discipline", "passed"),
        ("office", "passed"),
        ("organization", "passed"),
    ]
    moves = JournalEntry.objects.filter(verb="rectification.rectificationitem.passed")
    assert moves.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clerks_closing_one_item_close_it_once():
    world = build_world()
    row = made.a_passed_item(world)

    ended = at_once(
        lambda: closing.close_item(made.fresh(row), actor=world.office_staff),
        lambda: closing.close_item(made.fresh(row), actor=world.office_director),
    )

    assert sorted(ended)[0] == "done"
    assert sorted(ended)[1] != "done"
    assert row.closures.count() == 1
