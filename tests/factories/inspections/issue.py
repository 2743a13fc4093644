import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from inspections.models import Aspect, CitedIssue, Feedback, InspectionReport, Issue
from inspections.states.feedback import Direction, FeedbackState
from inspections.states.issue import IssueOrigin, IssueState
from inspections.states.report import ReportState
from tests.factories.accounts import BodyFactory, OrganizationFactory, UserFactory
from tests.factories.inspections.paper import PaperFactory
from tests.factories.inspections.round import AssignmentFactory


class ReportFactory(DjangoModelFactory):
    """A draft; ``submitted``, ``consulted`` and ``approved`` move it on."""

    class Meta:
        model = InspectionReport

    class Params:
        submitted = factory.Trait(
            state=ReportState.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now)
        )
        consulted = factory.Trait(
            state=ReportState.CONSULTED, submitted_at=factory.LazyFunction(timezone.now)
        )
        approved = factory.Trait(
            state=ReportState.APPROVED,
            submitted_at=factory.LazyFunction(timezone.now),
            approved_at=factory.LazyFunction(timezone.now),
        )

    assignment = factory.SubFactory(AssignmentFactory, left_site=True)
    team = factory.SelfAttribute("assignment.team")
    body = factory.SelfAttribute("assignment.body")
    organization = factory.SelfAttribute("assignment.organization")
    title = "关于巡察情况的报告"
    overall = "总体看，党组重视程度不断提高。"
    suggestions = "压实责任。\n举一反三。"
    created_by = factory.SubFactory(UserFactory)


class FeedbackFactory(DjangoModelFactory):
    """Feedback of our own in drafting; ``out`` is issued, ``acknowledged`` signed for."""

    class Meta:
        model = Feedback

    class Params:
        out = factory.Trait(
            state=FeedbackState.ISSUED, issued_at=factory.LazyFunction(timezone.now)
        )
        acknowledged = factory.Trait(
            state=FeedbackState.ACKNOWLEDGED,
            issued_at=factory.LazyFunction(timezone.now),
            signed_at=factory.LazyFunction(timezone.now),
            signed_by=factory.SubFactory(UserFactory),
        )

    assignment = factory.SubFactory(AssignmentFactory, left_site=True)
    body = factory.SelfAttribute("assignment.body")
    organization = factory.SelfAttribute("assignment.organization")
    title = "巡察反馈意见"
    overall = "总体看，党组重视程度不断提高。"
    requirements = "压实责任。\n举一反三。"
    created_by = factory.SubFactory(UserFactory)


class ReceivedFeedbackFactory(DjangoModelFactory):
    """Feedback of a superior being recorded; ``taken_over`` may be decomposed."""

    class Meta:
        model = Feedback

    class Params:
        taken_over = factory.Trait(
            state=FeedbackState.ACKNOWLEDGED,
            signed_at=factory.LazyFunction(timezone.now),
            signed_by=factory.SubFactory(UserFactory),
        )

    body = factory.SubFactory(BodyFactory)
    organization = factory.SubFactory(OrganizationFactory)
    direction = Direction.RECEIVED
    superior = "自治区党委第三巡视组"
    title = "自治区党委第三巡视组反馈意见"
    issued_at = factory.LazyFunction(timezone.now)
    created_by = factory.SubFactory(UserFactory)


class AspectFactory(DjangoModelFactory):
    class Meta:
        model = Aspect

    feedback = factory.SubFactory(FeedbackFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "落实全面从严治党战略部署有差距"


class IssueFactory(DjangoModelFactory):
    """An issue of a signed paper; ``fed_back`` stands in an issued feedback."""

    class Meta:
        model = Issue

    class Params:
        fed_back = factory.Trait(
            state=IssueState.FED_BACK,
            fed_back_at=factory.LazyFunction(timezone.now),
            feedback=factory.LazyAttribute(
                lambda issue: (
                    Feedback.objects.filter(assignment=issue.assignment).first()
                    or FeedbackFactory(assignment=issue.assignment, acknowledged=True)
                )
            ),
            aspect=factory.LazyAttribute(lambda issue: AspectFactory(feedback=issue.feedback)),
        )

    assignment = factory.SubFactory(AssignmentFactory, left_site=True)
    paper = factory.LazyAttribute(
        lambda issue: PaperFactory(assignment=issue.assignment, signed=True, complete=True)
    )
    body = factory.SelfAttribute("assignment.body")
    organization = factory.SelfAttribute("assignment.organization")
    number = factory.Sequence(lambda n: n + 1)
    title = "违规发放津贴补贴"
    text = "2023年至2025年，以专项工作补助名义发放补贴24.36万元。"
    created_by = factory.SubFactory(UserFactory)


class ReceivedIssueFactory(DjangoModelFactory):
    """An issue of a received feedback, in the superior's words."""

    class Meta:
        model = Issue

    class Params:
        taken_over = factory.Trait(
            state=IssueState.FED_BACK, fed_back_at=factory.LazyFunction(timezone.now)
        )

    feedback = factory.SubFactory(ReceivedFeedbackFactory)
    aspect = factory.LazyAttribute(lambda issue: AspectFactory(feedback=issue.feedback))
    body = factory.SelfAttribute("feedback.body")
    organization = factory.SelfAttribute("feedback.organization")
    origin = IssueOrigin.RECEIVED
    number = factory.Sequence(lambda n: n + 1)
    title = "扶贫资金管理不严"
    text = "一些村的扶贫资金拨付不及时。"
    created_by = factory.SubFactory(UserFactory)


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = CitedIssue

    report = factory.SubFactory(ReportFactory)
    issue = factory.LazyAttribute(
        lambda citation: IssueFactory(assignment=citation.report.assignment)
    )
    number = factory.Sequence(lambda n: n + 1)
