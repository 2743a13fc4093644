"""The two reports a unit owes on its rectification: written, sent in, judged, printed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.verdicts import NotAllowed, StaleEdit
from deadlines.models import Clock
from documents.models import IssuedDocument
from inspections.models import Assignment
from inspections.states.assignment import AssignmentState
from rectification.models import RectificationReport, UnitDeadlines
from rectification.selectors.readers import files
from rectification.selectors.report import reports_to_begin, waiting_reports
from rectification.services import closing
from rectification.services import report as reporting
from rectification.states import Party, ReportKind, ReportState, ReviewResult
from tests.factories import rectification as made

pytestmark = pytest.mark.django_db

WORDS = {"overview": "党组会研究四次。", "effects": "清退资金三万元。", "next_steps": "继续推进。"}


@pytest.fixture
def feedback(world):
    return made.a_plan_in_force(world).feedback


def judge(world, report, *, returned_by: Party | None = None) -> RectificationReport:
    for party, role in made.REVIEWERS.items():
        passed = party != returned_by
        reporting.review_report(
            report, party, passed=passed, opinion="有据", actor=world.person(role)
        )
    return made.fresh(report)


def test_a_report_goes_to_three_parties_and_is_printed_as_it_was_sent_in(world, feedback):
    report = made.a_submitted_report(world, feedback, **WORDS)
    told = [line["state"] for line in report.ledger]
    feedback.plans.get().items.update(title="改过的标题")

    accepted = judge(world, report)

    assert accepted.state == ReportState.ACCEPTED
    document = IssuedDocument.objects.get(pk=accepted.document_id)
    assert document.context["overview"] == WORDS["overview"]
    items = [item for aspect in document.context["aspects"] for item in aspect["items"]]
    assert [item["state"] for item in items] == told == ["正在整改"] * len(told)
    assert "改过的标题" not in str(document.context)


def test_each_party_gives_its_own_opinion_and_one_return_sends_it_back(world, feedback):
    report = judge(world, made.a_submitted_report(world, feedback), returned_by=Party.ORGANIZATION)

    assert report.state == ReportState.RETURNED
    assert report.return_reason == "组织部：有据"
    assert {review.result for review in report.reviews.all()} == {
        ReviewResult.PASSED,
        ReviewResult.RETURNED,
    }
    assert report.document is None


def test_the_next_edition_starts_with_what_the_returned_one_said(world, feedback):
    judge(world, made.a_submitted_report(world, feedback, **WORDS), returned_by=Party.OFFICE)

    following = reporting.draft_report(feedback, ReportKind.BODY, actor=world.unit_liaison)

    assert (following.number, following.state) == (2, ReportState.DRAFTING)
    assert {name: getattr(following, name) for name in WORDS} == WORDS


def test_there_is_nothing_to_report_on_before_the_plan_is_in_force(world):
    waiting = made.a_plan_in_review(world).feedback

    with pytest.raises(NotAllowed, match="整改方案实施后"):
        reporting.draft_report(waiting, ReportKind.BODY, actor=world.unit_liaison)


def test_each_of_the_two_is_under_way_once(world, feedback):
    made.a_report(world, feedback)
    made.a_report(world, feedback, kind=ReportKind.HEAD)

    with pytest.raises(NotAllowed, match="已在办理中"):
        made.a_report(world, feedback)


def test_only_the_head_sends_in_the_head_s_own_report(world, feedback):
    draft = made.a_report(world, feedback, kind=ReportKind.HEAD)

    with pytest.raises(NotAllowed, match="主要负责人本人"):
        reporting.submit_report(draft, actor=world.unit_liaison)

    reporting.submit_report(draft, actor=world.unit_head)
    assert made.fresh(draft).state == ReportState.SUBMITTED


def test_an_empty_report_is_not_sent_in(world, feedback):
    draft = made.a_report(world, feedback, effects=" ")

    with pytest.raises(NotAllowed, match="请先填写"):
        reporting.submit_report(draft, actor=world.unit_head)


def test_what_was_sent_in_cannot_be_changed(world, feedback):
    report = made.a_submitted_report(world, feedback)

    with pytest.raises(NotAllowed, match="不能再修改"):
        reporting.write_report(report, **WORDS, version=report.version, actor=world.unit_liaison)


def test_a_stale_draft_is_refused_with_what_changed(world, feedback):
    draft = made.a_report(world, feedback)
    reporting.write_report(draft, **WORDS, version=draft.version, actor=world.unit_head)

    with pytest.raises(StaleEdit):
        reporting.write_report(
            draft, **WORDS | {"effects": "别的"}, version=1, actor=world.unit_liaison
        )


def test_nobody_gives_another_party_s_opinion_or_a_second_one(world, feedback):
    report = made.a_submitted_report(world, feedback)
    discipline = world.discipline_reviewer

    with pytest.raises(NotAllowed, match="各方只填写本方意见"):
        reporting.review_report(
            report, Party.ORGANIZATION, passed=True, opinion="", actor=discipline
        )
    reporting.review_report(report, Party.DISCIPLINE, passed=True, opinion="", actor=discipline)
    with pytest.raises(NotAllowed, match="已"):
        reporting.review_report(report, Party.DISCIPLINE, passed=True, opinion="", actor=discipline)


def test_a_draft_is_the_unit_s_alone(world, feedback):
    draft = made.a_report(world, feedback)

    def seen(person):
        return RectificationReport.objects.visible_to(person).filter(pk=draft.pk).exists()

    assert seen(world.unit_liaison)
    assert not seen(world.office_staff)
    assert not seen(world.other_unit_head)
    reporting.submit_report(draft, actor=world.unit_head)
    assert seen(world.office_staff)
    assert not seen(world.other_unit_head)


def test_the_unit_reads_no_opinion_before_all_have_spoken(world, client, feedback):
    report = made.a_submitted_report(world, feedback)
    reporting.review_report(
        report, Party.DISCIPLINE, passed=True, opinion="材料齐全", actor=world.discipline_reviewer
    )
    page = reverse("rectification:report_detail", args=[report.pk])

    client.force_login(world.unit_head)
    assert "材料齐全" not in client.get(page).content.decode()
    client.force_login(world.office_staff)
    assert "材料齐全" in client.get(page).content.decode()


def test_the_deadline_is_met_with_the_second_report_and_runs_on_when_one_comes_back(
    world, feedback
):
    def clock():
        return Clock.objects.get(pk=UnitDeadlines.objects.get(feedback=feedback).report_clock_id)

    body = made.a_submitted_report(world, feedback)
    assert clock().is_running
    made.a_submitted_report(world, feedback, kind=ReportKind.HEAD)
    assert not clock().is_running

    judge(world, body, returned_by=Party.DISCIPLINE)

    assert clock().is_running


def test_the_report_waits_for_each_party_until_it_has_spoken(world, feedback):
    report = made.a_submitted_report(world, feedback)
    assert report in waiting_reports(world.discipline_reviewer)

    reporting.review_report(
        report, Party.DISCIPLINE, passed=True, opinion="", actor=world.discipline_reviewer
    )

    assert report not in waiting_reports(world.discipline_reviewer)
    assert report in waiting_reports(world.organization_reviewer)


def test_a_unit_with_a_plan_in_force_has_its_reports_to_write(world, feedback):
    assert feedback.pk in reports_to_begin(world.unit_head).values_list("feedback", flat=True)

    made.a_report(world, feedback)
    made.a_report(world, feedback, kind=ReportKind.HEAD)

    assert feedback.pk not in reports_to_begin(world.unit_head).values_list("feedback", flat=True)


def test_each_party_is_told_once(world, feedback):
    report = made.a_submitted_report(world, feedback)

    told = Notice.objects.filter(url=report.get_absolute_url())

    assert world.discipline_reviewer.pk in told.values_list("recipient", flat=True)
    assert world.unit_liaison.pk not in told.values_list("recipient", flat=True)


def test_the_report_speaks_of_a_passed_item_no_more_than_the_unit_knows(world):
    item = made.a_passed_item(world)
    feedback = item.plan.feedback

    report = made.a_submitted_report(world, feedback)

    assert report.ledger[0]["state"] == "已完成，待审核销号"


def test_the_unit_writes_and_sends_in_on_the_page(world, client, feedback):
    client.force_login(world.unit_head)
    begun = client.post(reverse("rectification:report_open", args=[feedback.pk, "body"]))
    report = RectificationReport.objects.get(feedback=feedback)
    assert begun.url == report.get_absolute_url()
    copy = made.evidence_file("整改报告.txt")

    client.post(
        reverse("rectification:report_text", args=[report.pk]),
        WORDS | {"version": report.version, "signed_copy": copy},
    )
    client.post(reverse("rectification:report_submit", args=[report.pk]))

    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert report.signed_copy.original_name == "整改报告.txt"
    readers = [world.discipline_reviewer, world.other_unit_head]
    seen = [files(person).filter(pk=report.signed_copy_id).exists() for person in readers]
    assert seen == [True, False]


def test_another_system_of_the_unit_sends_a_report_in_at_one_go(world, client, feedback):
    client.force_login(world.unit_head)

    answer = client.post(
        reverse("api:feedback_reports", args=[feedback.pk]), WORDS | {"kind": "head"}
    )

    assert answer.status_code == 201, answer.content
    report = RectificationReport.objects.get(pk=answer.json()["id"])
    assert (report.state, report.kind) == (ReportState.SUBMITTED, ReportKind.HEAD)


def test_an_incomplete_report_of_another_system_leaves_nothing_behind(world, client, feedback):
    client.force_login(world.unit_liaison)

    answer = client.post(
        reverse("api:feedback_reports", args=[feedback.pk]), WORDS | {"kind": "head"}
    )

    assert answer.status_code == 409
    assert not RectificationReport.objects.filter(feedback=feedback).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": ReportState.ACCEPTED},
        {"state": ReportState.DRAFTING},
        {"return_reason": "无"},
        {"decided_at": timezone.now()},
        {"submitted_at": timezone.now() - timedelta(days=400)},
    ],
)
def test_the_database_refuses_what_no_service_writes(world, feedback, broken):
    report = made.a_submitted_report(world, feedback)

    with pytest.raises(IntegrityError), transaction.atomic():
        RectificationReport.objects.filter(pk=report.pk).update(**broken)


def test_closed_items_are_counted_in_the_printed_report(world):
    item = made.a_passed_item(world)
    closing.close_item(item, opinion="同意", actor=world.office_staff)
    report = judge(world, made.a_submitted_report(world, item.plan.feedback))

    assert IssuedDocument.objects.get(pk=report.document_id).context["closed"] == 1


def test_the_target_s_reports_stand_accepted_with_the_second_of_the_two(world, feedback):
    def state():
        return Assignment.objects.get(pk=feedback.assignment_id).state

    judge(world, made.a_submitted_report(world, feedback))
    assert state() == AssignmentState.RECTIFYING

    judge(world, made.a_submitted_report(world, feedback, kind=ReportKind.HEAD))

    assert state() == AssignmentState.REPORTS_ACCEPTED
