"""Suggestions to functional departments: one waiting, one answered, one accepted, one late."""

from datetime import date, timedelta

from accounts.roles import Role
from config.demo.cast import Cast
from config.demo.clock import on
from config.demo.places import Places
from inspections.models import Round
from rectification.models import Suggestion
from rectification.services import suggestion as letters
from rectification.states import SuggestionKind

MATTERS = [
    ("关于开展固定资产清查的建议", "多个单位固定资产账实不符，建议组织全省清查。", 20),
    ("关于规范工程变更审批的建议", "工程变更审批层级不清，建议出台指导意见。", 10),
    ("关于完善专项资金绩效评价的建议", "绩效评价流于形式，建议建立第三方评价机制。", 5),
    ("关于加强基层公章管理的建议", "基层公章使用登记不全，建议统一台账。", -4),
]


def build(places: Places, cast: Cast, round_: Round, today: date) -> None:
    """Four letters to the department of finance, whose liaison answers two of them."""
    department = places.organs[8]
    liaison = cast.add_with_duty("department", Role.DEPARTMENT_LIAISON, department)
    sent = [_send(places, cast, department, round_, today, matter) for matter in MATTERS]
    for answered in sent[1:3]:
        with on(today - timedelta(9)):
            letters.receive_suggestion(answered, actor=liaison)
            letters.reply_to_suggestion(
                answered, text="已制定工作方案，分三步推进。", actor=liaison
            )
    with on(today - timedelta(4)):
        letters.judge_reply(
            sent[2], accepted=True, opinion="措施可行，同意办结。", actor=cast["office"]
        )


def _send(places, cast, department, round_, today: date, matter) -> Suggestion:
    title, text, days = matter
    with on(today - timedelta(25)):
        drafted = letters.draft_suggestion(
            places.body, organization=department, kind=SuggestionKind.DEPARTMENT, title=title,
            text=text, reply_by=today + timedelta(days), actor=cast["office"], round_=round_,
        )  # fmt: skip
        letters.issue_suggestion(drafted, actor=cast["office"])
    return drafted
