"""D17 整改情况报告 and 主要负责人组织落实情况报告: the unit's account, and its ledger of that day."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.letter import Letter
from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class ReportedItem(TypedDict):
    """One item (项) as the unit reports it.

    ``measures`` and ``measures_done`` count its measures (条); ``evidence`` its files; ``state``
    已销号, 长期坚持, 正在整改 and so on; ``effect`` what became of the matter.
    """

    number: str
    issue: str
    title: str
    measures: int
    measures_done: int
    effect: NotRequired[str]
    evidence: int
    state: str


class ReportedAspect(TypedDict):
    """The items under one aspect of the feedback."""

    title: str
    items: list[ReportedItem]


class RectificationReport(Letter):
    """Context of ``rectification_report``. ``issuer`` is the organisation that rectifies.

    ``inspection``  巡视 or 巡察, as the body that fed back calls it
    ``team`` and ``fed_back_on``  whose feedback it answers, and of which day
    ``by_head``     whether it is the head's own report
    ``overview``, ``effects``, ``next_steps``  the text; a line end makes a paragraph
    ``aspects``     the ledger as it stood when the report was sent in; ``closed`` items of it
    """

    inspection: str
    team: str
    fed_back_on: Day
    target: str
    by_head: bool
    overview: str
    effects: str
    next_steps: NotRequired[str]
    aspects: list[ReportedAspect]
    closed: int


KIND = register(
    Kind(
        code="rectification_report",
        title=_("Rectification report"),
        schema=RectificationReport,
        series="report",
        word="整改报告",
        seconds=120,
    )
)
