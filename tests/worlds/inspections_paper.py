"""Team A's papers, reports and feedback in every state, each with its canary."""

from django.utils import timezone

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from inspections.models import FeedbackCopy, FocusItem
from inspections.states.assignment import AssignmentState
from inspections.states.feedback import CopyClass, FeedbackState
from inspections.states.issue import IssueState
from inspections.states.paper import PaperState
from inspections.states.report import ReportDeed
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.inspections.fieldwork import ActivityFactory
from tests.factories.inspections.grant import NamedGrantFactory
from tests.factories.inspections.issue import (
    AspectFactory,
    CitationFactory,
    FeedbackFactory,
    IssueFactory,
    ReceivedFeedbackFactory,
    ReceivedIssueFactory,
    ReportFactory,
)
from tests.factories.inspections.paper import (
    PaperEvidenceFactory,
    PaperFactory,
    PaperHandlerFactory,
    TeamMeetingFactory,
)
from tests.factories.inspections.round import AssignmentFactory, RoundFactory

BODY = OFFICE | LEADING
OUTER = REVIEWERS | UNIT | {Role.STATIONED_GROUP}
SENT = "submitted_at"


def plant(world) -> None:
    plant_fieldwork(world)
    plant_papers(world)
    plant_reports(world)
    plant_feedback(world)
    plant_readers(world)
    world.canaries |= {
        "CNRY-activity": TEAM,
        "CNRY-paper-draft": {Role.TEAM_LEADER, Role.TEAM_DEPUTY, Role.TEAM_MEMBER},
        "CNRY-paper-sent": TEAM,
        "CNRY-paper-other": set(),
        "CNRY-meeting": TEAM,
        "CNRY-issue-inner": BODY | TEAM,
        "CNRY-issue-out": BODY | TEAM | OUTER | {Role.API_CLIENT},
        "CNRY-report-draft": TEAM,
        "CNRY-report-sent": OFFICE | TEAM,
        "CNRY-report-consulted": BODY | TEAM,
        "CNRY-feedback-draft": BODY | TEAM,
        "CNRY-feedback-out": BODY | TEAM | OUTER,
        "CNRY-received": BODY,
        "CNRY-grant-reason": OFFICE | {Role.GROUP_LEADER},
    }


def plant_fieldwork(world) -> None:
    world.activity = ActivityFactory(
        assignment=world.assignment_a, subject="CNRY-activity", created_by=world.team_member
    )


def plant_papers(world) -> None:
    point = FocusItem.objects.get(framework__name="四个落实", number=2)
    world.team_meeting = TeamMeetingFactory(team=world.team_a, title="CNRY-meeting")
    fields = {"assignment": world.assignment_a, "complete": True, "focus_item": point}
    fields |= {"writer": world.team_member}
    world.paper_draft = PaperFactory(title="CNRY-paper-draft", **fields)
    PaperEvidenceFactory(paper=world.paper_draft)
    for person in (world.team_member, world.team_leader):
        PaperHandlerFactory(paper=world.paper_draft, person=person)
    now = timezone.now()
    sent = {"title": "CNRY-paper-sent", SENT: now}
    world.paper_submitted = PaperFactory(state=PaperState.SUBMITTED, **sent, **fields)
    world.paper_reviewed = PaperFactory(state=PaperState.REVIEWED, **sent, **fields)
    world.paper_confirmed = PaperFactory(
        state=PaperState.CONFIRMED, meeting=world.team_meeting, **sent, **fields
    )
    world.paper_signed = PaperFactory(title="CNRY-paper-sent", signed=True, **fields)
    PaperFactory(
        assignment=world.assignment_b, title="CNRY-paper-other", signed=True, complete=True
    )


def left(world, state: AssignmentState = AssignmentState.WITHDRAWN):
    """A further assignment of team A, which has withdrawn from it."""
    return AssignmentFactory(
        team=world.team_a, organization=OrganizationFactory(), left_site=True, state=state
    )


def plant_reports(world) -> None:
    world.assignment_left = left(world)
    world.report_draft = ReportFactory(assignment=left(world), title="CNRY-report-draft")
    world.issue_cited = IssueFactory(
        assignment=world.report_draft.assignment, title="CNRY-issue-inner"
    )
    CitationFactory(report=world.report_draft, issue=world.issue_cited)
    for kind in (ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION):
        world.report_draft.steps.create(
            kind=kind, held_on="2026-11-20", opinion="同意。", person=world.team_leader
        )
    world.report_submitted = ReportFactory(
        assignment=left(world, AssignmentState.REPORT_SUBMITTED),
        title="CNRY-report-sent",
        submitted=True,
    )
    world.report_submitted.steps.create(
        kind=ReportDeed.CONSULTATION,
        held_on="2026-11-20",
        opinion="同意。",
        person=world.office_staff,
    )
    world.report_consulted = ReportFactory(
        assignment=left(world, AssignmentState.REPORT_SUBMITTED),
        title="CNRY-report-consulted",
        consulted=True,
    )
    world.report_approved = ReportFactory(
        assignment=left(world, AssignmentState.REPORT_APPROVED), approved=True
    )


def plant_feedback(world) -> None:
    draft = feedback_in(world, FeedbackState.DRAFTING, title="CNRY-feedback-draft")
    world.feedback_draft = draft
    world.aspect_empty = AspectFactory(feedback=draft, number=9)
    world.aspect = AspectFactory(feedback=draft, number=1)
    world.issue_approved = IssueFactory(
        assignment=draft.assignment,
        feedback=draft,
        aspect=world.aspect,
        state=IssueState.APPROVED,
        title="CNRY-issue-inner",
    )
    world.feedback_reviewed = feedback_in(world, FeedbackState.OFFICE_REVIEWED)
    world.feedback_approved = feedback_in(world, FeedbackState.APPROVED)
    world.feedback_told = feedback_in(world, FeedbackState.HEAD_FEEDBACK_DONE)
    world.feedback_met = feedback_in(world, FeedbackState.MEETING_HELD)
    name_readers(world, world.feedback_met)
    now = timezone.now()
    world.feedback_issued = feedback_in(world, FeedbackState.ISSUED, issued_at=now)
    world.assignment_told = AssignmentFactory(
        team=world.team_a,
        round=RoundFactory(term=world.term, body=world.body, number=90),
        organization=world.unit_a,
        left_site=True,
    )
    world.feedback_out = FeedbackFactory(
        assignment=world.assignment_told,
        title="CNRY-feedback-out",
        state=FeedbackState.CC_DELIVERED,
        issued_at=now,
    )
    world.issue_out = IssueFactory(
        assignment=world.assignment_told,
        feedback=world.feedback_out,
        aspect=AspectFactory(feedback=world.feedback_out),
        state=IssueState.FED_BACK,
        fed_back_at=now,
        title="CNRY-issue-out",
    )
    world.received_feedback = ReceivedFeedbackFactory(
        body=world.body, organization=world.unit_b, title="CNRY-received"
    )
    world.received_issue = ReceivedIssueFactory(feedback=world.received_feedback)


def plant_readers(world) -> None:
    """One person reads the told assignment by name; another waits to read A's."""
    world.named_reader = UserFactory(username="named_reader", organization=world.department)
    world.grant = NamedGrantFactory(
        assignment=world.assignment_a, granted_by=world.office_staff, reason="CNRY-grant-reason"
    )
    NamedGrantFactory(assignment=world.assignment_told, person=world.named_reader, confirmed=True)


def feedback_in(world, state: FeedbackState, **fields):
    assignment = left(world, AssignmentState.REPORT_APPROVED)
    return FeedbackFactory(assignment=assignment, state=state, **fields)


def name_readers(world, feedback) -> None:
    FeedbackCopy.objects.create(feedback=feedback, kind=CopyClass.LEADER, person=world.group_leader)
    for kind in (CopyClass.SUPERIOR, CopyClass.DEPARTMENT):
        FeedbackCopy.objects.create(feedback=feedback, kind=kind, organization=world.department)
