"""A feedback received from a superior inspection: exactly 3 / 15 / 23 / 108 (LZ-18, LZ-19).

Seven lead organs; seventy-six responsible organs, ten of them counties and sixty-six organs.
"""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Organization
from config.demo.cast import Cast
from config.demo.clock import on
from config.demo.fieldwork import focus_item
from config.demo.places import Places
from config.demo.rectifying import Unit, approve
from inspections.models import Feedback
from inspections.services import received
from rectification.services import drafting

ASPECTS = ["落实党中央决策部署方面", "落实全面从严治党方面", "落实新时代党的组织路线方面"]
MATTERS = [
    "推动产业转型升级用力不足", "营商环境堵点较多", "乡村振兴资金使用效益不高", "生态环境突出问题整改滞后",
    "防范化解地方债务风险不够有力", "民生领域短板补齐较慢", "落实“两个责任”层层递减",
    "重点领域廉洁风险防控不严", "形式主义为基层减负不到位", "工程建设领域监督缺位",
    "国有企业监管存在薄弱环节", "群众身边不正之风整治不深", "干部队伍结构不合理",
    "基层党组织软弱涣散整顿不力", "以往巡视整改长效机制不健全",
]  # fmt: skip
# Fifteen issues become twenty-three items: eight of them are cut in two.
ITEMS_PER_ISSUE = [2, 2, 2, 1, 1, 1, 2, 2, 1, 2, 1, 2, 2, 1, 1]
# Twenty-three items hold 108 measures.
MEASURES_PER_ITEM = [5] * 16 + [4] * 7


def build(places: Places, cast: Cast, today: date) -> Feedback:
    """Record it, take it over, decompose it and let it through the joint review."""
    issued = today - timedelta(90)
    office = cast["office"]
    with on(issued):
        feedback = received.record_received(
            actor=office, body=places.body, organization=places.province,
            superior="上级巡视组", title="关于巡视江澜省的反馈意见", issued_at=timezone.now(),
            overall="整体评价略。", requirements="逐项整改，按期报告。",
        )  # fmt: skip
        received.import_issues(feedback, actor=office, rows=_rows())
        received.take_over(feedback, actor=office)
    feedback.refresh_from_db()
    _decompose(places, cast, feedback, today)
    return feedback


def _rows() -> list[received.ReceivedIssue]:
    return [
        received.ReceivedIssue(
            aspect=ASPECTS[number // 5],
            title=title,
            text=f"{title}。有的工作停留在一般部署，有的问题长期没有得到根本解决，群众仍有反映。",
            focus_item=focus_item(number // 5),
        )
        for number, title in enumerate(MATTERS)
    ]


def _decompose(places: Places, cast: Cast, feedback: Feedback, today: date) -> None:
    unit = Unit(feedback, cast, "-province", today)
    with on(unit.after(12)):
        drawn = drafting.open_plan(feedback, actor=unit.liaison)
        drafting.edit_plan_text(
            drawn, version=drawn.version, actor=unit.liaison, principles="逐项对账、限期销号。",
            leadership="省委成立整改工作领导小组。", safeguards="每月调度，挂牌督办。",
        )  # fmt: skip
        number = 0
        for issue, count in zip(feedback.issues.order_by("number"), ITEMS_PER_ISSUE, strict=True):
            for part in range(count):
                _item(places, unit, drawn, issue, number, part, today)
                number += 1
    approve(unit, drawn)


def _item(places: Places, unit: Unit, drawn, issue, number: int, part: int, today: date) -> None:
    due = today + timedelta(30 + number * 5)
    added = drafting.add_item(
        drawn,
        drafting.ItemContent(
            issue=issue, title=f"{issue.title}整改（{'一二'[part]}）", goal="问题见底、制度见效。",
            leader=unit.leader, lead_unit=_lead_organs(places)[number % 7], due_on=due,
            cause="统筹推进不够，责任压得不实。", similar="同类问题全省排查。",
            responsibles=_responsibles(places, number),
        ),
        actor=unit.liaison,
    )  # fmt: skip
    for step in range(1, MEASURES_PER_ITEM[number] + 1):
        drafting.add_measure(
            added, actor=unit.liaison, text=f"整改措施{step}：明确责任、限时办结、建立台账。", due_on=due,
            leader=unit.leader, department="省委督查室",
        )  # fmt: skip


def _lead_organs(places: Places) -> list[Organization]:
    return places.organs[:7]


def _responsibles(places: Places, number: int) -> list[Organization]:
    """Each of the seventy-six stands with one item; none of them leads one."""
    seventy_six = [*places.counties[:10], *places.organs[7:73]]
    return seventy_six[number::23]
