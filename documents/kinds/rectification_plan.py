"""D15 整改方案及整改台账: the plan as a letter, and its ledger on landscape pages."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.letter import Letter
from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class PlannedMeasure(TypedDict):
    """One measure (条) with who leads it, which department does it, and when it is due."""

    number: str
    text: str
    leader: str
    department: str
    due_on: Day


class PlannedItem(TypedDict):
    """One item (项) of the ledger.

    ``issue`` is the verbatim text of the feedback; ``mode`` 立行立改, 限期整改 or 长期整改;
    ``cause`` the root cause; ``similar`` the look-for-similar check (举一反三).
    """

    number: str
    issue: str
    title: NotRequired[str]
    mode: str
    cause: NotRequired[str]
    goal: str
    measures: list[PlannedMeasure]
    similar: NotRequired[str]
    leader: str
    lead_unit: str


class PlannedAspect(TypedDict):
    """The items under one aspect of the feedback."""

    title: str
    items: list[PlannedItem]


class RectificationPlan(Letter):
    """Context of ``rectification_plan``. ``issuer`` is the organisation that rectifies.

    ``inspection``   巡视 or 巡察, as the body that fed back calls it: the issuer may be of another level
    ``team`` and ``fed_back_on``  whose feedback it answers, e.g. 县委第二巡察组
    ``target``       the organisation as spoken of, e.g. 县教育局党组
    ``principles``   overall requirements; a line end makes a paragraph
    ``organization`` who leads the rectification: leading group, head, offices
    ``safeguards``   how it is made to hold, each a paragraph
    ``aspects``      the ledger
    """

    inspection: NotRequired[str]
    team: str
    fed_back_on: Day
    target: str
    principles: str
    organization: str
    safeguards: list[str]
    aspects: list[PlannedAspect]


KIND = register(
    Kind(
        code="rectification_plan",
        title=_("Rectification plan and ledger"),
        schema=RectificationPlan,
        series="plan",
        word="整改方案",
        seconds=120,
    )
)
