"""D20 销号审批表: what was done about one item, and the opinions on which it is struck off."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class DoneMeasure(TypedDict):
    number: str
    text: str
    done_on: NotRequired[Day]


class Parts(TypedDict):
    """The four parts of a claim (人、事、因、制); what does not apply prints as 不涉及."""

    person: NotRequired[str]
    matter: NotRequired[str]
    cause: NotRequired[str]
    institution: NotRequired[str]


class ReviewOpinion(TypedDict):
    """One party's opinion. ``party`` as printed at the head of its row, ``result`` 同意 or 退回."""

    party: str
    result: str
    opinion: NotRequired[str]
    by: NotRequired[str]
    on: NotRequired[Day]


class Endorsement(TypedDict):
    """Somebody of the unit claims, with a statement; its head endorses by signature (签字背书).

    ``claimed_as`` is the capacity of the claimant, e.g. 责任领导 or 单位联络员.
    """

    claimed_as: NotRequired[str]
    statement: NotRequired[str]
    claimed_by: str
    claimed_on: Day
    confirmed_by: str
    confirmed_on: Day


class ClosureRecord(TypedDict):
    """Context of ``closure_record``.

    ``feedback``   title or number of the feedback;  ``item_number`` e.g. 3-2
    ``issue``      verbatim;  ``item`` title of the item;  ``mode`` as in the plan
    ``submission`` which claim it is, 1 for the first
    ``evidence``   captions of what was handed in
    ``reviews``    discipline, organization, office, in the order of the rows
    ``decision``   the office's decision with ``closed_on``
    """

    office: str
    target: str
    feedback: str
    item_number: str
    issue: str
    item: str
    mode: str
    goal: str
    leader: str
    lead_unit: str
    due_on: NotRequired[Day]
    extended_to: NotRequired[Day]
    submission: int
    measures: list[DoneMeasure]
    parts: Parts
    evidence: list[str]
    endorsement: Endorsement
    reviews: list[ReviewOpinion]
    decision: str
    closed_on: Day


KIND = register(
    Kind(
        code="closure_record",
        title=_("Closure record"),
        schema=ClosureRecord,
        series="closure",
        word="巡销",
    )
)
