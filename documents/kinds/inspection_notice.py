"""D3 巡察通知: tells the inspected organisation, before entry, who comes, when and what for."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.letter import Letter
from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class Contact(TypedDict):
    """How people reach the team during its stay; what is missing is not printed."""

    telephone: NotRequired[str]
    hours: NotRequired[str]
    mailbox: NotRequired[str]
    address: NotRequired[str]


class InspectionNotice(Letter):
    """Context of ``inspection_notice``.

    ``decided_by`` who arranged the round, e.g. 县委巡察工作领导小组
    ``round``      e.g. 十五届县委第三轮巡察
    ``team``       e.g. 县委第二巡察组
    ``mode``       e.g. 常规巡察
    ``target``     the inspected organisation as spoken of, e.g. 县教育局党组
    ``starts_on``, ``ends_on``  the stay
    ``leader``, ``deputies``, ``liaison``, ``members``  names of people
    ``focus``      points of supervision, each a clause without a full stop
    ``requirements`` what the organisation is asked to do, each a sentence
    """

    decided_by: str
    round: str
    team: str
    mode: str
    target: str
    starts_on: Day
    ends_on: Day
    leader: str
    deputies: list[str]
    liaison: NotRequired[str]
    members: NotRequired[list[str]]
    focus: list[str]
    requirements: list[str]
    contact: NotRequired[Contact]


KIND = register(
    Kind(
        code="inspection_notice",
        title=_("Inspection notice"),
        schema=InspectionNotice,
        series="notice",
        word="巡办发",
    )
)
