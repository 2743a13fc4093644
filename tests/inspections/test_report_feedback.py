"""From the report to the unit head's signature, and every no on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Notice
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from documents.models import IssuedDocument
from inspections.models import Feedback, InspectionReport, Issue
from inspections.selectors.feedback import step_bar
from inspections.services import feedback as services
from inspections.services import issue as issue_services
from inspections.services import report as report_services
from inspections.states.assignment import AssignmentState
from inspections.states.feedback import FEEDBACK_STEPS, FeedbackState
from inspections.states.issue import IssueState
from inspections.states.report import REPORT_STEPS, ReportDeed, ReportState
from tests.factories.accounts import DutyFactory, OrganizationFactory
from tests.factories.inspections.issue import CitationFactory, FeedbackFactory, IssueFactory
from tests.factories.inspections.paper import PaperFactory
from tests.inspections.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def scene() -> Scene:
    return Scene()


def today():
    return timezone.localdate()


def drafted(scene: Scene) -> InspectionReport:
    """A report on one signed issue, complete but for its hearings."""
    issue = scene.issue()
    scene.withdraw()
    return report_services.start_report(
        scene.assignment,
        actor=scene.leader,
        issues=[issue],
        title="关于巡察情况的报告",
        overall="总体较好。",
        suggestions="压实责任。\n举一反三。",
    )


def hear(scene: Scene, report: InspectionReport, *kinds: str, by=None) -> None:
    for kind in kinds:
        report_services.record_step(
            report, actor=by or scene.leader, kind=kind, held_on=today(), opinion="同意。"
        )


def submitted(scene: Scene) -> InspectionReport:
    report = drafted(scene)
    hear(scene, report, ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION)
    report_services.submit_report(report, actor=scene.leader)
    return report


def consulted(scene: Scene) -> InspectionReport:
    report = submitted(scene)
    hear(scene, report, ReportDeed.CONSULTATION, by=scene.office)
    report_services.put_forward(report, actor=scene.office)
    return report


def approved(scene: Scene) -> InspectionReport:
    report = consulted(scene)
    report_services.approve_report(report, actor=scene.group, held_on=today(), opinion="同意。")
    scene.assignment.refresh_from_db()
    return report


def feedback(scene: Scene) -> Feedback:
    approved(scene)
    return services.draft_feedback(scene.assignment, actor=scene.office, title="反馈意见")


def name_copies(scene: Scene, row: Feedback) -> None:
    services.name_copies(
        row,
        actor=scene.office,
        leaders=[scene.group],
        superiors=[OrganizationFactory()],
        departments=[OrganizationFactory()],
    )


def carried_to(scene: Scene, state: str) -> Feedback:
    """The feedback moved on, step by step, to ``state``."""
    row = feedback(scene)
    name_copies(scene, row)
    for deed in WAY:
        if row.state == state:
            break
        deed(scene, row)
    return row


WAY = (
    lambda s, f: services.review_feedback(f, actor=s.office),
    lambda s, f: services.approve_feedback(f, actor=s.group),
    lambda s, f: services.record_head_feedback(f, actor=s.leader, held_on=today()),
    lambda s, f: services.record_feedback_meeting(f, actor=s.leader, held_on=today()),
    lambda s, f: services.issue_feedback(f, actor=s.office),
    lambda s, f: services.deliver_copies(f, actor=s.office),
    lambda s, f: services.acknowledge(f, actor=s.head),
)


@pytest.mark.row("HLJ-29")
def test_a_report_that_cites_an_unsigned_paper_is_not_submitted(scene):
    report = drafted(scene)
    hear(scene, report, ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION)
    loose = IssueFactory(
        assignment=scene.assignment,
        title="没有底稿的问题",
        paper=PaperFactory(assignment=scene.assignment, provisional_serial=90),
        number=90,
    )
    citation = CitationFactory(report=report, issue=loose, number=90)

    with pytest.raises(NotAllowed, match=r"没有底稿的问题.*no signed working paper"):
        report_services.submit_report(report, actor=scene.leader)
    assert InspectionReport.objects.get().state == ReportState.DRAFTING

    citation.delete()
    report_services.submit_report(report, actor=scene.leader)
    assert InspectionReport.objects.get().state == ReportState.SUBMITTED


@pytest.mark.row("HLJ-29")
@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        ((), "team meeting on this report"),
        ((ReportDeed.TEAM_MEETING,), "communication with the head"),
    ],
)
def test_a_report_is_heard_by_team_and_head_before_it_is_submitted(scene, kinds, why):
    report = drafted(scene)
    hear(scene, report, *kinds)

    with pytest.raises(NotAllowed, match=why):
        report_services.submit_report(report, actor=scene.leader)

    assert InspectionReport.objects.get().state == ReportState.DRAFTING


def test_a_submitted_report_takes_its_issues_along_and_tells_the_office(scene):
    submitted(scene)

    scene.assignment.refresh_from_db()
    assert scene.assignment.state == AssignmentState.REPORT_SUBMITTED
    assert Issue.objects.get().state == IssueState.IN_REPORT
    assert Notice.objects.filter(recipient=scene.office).count() == 1


@pytest.mark.row("HLJ-30")
def test_the_leading_group_gets_no_report_without_a_consultation(scene):
    report = submitted(scene)

    with pytest.raises(NotAllowed, match="at least one consultation"):
        report_services.put_forward(report, actor=scene.office)
    hear(scene, report, ReportDeed.CONSULTATION, by=scene.office)
    report_services.put_forward(report, actor=scene.office)

    assert InspectionReport.objects.get().state == ReportState.CONSULTED


@pytest.mark.row("HLJ-30")
def test_a_returned_report_is_heard_and_consulted_anew(scene):
    report = consulted(scene)
    report_services.return_report(report, actor=scene.group, reason="定性再斟酌")
    assert Issue.objects.get().state == IssueState.CONFIRMED
    report = InspectionReport.objects.get()

    with pytest.raises(NotAllowed, match="team meeting on this report"):
        report_services.submit_report(report, actor=scene.leader)
    hear(scene, report, ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION)
    report_services.submit_report(report, actor=scene.leader)
    with pytest.raises(NotAllowed, match="at least one consultation"):
        report_services.put_forward(report, actor=scene.office)


def test_an_approved_report_releases_its_issues(scene):
    approved(scene)

    assert Issue.objects.get().state == IssueState.APPROVED
    assert scene.assignment.state == AssignmentState.REPORT_APPROVED


REPORT_DEEDS = {
    ReportState.SUBMITTED: lambda s, r: report_services.submit_report(r, actor=s.leader),
    ReportState.CONSULTED: lambda s, r: report_services.put_forward(r, actor=s.office),
    ReportState.APPROVED: lambda s, r: report_services.approve_report(
        r, actor=s.group, held_on=today(), opinion="同意。"
    ),
}


OUT_OF_ORDER = [
    (made, to)
    for made, state in (
        (submitted, ReportState.SUBMITTED),
        (consulted, ReportState.CONSULTED),
        (approved, ReportState.APPROVED),
    )
    for to in REPORT_DEEDS
    if to not in REPORT_STEPS[state]
]


@pytest.mark.parametrize(("made", "to"), OUT_OF_ORDER)
def test_a_report_takes_no_step_out_of_order(scene, made, to):
    report = made(scene)
    before = report.state

    with pytest.raises(NotAllowed):
        REPORT_DEEDS[to](scene, report)

    assert InspectionReport.objects.get().state == before


def test_feedback_begins_with_the_report_and_one_aspect_a_focus_point(scene):
    row = feedback(scene)

    issue = Issue.objects.get()
    assert row.overall == "总体较好。"
    assert [aspect.title for aspect in row.aspects.all()] == [scene.focus_item.name]
    assert (issue.feedback, issue.aspect.feedback) == (row, row)


@pytest.mark.row("HLJ-13")
def test_the_head_is_told_before_the_meeting(scene):
    row = carried_to(scene, FeedbackState.APPROVED)
    with pytest.raises(NotAllowed, match="the meeting follows"):
        services.record_feedback_meeting(row, actor=scene.leader, held_on=today())
    services.record_head_feedback(row, actor=scene.leader, held_on=today())

    with pytest.raises(NotAllowed, match="cannot lie before"):
        services.record_feedback_meeting(
            row, actor=scene.leader, held_on=today() - timedelta(days=1)
        )
    with pytest.raises(NotAllowed, match="lies in the future"):
        services.record_feedback_meeting(
            row, actor=scene.leader, held_on=today() + timedelta(days=1)
        )
    services.record_feedback_meeting(row, actor=scene.leader, held_on=today())

    kept = Feedback.objects.get()
    assert kept.head_feedback_on <= kept.meeting_on


@pytest.mark.row("YN-31")
def test_the_opinion_is_issued_once_all_three_classes_of_readers_are_named(scene):
    row = carried_to(scene, FeedbackState.MEETING_HELD)
    services.name_copies(
        row, actor=scene.office, leaders=[scene.group], superiors=[], departments=[]
    )
    with pytest.raises(NotAllowed, match="Superior Party organization"):
        services.issue_feedback(row, actor=scene.office)
    assert IssuedDocument.objects.filter(kind="feedback_opinion").count() == 0

    name_copies(scene, row)
    services.issue_feedback(row, actor=scene.office)

    document = IssuedDocument.objects.get(kind="feedback_opinion")
    superior, leader, department = (
        row.copies.get(kind=kind) for kind in ("superior", "leader", "department")
    )
    assert document.context["copies"] == [
        superior.organization.name,
        f"{leader.person.full_name}同志",
        department.organization.name,
    ]
    assert row.number == document.number
    assert Issue.objects.get().state == IssueState.FED_BACK


@pytest.mark.row("YN-31")
def test_copies_are_logged_as_delivered_and_read_from_then_on(scene):
    row = carried_to(scene, FeedbackState.ISSUED)
    department = row.copies.get(kind="department").organization
    reader = DutyFactory(role=Role.DEPARTMENT_LIAISON, organization=department).person
    assert set(Feedback.objects.visible_to(reader)) == set()

    delivered = services.deliver_copies(row, actor=scene.office)

    assert delivered == 3
    assert row.copies.filter(delivered_at=None).count() == 0
    assert set(Feedback.objects.visible_to(reader)) == {row}
    assert set(Issue.objects.visible_to(reader)) == {Issue.objects.get()}
    assert Notice.objects.filter(recipient=reader).count() == 1


def test_the_unit_sees_nothing_before_the_issue_and_its_head_signs(scene):
    row = carried_to(scene, FeedbackState.MEETING_HELD)
    assert set(Feedback.objects.visible_to(scene.head)) == set()
    assert set(Issue.objects.visible_to(scene.head)) == set()
    services.issue_feedback(row, actor=scene.office)
    assert set(Feedback.objects.visible_to(scene.head)) == {row}
    with pytest.raises(NotAllowed, match="once its copies are delivered"):
        services.acknowledge(row, actor=scene.head)
    services.deliver_copies(row, actor=scene.office)
    with pytest.raises(NotAllowed, match="Only the head"):
        services.acknowledge(row, actor=scene.office)

    services.acknowledge(row, actor=scene.head)

    kept = Feedback.objects.get()
    assert (kept.state, kept.signed_by) == (FeedbackState.ACKNOWLEDGED, scene.head)


@pytest.mark.parametrize("state", [state for state in FeedbackState if state != "acknowledged"])
def test_feedback_takes_no_step_out_of_order(scene, state):
    order = list(FeedbackState)
    row = carried_to(scene, state)
    for target, deed in zip(order[1:], WAY, strict=True):
        if target in FEEDBACK_STEPS[row.state]:
            continue
        with pytest.raises(NotAllowed):
            deed(scene, row)
        assert Feedback.objects.get().state == state


def test_a_returned_feedback_is_a_draft_again(scene):
    row = carried_to(scene, FeedbackState.OFFICE_REVIEWED)
    with pytest.raises(NotAllowed, match="what must be corrected"):
        services.return_feedback(row, actor=scene.group, reason=" ")

    services.return_feedback(row, actor=scene.group, reason="评价再实一些")

    assert Feedback.objects.get().state == FeedbackState.DRAFTING


def test_an_aspect_that_holds_issues_is_not_deleted(scene):
    row = feedback(scene)
    full = row.aspects.get()
    empty = services.add_aspect(row, actor=scene.office, title="空的方面")
    with pytest.raises(NotAllowed, match="holds issues"):
        services.delete_aspect(full, actor=scene.office)

    services.delete_aspect(empty, actor=scene.office)

    assert list(row.aspects.all()) == [full]


def test_an_issue_left_out_stays_on_record_and_is_not_fed_back(scene):
    row = carried_to(scene, FeedbackState.MEETING_HELD)
    issue = Issue.objects.get()
    with pytest.raises(NotAllowed, match="Say why"):
        issue_services.withdraw_issue(issue, actor=scene.office, reason="")
    issue_services.withdraw_issue(issue, actor=scene.office, reason="另行移交")

    services.issue_feedback(row, actor=scene.office)

    assert Issue.objects.get().state == IssueState.WITHDRAWN
    assert set(Issue.objects.visible_to(scene.head)) == set()


def test_the_unit_reads_no_inner_step():
    row = FeedbackFactory(out=True)

    outer = [str(step["name"]) for step in step_bar(row, is_inner=False)]

    assert outer == ["Issued in writing", "Signed for"]
