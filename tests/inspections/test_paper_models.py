"""The database refuses what the code forbids, and visibility is a word of the QuerySet."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Recusal
from accounts.roles import Role
from inspections.models import (
    Activity,
    Feedback,
    FeedbackCopy,
    FocusFramework,
    FocusItem,
    InspectionReport,
    Issue,
    Method,
    PaperEvidence,
    WorkingPaper,
)
from inspections.states.feedback import CopyClass, FeedbackState
from inspections.states.issue import IssueState
from inspections.states.paper import PaperState
from inspections.states.report import ReportState
from tests.factories.accounts import BodyFactory, DutyFactory, OrganizationFactory, UserFactory
from tests.factories.inspections.fieldwork import ActivityFactory
from tests.factories.inspections.issue import (
    CitationFactory,
    FeedbackFactory,
    IssueFactory,
    ReceivedIssueFactory,
    ReportFactory,
)
from tests.factories.inspections.paper import (
    PaperEvidenceFactory,
    PaperFactory,
    PaperHandlerFactory,
)
from tests.factories.inspections.round import AssignmentFactory
from tests.factories.inspections.team import TeamAuthorizationFactory, serving

pytestmark = pytest.mark.django_db


def refused(rows, **changes) -> bool:
    """Whether the database refuses the change made behind the model's back."""
    try:
        with transaction.atomic():
            assert rows.update(**changes) == 1
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("traits", "changes"),
    [
        ({}, {"state": PaperState.SIGNED}),
        ({}, {"number": "〔2026〕一巡-1组-01号"}),
        ({"signed": True}, {"number": ""}),
        ({"signed": True}, {"signed_at": None}),
        ({"signed": True}, {"state": PaperState.DRAFT}),
        ({"signed": True}, {"state": PaperState.FILED}),
        ({"signed": True}, {"filed_at": timezone.now()}),
        ({"signed": True}, {"meeting": None}),
        ({"confirmed": True}, {"meeting": None}),
    ],
)
def test_a_paper_is_numbered_signed_and_confirmed_together(traits, changes):
    paper = PaperFactory(**traits)

    assert refused(WorkingPaper.objects.filter(pk=paper.pk), **changes)


def test_two_papers_of_a_team_cannot_share_a_number():
    first = PaperFactory(signed=True)
    second = PaperFactory(signed=True, assignment=first.assignment)
    rows = WorkingPaper.objects.filter(pk=second.pk)

    assert refused(rows, serial=first.serial)
    assert refused(rows, provisional_serial=first.provisional_serial)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": IssueState.FED_BACK},
        {"fed_back_at": timezone.now()},
        {"paper": None},
        {"assignment": None},
        {"origin": "received"},
    ],
)
def test_an_issue_of_ours_rests_on_a_paper_and_is_dated_when_fed_back(changes):
    issue = IssueFactory()

    assert refused(Issue.objects.filter(pk=issue.pk), **changes)


def test_a_received_issue_always_belongs_to_its_feedback():
    issue = ReceivedIssueFactory()

    assert refused(Issue.objects.filter(pk=issue.pk), feedback=None)


def test_issues_of_one_feedback_have_different_numbers():
    first = ReceivedIssueFactory()
    second = ReceivedIssueFactory(feedback=first.feedback)

    assert refused(Issue.objects.filter(pk=second.pk), number=first.number)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ReportState.SUBMITTED},
        {"submitted_at": timezone.now()},
        {"state": ReportState.APPROVED, "submitted_at": timezone.now()},
    ],
)
def test_a_report_is_dated_as_it_stands(changes):
    report = ReportFactory()

    assert refused(InspectionReport.objects.filter(pk=report.pk), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": FeedbackState.ISSUED},
        {"issued_at": timezone.now()},
        {"state": FeedbackState.ACKNOWLEDGED, "issued_at": timezone.now()},
        {"superior": "自治区党委第三巡视组"},
        {"direction": "received"},
        {"head_feedback_on": "2026-11-20", "meeting_on": "2026-11-19"},
    ],
)
def test_a_feedback_is_dated_and_signed_as_it_stands(changes):
    feedback = FeedbackFactory()

    assert refused(Feedback.objects.filter(pk=feedback.pk), **changes)


def test_a_copy_has_one_reader_of_its_class():
    feedback = FeedbackFactory()
    copy = FeedbackCopy.objects.create(
        feedback=feedback, kind=CopyClass.DEPARTMENT, organization=OrganizationFactory()
    )
    rows = FeedbackCopy.objects.filter(pk=copy.pk)

    assert refused(rows, person=UserFactory())
    assert refused(rows, kind=CopyClass.LEADER)


def test_activities_of_an_assignment_have_different_numbers():
    first = ActivityFactory()
    second = ActivityFactory(assignment=first.assignment)

    assert refused(Activity.objects.filter(pk=second.pk), number=first.number)


def test_a_method_is_local_when_a_body_added_it():
    talk = Method.objects.filter(kind="talk")

    assert refused(talk, body=BodyFactory())
    assert refused(talk, kind="local")


@pytest.mark.row("YN-15")
def test_twelve_methods_are_seeded_and_a_body_sees_its_own_beside_them():
    body = BodyFactory()
    own = Method.objects.create(body=body, kind="local", number=13, name="无人机航拍")
    Method.objects.create(body=BodyFactory(), kind="local", number=14, name="夜访")

    offered = list(Method.objects.offered_to(body))

    assert len(offered) == 13
    assert offered[-1] == own


@pytest.mark.row("YN-04")
def test_old_points_keep_their_name_and_are_counted_with_a_new_one():
    body = BodyFactory()
    today = timezone.localdate()
    old = FocusItem.objects.get(framework__name="三大问题", number=2)
    issue = IssueFactory(focus_item=old)

    offered = FocusFramework.objects.offered(body, today)

    assert [framework.name for framework in offered] == ["四个落实"]
    assert issue.focus_item.name == "党的建设缺失"
    assert issue.focus_item.counted_as.name == "落实新时代党的组织路线"


def test_a_county_body_is_offered_the_three_focuses_as_well():
    body = BodyFactory(level="county")

    offered = FocusFramework.objects.offered(body, timezone.localdate())

    assert {framework.name for framework in offered} == {"四个落实", "三个聚焦"}


class Sight:
    """One team with a paper in each state, and somebody to look at it."""

    def __init__(self):
        self.authorization = TeamAuthorizationFactory()
        team = self.authorization.team
        self.assignment = AssignmentFactory(team=team, on_site=True)
        self.member = serving(self.authorization).person
        self.leader = serving(self.authorization, role=Role.TEAM_LEADER).person
        self.draft = PaperFactory(assignment=self.assignment)
        self.signed = PaperFactory(assignment=self.assignment, signed=True)
        self.filed = PaperFactory(
            assignment=self.assignment,
            signed=True,
            state=PaperState.FILED,
            filed_at=timezone.now(),
        )

    def person(self, role, organization=None):
        duty = DutyFactory(role=role, organization=organization or self.assignment.body)
        return duty.person


def papers(user) -> set[WorkingPaper]:
    return set(WorkingPaper.objects.visible_to(user))


def test_a_draft_is_seen_by_its_handlers_and_the_leader_alone():
    sight = Sight()
    PaperHandlerFactory(paper=sight.draft, person=sight.member)
    colleague = serving(sight.authorization).person

    assert papers(sight.member) == {sight.draft, sight.signed, sight.filed}
    assert papers(sight.leader) == {sight.draft, sight.signed, sight.filed}
    assert papers(colleague) == {sight.signed, sight.filed}


def test_the_office_reads_a_paper_after_filing_and_the_unit_never():
    sight = Sight()
    office = sight.person(Role.OFFICE_DIRECTOR)
    head = sight.person(Role.UNIT_HEAD, sight.assignment.organization)

    assert papers(office) == {sight.filed}
    assert papers(head) == set()


def test_the_leading_group_reads_a_paper_whose_issue_stands_in_a_report_before_it():
    sight = Sight()
    group = sight.person(Role.GROUP_LEADER)
    issue = IssueFactory(assignment=sight.assignment, paper=sight.signed)
    report = ReportFactory(assignment=sight.assignment, consulted=True)
    assert papers(group) == set()

    CitationFactory(report=report, issue=issue)

    assert papers(group) == {sight.signed}


@pytest.mark.row("LZ-11")
def test_nothing_is_left_the_day_after_the_authorization_ends():
    sight = Sight()
    activity = ActivityFactory(assignment=sight.assignment)
    evidence = PaperEvidenceFactory(paper=sight.signed)
    assert set(Activity.objects.visible_to(sight.member)) == {activity}
    assert set(PaperEvidence.objects.visible_to(sight.member)) == {evidence}

    yesterday = timezone.localdate() - timedelta(days=1)
    type(sight.authorization).objects.update(valid_to=yesterday)

    assert papers(sight.member) == set()
    assert set(Activity.objects.visible_to(sight.member)) == set()
    assert set(PaperEvidence.objects.visible_to(sight.member)) == set()


def test_another_team_sees_nothing_and_a_recusal_subtracts():
    sight = Sight()
    issue = IssueFactory(assignment=sight.assignment)
    stranger = serving(TeamAuthorizationFactory()).person
    assert papers(stranger) == set()
    assert issue in set(Issue.objects.visible_to(sight.leader))

    Recusal.objects.create(
        person=sight.leader,
        organization=sight.assignment.organization,
        reason="配偶在该单位工作",
        decided_by=UserFactory(),
    )

    assert papers(sight.leader) == set()
    assert set(Issue.objects.visible_to(sight.leader)) == set()


def test_the_office_sees_an_activity_once_it_is_filed():
    activity = ActivityFactory()
    office = DutyFactory(role=Role.OFFICE_STAFF, organization=activity.body).person
    assert set(Activity.objects.visible_to(office)) == set()

    Activity.objects.update(filed_at=timezone.now())

    assert set(Activity.objects.visible_to(office)) == {activity}


@pytest.mark.parametrize(
    ("traits", "seen"), [({}, False), ({"out": True}, True), ({"acknowledged": True}, True)]
)
def test_the_unit_sees_feedback_and_issues_from_the_issue_on(traits, seen):
    assignment = AssignmentFactory(left_site=True)
    feedback = FeedbackFactory(assignment=assignment, **traits)
    issue = IssueFactory(
        assignment=assignment,
        feedback=feedback,
        state=IssueState.FED_BACK,
        fed_back_at=timezone.now(),
    )
    liaison = DutyFactory(role=Role.UNIT_LIAISON, organization=assignment.organization).person
    neighbour = DutyFactory(role=Role.UNIT_HEAD, organization=OrganizationFactory()).person

    assert (feedback in Feedback.objects.visible_to(liaison)) is seen
    assert (issue in Issue.objects.visible_to(liaison)) is seen
    assert set(Feedback.objects.visible_to(neighbour)) == set()


def test_an_unapproved_issue_of_an_issued_feedback_stays_hidden_from_the_unit():
    feedback = FeedbackFactory(out=True)
    hidden = IssueFactory(
        assignment=feedback.assignment, feedback=feedback, state=IssueState.WITHDRAWN
    )
    head = DutyFactory(role=Role.UNIT_HEAD, organization=feedback.organization).person

    assert hidden not in Issue.objects.visible_to(head)


def test_a_reader_of_the_cc_line_sees_the_copy_once_delivered():
    feedback = FeedbackFactory(out=True)
    department = OrganizationFactory()
    reader = DutyFactory(role=Role.DEPARTMENT_LIAISON, organization=department).person
    copy = FeedbackCopy.objects.create(
        feedback=feedback, kind=CopyClass.DEPARTMENT, organization=department
    )
    assert set(Feedback.objects.visible_to(reader)) == set()

    FeedbackCopy.objects.filter(pk=copy.pk).update(delivered_at=timezone.now())

    assert set(Feedback.objects.visible_to(reader)) == {feedback}
