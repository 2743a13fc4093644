"""Report and feedback: heard, consulted, approved; told to the head, then the meeting, then on paper."""

from django.urls import reverse

from inspections.models import Feedback, InspectionReport, Issue
from inspections.states.feedback import FeedbackState
from inspections.states.report import ReportState
from tests.browser.hands import ask_for, is_offered, look_at, press, send, write
from tests.browser.story import Story

OVERALL = "党组能够履行主体责任，但仍存在一些问题。"


def report_and_feed_back(story: Story) -> None:
    leader_submits_the_report(story)
    office_consults(story)
    leading_group_approves_the_report(story)
    leader_drafts_the_feedback(story)
    office_puts_it_forward(story)
    head_is_told_before_the_meeting(story)
    office_issues_it_with_its_copies(story)
    head_signs_for_it(story)


def leader_submits_the_report(story: Story) -> None:
    page = story.at("leader")
    look_at(page, story.assignment)
    press(page, "inspections:assignment_withdraw", story.assignment.pk)
    send(page, "#entry", on=story.day(0))
    look_at(page, reverse("inspections:report_list"))
    press(page, "inspections:report_new", story.assignment.pk)
    send(page, "#report", overall=OVERALL, suggestions="压实主体责任。\n健全制度。")
    report = InspectionReport.objects.get()
    for kind in ("team_meeting", "head_communication"):
        assert not is_offered(page, "inspections:report_submit", report.pk)
        write(page, "#step", held_on=story.day(0), decided_by="全组", opinion="同意报告内容。")
        press(page, "inspections:report_record", report.pk, kind)
    press(page, "inspections:report_submit", report.pk)


def office_consults(story: Story) -> None:
    page = story.at("office_staff")
    report = InspectionReport.objects.get()
    look_at(page, report)
    write(page, "#step", held_on=story.day(0), decided_by="巡察办", opinion="定性准确。")
    press(page, "inspections:report_record", report.pk, "consultation")
    press(page, "inspections:report_put_forward", report.pk)


def leading_group_approves_the_report(story: Story) -> None:
    page = story.at("group_leader")
    report = InspectionReport.objects.get()
    look_at(page, report)
    write(page, "#step", held_on=story.day(0), opinion="同意。")
    press(page, "inspections:report_approve", report.pk)

    report.refresh_from_db()
    assert report.state == ReportState.APPROVED


def leader_drafts_the_feedback(story: Story) -> None:
    page = story.at("leader")
    look_at(page, reverse("inspections:feedback_list"))
    press(page, "inspections:feedback_draft", story.assignment.pk)
    story.feedback = Feedback.objects.get()
    look_at(page, story.feedback)
    press(page, "inspections:feedback_edit", story.feedback.pk)
    send(page, "#feedback", overall=OVERALL, requirements="制定整改方案，逐项对账销号。")

    # The draft groups the issues by what they are found against; nothing is left to place.
    aspect = story.feedback.aspects.get()
    assert {issue.aspect for issue in Issue.objects.all()} == {aspect}


def office_puts_it_forward(story: Story) -> None:
    """The office names who gets a copy; the leading group approves; the unit knows nothing yet."""
    page = story.at("office_staff")
    look_at(page, story.feedback)
    press(page, "inspections:feedback_copies", story.feedback.pk)
    send(
        page, "#copies", leaders=[story.world.group_member.pk],
        superiors=[story.world.department.pk], departments=[story.world.department.pk],
    )  # fmt: skip
    press(page, "inspections:feedback_review", story.feedback.pk)
    group = story.at("group_leader")
    look_at(group, story.feedback)
    press(group, "inspections:feedback_approve", story.feedback.pk)
    status, _ = ask_for(story.at("unit_head"), story.feedback.get_absolute_url())
    assert status == 404


def head_is_told_before_the_meeting(story: Story) -> None:
    page = story.at("office_staff")
    look_at(page, story.feedback)
    assert not is_offered(page, "inspections:feedback_meeting", story.feedback.pk)
    for name in ("inspections:feedback_head", "inspections:feedback_meeting"):
        write(page, "#dated", held_on=story.day(0))
        press(page, name, story.feedback.pk)


def office_issues_it_with_its_copies(story: Story) -> None:
    page = story.at("office_staff")
    press(page, "inspections:feedback_issue", story.feedback.pk)
    story.let_the_worker_work()
    look_at(page, story.feedback)
    press(page, "inspections:feedback_deliver", story.feedback.pk)

    story.feedback.refresh_from_db()
    assert story.feedback.document.pdf is not None
    assert story.feedback.copies.filter(delivered_at=None).count() == 0


def head_signs_for_it(story: Story) -> None:
    page = story.at("unit_head")
    look_at(page, story.feedback)
    press(page, "inspections:feedback_acknowledge", story.feedback.pk)

    story.feedback.refresh_from_db()
    assert story.feedback.state == FeedbackState.ACKNOWLEDGED
