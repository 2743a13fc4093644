import pytest

from accounts.verdicts import NotAllowed
from inspections.states.issue import IssueState
from rectification.services import closing, extension, item, review
from rectification.states import ItemState, Party, ReviewResult
from tests.factories import rectification as made


@pytest.mark.row("LZ-24")
@pytest.mark.parametrize("part", ["person", "matter", "cause", "institution"])
def test_a_claim_with_an_empty_part_is_refused(world, part):
    row = made.make_ready(world, made.a_running_item(world))
    type(row).objects.filter(pk=row.pk).update(**{f"{part}_part": " "})

    with pytest.raises(NotAllowed, match="还没有填写"):
        review.claim_item(made.fresh(row), statement="已完成", actor=world.unit_liaison)

    assert made.fresh(row).state == ItemState.IN_PROGRESS


def test_a_claim_needs_evidence(world):
    row = made.make_ready(world, made.a_running_item(world))
    item.withdraw_evidence(row.evidence.get(), actor=world.unit_liaison)

    with pytest.raises(NotAllowed, match="还没有佐证材料"):
        review.claim_item(row, statement="已完成", actor=world.unit_liaison)


def test_only_the_head_confirms(world):
    row = made.a_claimed_item(world)

    with pytest.raises(NotAllowed, match="只有党组织主要负责人可以签字确认"):
        review.confirm_claim(row, actor=world.unit_liaison)


@pytest.mark.row("SD-17")
def test_a_return_by_one_party_returns_the_item_once_all_have_spoken(world):
    row = made.a_returned_item(world)

    assert row.state == ItemState.RETURNED
    submission = row.submissions.get()
    assert submission.reason == "纪检监察机关：请补充原因"
    again = made.an_item_in_review(world, row)
    assert [one.number for one in again.submissions.all()] == [1, 2]


def test_a_returned_item_still_runs_and_becomes_overdue(world):
    row = made.a_returned_item(world, due=5)

    today = made.in_days(6)
    assert list(type(row).objects.filter(pk=row.pk).overdue(today)) == [row]
    assert list(type(row).objects.filter(pk=row.pk).overdue(made.in_days(5))) == []


def test_a_passed_item_is_not_overdue_any_more(world):
    row = made.a_passed_item(world, due=5)

    assert list(type(row).objects.filter(pk=row.pk).overdue(made.in_days(6))) == []


def test_closing_writes_the_record_and_closes_the_issue_with_its_last_item(world):
    row = made.a_closed_item(world)

    closure = row.closures.get()
    assert closure.document.kind == "closure_record"
    assert row.issue.state == IssueState.CLOSED


@pytest.mark.row("LZ-24")
def test_an_item_is_not_closed_without_its_cause(world):
    row = made.a_passed_item(world)
    type(row).objects.filter(pk=row.pk).update(cause_part="")

    with pytest.raises(NotAllowed, match="还没有填写"):
        closing.close_item(made.fresh(row), actor=world.office_staff)

    assert made.fresh(row).state == ItemState.PASSED


def test_reopening_says_why_and_runs_again(world):
    row = made.a_closed_item(world)
    closing.reopen_item(
        row,
        reason="rebound",
        findings="再次发放",
        due_on=made.in_days(30),
        actor=world.office_staff,
    )

    again = made.fresh(row)
    assert (again.state, again.closed_at) == (ItemState.REOPENED, None)
    assert again.clock.due_on == made.in_days(30)
    assert again.issue.state == IssueState.REOPENED
    assert made.a_closed_item(world, again).closures.count() == 2


@pytest.mark.row("SD-04")
def test_a_long_term_item_is_overdue_only_when_a_milestone_has_passed(world):
    row = made.a_running_item(world, kind="long_term", due=40)
    rows = type(row).objects.filter(pk=row.pk)

    assert row.state == ItemState.LONG_TERM
    assert list(rows.overdue(made.in_days(40))) == []
    assert list(rows.overdue(made.in_days(41))) == [row]


def test_an_extension_is_asked_by_the_unit_and_decided_by_the_office(world):
    row = made.a_running_item(world, due=5)
    extension.request_extension(
        row, until=made.in_days(50), reason="复审未完成", actor=world.unit_liaison
    )
    assert list(type(row).objects.asked()) == [row]

    extension.decide_extension(
        made.fresh(row), granted=True, reason="同意", actor=world.office_staff
    )

    assert made.fresh(row).clock.due_on == made.in_days(50)
    assert made.fresh(row).due_on == made.in_days(5)


def test_only_the_routed_parties_are_asked(world):
    row = made.a_running_item(world)
    closing.route_item(
        row, parties=[Party.DISCIPLINE], version=row.version, actor=world.office_staff
    )

    routed = made.an_item_in_review(world, made.fresh(row))

    asked = routed.submissions.get().reviews.values_list("party", flat=True)
    assert set(asked) == {Party.DISCIPLINE, Party.OFFICE}


@pytest.mark.row("SD-17")
def test_the_unit_reads_no_opinion_before_all_have_spoken(world, sign_in):
    row = made.an_item_in_review(world)
    review.review_item(
        row, Party.DISCIPLINE, passed=False, opinion="原因不深", actor=world.discipline_reviewer
    )

    theirs = sign_in(world.office_staff).get(row.get_absolute_url()).content.decode()
    units = sign_in(world.unit_head).get(row.get_absolute_url()).content.decode()

    assert "原因不深" in theirs
    assert "原因不深" not in units
    assert row.submissions.get().reviews.get(party="discipline").result == ReviewResult.RETURNED
