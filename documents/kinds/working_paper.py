"""D7 问题底稿: one issue on one page, with its evidence, responsibility and three signatures."""

from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from documents.kinds.registry import Kind, register
from documents.kinds.schema import Day


class Evidence(TypedDict):
    """One piece of evidence: its number in the list, what it is, how much of it."""

    number: str
    title: str
    form: NotRequired[str]
    extent: NotRequired[str]


class Responsibility(TypedDict):
    """The four responsibilities (主体/第一责任人/主要领导/监督); what is missing prints as 无."""

    responsible_body: NotRequired[str]
    first_responsible: NotRequired[str]
    main_leader: NotRequired[str]
    supervision: NotRequired[str]


class Opinion(TypedDict):
    """What was said of the paper at one step. ``by`` is the name to print beside 签名."""

    text: str
    by: NotRequired[str]
    on: NotRequired[Day]


class WorkingPaper(TypedDict):
    """Context of ``working_paper``. Its number is the paper's own, so issue it with
    ``numbered=False``. It never holds leads.

    ``paper_number``  e.g. [2026]15巡-2组-07号;  ``round``, ``team``, ``target`` as in the notice
    ``title``         the issue in one sentence
    ``focus``         point of supervision it falls under
    ``manifestation`` facts, ``basis`` qualitative basis; a line end makes a paragraph
    ``handlers``      at least two people;  ``writer`` who wrote it
    ``found_on``, ``written_on``
    ``review``, ``meeting``, ``leader``  deputy's review, team meeting, team leader's decision
    ``unit_opinion``  the organisation's word on the facts, where a confirmation was asked
    """

    paper_number: str
    round: str
    team: str
    target: str
    title: str
    focus: str
    manifestation: str
    basis: str
    evidence: list[Evidence]
    responsibility: Responsibility
    handlers: list[str]
    writer: str
    found_on: NotRequired[Day]
    written_on: Day
    unit_opinion: NotRequired[Opinion]
    review: NotRequired[Opinion]
    meeting: NotRequired[Opinion]
    leader: NotRequired[Opinion]


KIND = register(
    Kind(
        code="working_paper",
        title=_("Working paper"),
        schema=WorkingPaper,
        series="paper",
        word="巡底",
    )
)
