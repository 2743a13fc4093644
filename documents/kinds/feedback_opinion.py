"""D13 反馈意见: overall evaluation, main issues by aspect, opinions and requirements."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.letter import Letter
from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class FedBackIssue(TypedDict):
    """One issue: its number over the whole feedback, a title sentence, the verbatim text."""

    number: int
    title: str
    text: NotRequired[str]


class FeedbackAspect(TypedDict):
    """One aspect (方面) with its issues (问题)."""

    title: str
    issues: list[FedBackIssue]


class FeedbackOpinion(Letter):
    """Context of ``feedback_opinion``.

    ``decided_by``  e.g. 县委;  ``team``, ``mode``, ``target``, ``starts_on``, ``ends_on`` as in the
    notice; ``heard_by`` who heard the report, e.g. 县委书记专题会议和县委巡察工作领导小组会议
    ``overall``      overall evaluation; a line end makes a paragraph
    ``aspects``      main issues, in the order of the feedback
    ``requirements`` opinions for the rectification, each a paragraph
    ``plan_due_on``, ``report_due_on``  when the plan and the report are due
    """

    decided_by: str
    team: str
    mode: str
    target: str
    starts_on: Day
    ends_on: Day
    heard_by: NotRequired[str]
    overall: str
    aspects: list[FeedbackAspect]
    requirements: list[str]
    plan_due_on: NotRequired[Day]
    report_due_on: NotRequired[Day]


KIND = register(
    Kind(
        code="feedback_opinion",
        title=_("Feedback opinion"),
        schema=FeedbackOpinion,
        series="feedback",
        word="巡反",
    )
)
