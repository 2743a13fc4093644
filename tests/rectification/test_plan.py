import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import StoredFile
from accounts.verdicts import NotAllowed
from deadlines.models import Clock
from inspections.states.issue import IssueState
from rectification.models import Measure, RectificationItem
from rectification.rules.coverage import check_plan
from rectification.selectors.plan import decomposition
from rectification.services import drafting, plan
from rectification.states import ITEM_CLOCK, ItemState, Party, PlanState
from tests.factories import rectification as made
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.issue import (
    AspectFactory,
    ReceivedFeedbackFactory,
    ReceivedIssueFactory,
)


def pass_(world, row, party=Party.DISCIPLINE):
    plan.review_plan(
        row, party, passed=True, opinion="同意", actor=world.person(made.REVIEWERS[party])
    )


@pytest.mark.row("SD-06")
def test_a_plan_that_omits_one_of_fifteen_issues_cannot_pass(world):
    feedback = made.a_feedback(world, issues=15)
    draft = made.a_draft(world, feedback)
    left_out = draft.items.get(issue__number=7)
    drafting.remove_measure(left_out.measures.get(), actor=world.unit_liaison)
    drafting.remove_item(left_out, actor=world.unit_liaison)
    row = made.a_plan_in_review(world, draft)

    with pytest.raises(NotAllowed, match="问题 7 未列入方案"):
        pass_(world, row)

    check = check_plan(row)
    assert check.coverage_gate().result == "14/15"
    assert [missing.issue.number for missing in check.missing] == [7]
    assert row.reviews.get(party=Party.DISCIPLINE).is_pending


@pytest.mark.row("SD-06")
def test_a_reworded_issue_is_shown_word_by_word_and_cannot_pass(world, sign_in):
    draft = made.a_draft(world)
    planned = draft.planned_issues.get(issue__number=1)
    softened = planned.wording.replace("违规发放", "不够规范地发放")
    drafting.set_wording(planned, softened, actor=world.unit_liaison)
    row = made.a_plan_in_review(world, draft)

    with pytest.raises(NotAllowed, match="问题 1 的表述与反馈原文不一致"):
        pass_(world, row)

    page = sign_in(world.discipline_reviewer).get(row.get_absolute_url()).content.decode()
    assert '<del class="wording-cut">违规</del>' in page
    assert '<ins class="wording-added">不够规范地</ins>' in page


def test_a_plan_is_submitted_only_with_leader_lead_organ_goal_measures_and_date(world):
    draft = made.a_draft(world, measures=0)

    with pytest.raises(NotAllowed, match="缺少目标、措施、阶段节点或者期限"):
        plan.submit_plan(draft, actor=world.unit_head)

    assert made.fresh(draft).state == PlanState.DRAFTING


@pytest.mark.row("SD-17")
def test_each_party_writes_its_own_opinion_and_no_other(world):
    row = made.a_plan_in_review(world)

    with pytest.raises(NotAllowed, match="各方只填写本方意见"):
        plan.review_plan(
            row, Party.ORGANIZATION, passed=True, opinion="", actor=world.discipline_reviewer
        )

    assert row.reviews.get(party=Party.ORGANIZATION).is_pending


@pytest.mark.row("SD-17")
def test_an_opinion_once_given_is_not_given_again(world):
    row = made.a_plan_in_review(world)
    pass_(world, row)

    with pytest.raises(NotAllowed, match="本方已出具意见"):
        pass_(world, row)


@pytest.mark.row("SD-17", "SD-13")
def test_one_return_among_three_opinions_returns_the_plan_and_the_next_edition_is_a_new_row(world):
    row = made.a_plan_in_review(world)
    pass_(world, row)
    pass_(world, row, Party.OFFICE)
    plan.review_plan(
        row,
        Party.ORGANIZATION,
        passed=False,
        opinion="责任分工不合理",
        actor=world.organization_reviewer,
    )

    returned = made.fresh(row)
    assert returned.state == PlanState.RETURNED
    assert returned.return_reason == "组织部：责任分工不合理"
    second = drafting.open_plan(returned.feedback, actor=world.unit_liaison)
    assert (second.number, second.items.count()) == (2, returned.items.count())
    assert list(RectificationItem.objects.in_ledger()) == []


def test_in_force_starts_the_clock_of_every_item_and_opens_the_issues(world):
    row = made.a_plan_in_force(world)

    items = list(row.items.all())
    assert [item.state for item in items] == [ItemState.PLANNED, ItemState.PLANNED]
    assert [item.clock.due_on for item in items] == [item.due_on for item in items]
    assert set(row.feedback.issues.values_list("state", flat=True)) == {IssueState.RECTIFYING}
    assert row.document.kind == "rectification_plan"
    assert Clock.objects.running().filter(kind=ITEM_CLOCK).count() == 2


@pytest.mark.row("LZ-18")
def test_an_item_with_measures_is_not_removed(world):
    draft = made.a_draft(world)
    item = draft.items.first()

    with pytest.raises(NotAllowed, match="该任务下还有 1 条措施，请先删除措施"):
        drafting.remove_item(item, actor=world.unit_liaison)

    assert made.fresh(item).measures.count() == 1


@pytest.mark.row("LZ-19")
def test_the_lead_organ_is_one_and_not_among_the_others(world):
    draft = made.a_draft(world)
    issue = draft.feedback.issues.first()
    both = made.content(world, issue, lead_unit=world.department, responsibles=[world.department])

    with pytest.raises(NotAllowed, match="牵头单位不能同时列为责任单位"):
        drafting.add_item(draft, both, actor=world.unit_liaison)

    assert decomposition(draft).lead_units == 1


@pytest.mark.row("SD-03")
def test_the_units_page_shows_study_plan_and_ledger_with_their_dates(world, sign_in):
    feedback = made.a_feedback(world)
    plan.record_meeting(
        feedback, kind="study", held_on=made.in_days(0), subject="学习", actor=world.unit_liaison
    )
    made.a_draft(world, feedback)

    page = sign_in(world.unit_liaison).get("/rectification/unit/").content.decode()

    today = made.in_days(0).strftime("%m-%d")
    assert '学习传达会<span class="visually-hidden">' in page
    assert today in page
    assert "草稿，尚未提交" in page


def test_a_meeting_of_somebody_else_leaves_its_minutes_nowhere(world, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    feedback = made.a_feedback(world)
    before = set(StoredFile.objects.values_list("pk", flat=True))
    meeting = {"kind": "study", "held_on": made.in_days(0), "subject": "学习"}

    answer = sign_in(world.office_staff).post(
        reverse("rectification:meeting_record", args=[feedback.pk]),
        meeting | {"minutes": SimpleUploadedFile("纪要.txt", "学习".encode())},
    )

    assert answer.status_code == 422
    assert set(StoredFile.objects.values_list("pk", flat=True)) == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_draft_is_seen_by_the_unit_alone(world, sign_in):
    draft = made.a_draft(world)

    assert sign_in(world.office_staff).get(draft.get_absolute_url()).status_code == 404
    assert sign_in(world.unit_liaison).get(draft.get_absolute_url()).status_code == 200


def test_two_plans_of_one_unit_in_force_share_no_number(world):
    first, second = (made.a_draft(world, received(world)) for _each in range(2))
    assert first.items.get().number == second.items.get().number

    made.a_plan_in_force(world, first)
    made.a_plan_in_force(world, second)

    numbers = RectificationItem.objects.in_ledger().order_by("pk").values_list("number", flat=True)
    year = made.in_days(0).year
    assert list(numbers) == [f"{year}上级-水利-01", f"{year}上级-水利-02"]


def received(world):
    feedback = ReceivedFeedbackFactory(body=world.body, organization=world.unit_a, taken_over=True)
    ReceivedIssueFactory(feedback=feedback, taken_over=True, number=1)
    return feedback


@pytest.mark.row("LZ-18", "LZ-19")
def test_a_superiors_feedback_decomposes_into_3_15_23_108_under_7_and_76_organs(world):
    feedback = ReceivedFeedbackFactory(body=world.body, organization=world.unit_a, taken_over=True)
    aspects = [AspectFactory(feedback=feedback) for _each in range(3)]
    issues = [
        ReceivedIssueFactory(
            feedback=feedback, taken_over=True, number=number + 1, aspect=aspects[number % 3]
        )
        for number in range(15)
    ]
    leads = OrganizationFactory.create_batch(7)
    others = OrganizationFactory.create_batch(76)
    draft = drafting.open_plan(feedback, actor=world.unit_liaison)
    for number in range(23):
        share = others[number * 76 // 23 : (number + 1) * 76 // 23]
        content = made.content(
            world, issues[number % 15], lead_unit=leads[number % 7], responsibles=share
        )
        item = drafting.add_item(draft, content, actor=world.unit_liaison)
        Measure.objects.bulk_create(
            Measure(item=item, number=one, text="措施", due_on=item.due_on)
            for one in range(1, 108 // 23 + 1 + (number < 108 % 23))
        )

    found = decomposition(draft)

    assert (found.aspects, found.issues, found.items, found.measures) == (3, 15, 23, 108)
    assert (found.lead_units, found.responsible_units) == (7, 76)
