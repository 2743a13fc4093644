"""What every installation begins with: published calendars, sourced rules, reminder steps.

Planted after each migrate, and only where something is missing, so that a newer package of
holidays brings its new year by itself and nothing the office has entered is ever overwritten.
"""

from datetime import date
from typing import Any

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays
from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db import transaction

SEEDED = "seeded"
ALWAYS = date(2000, 1, 1)
HOLIDAY_NAMES = {holiday.value: holiday.chinese for holiday in Holiday}

# code, name, base event, amount, unit, source. Deadlines differ by place and year, so every row is
# a default: the office confirms it against its own copy of the text, or enters another.
RULES = [
    (
        "rectify.report.months",
        "整改进展报告和主要负责人组织落实情况报告",
        "收到反馈意见",
        2,
        "month",
        "《中国共产党巡视工作条例》2015年版第二十七条；各地亦有3个月的做法",
    ),
    (
        "rectify.concentrated.months",
        "集中整改期",
        "收到反馈意见",
        6,
        "month",
        "2022年以来的通行做法；2024年修订条例条文待核对，各地有2个月、3个月、6个月",
    ),
    (
        "rectify.plan.due",
        "报送整改方案",
        "收到反馈意见",
        1,
        "month",
        "2024年市级反馈通知；有的单位规定15个工作日，待核对",
    ),
    (
        "rectify.meeting.due",
        "召开专题民主生活会",
        "收到反馈意见",
        1,
        "month",
        "企业巡察工作手册（2026年）",
    ),
    (
        "lead.feedback.months",
        "反馈移交线索办理情况",
        "收到移交",
        3,
        "month",
        "引述巡视工作条例的公开材料；条号据通行理解为第二十九条，待核对",
    ),
    (
        "lead.conclude.months",
        "移交线索一般办结",
        "收到移交",
        6,
        "month",
        "地方做法：一般6个月办结，原则上不超过1年",
    ),
    (
        "lead.opinion.due",
        "提出线索处置意见",
        "收到线索",
        1,
        "month",
        "纪检监察机关监督执纪规则的通行理解；有的地方规定15天，待核对",
    ),
    ("lead.talk.start", "启动谈话函询", "批准", 5, "working_day", "地方线索处置办法"),
    (
        "lead.talk.conclude",
        "办结谈话函询",
        "谈话结束或者收到函询回复",
        30,
        "day",
        "地方线索处置办法（原文漏印单位，按30日理解）；有的单位规定45日",
    ),
    (
        "lead.verify.conclude",
        "办结初步核实",
        "批准",
        15,
        "working_day",
        "地方线索处置办法；有的单位规定60日",
    ),
    ("lead.approval.first", "处置审批：第一级", "提交审批", 1, "working_day", "地方线索处置办法"),
    ("lead.approval.second", "处置审批：第二级", "提交审批", 2, "working_day", "地方线索处置办法"),
    ("lead.approval.third", "处置审批：第三级", "提交审批", 3, "working_day", "地方线索处置办法"),
    (
        "complaint.accept.reply",
        "告知实名检举控告人受理情况",
        "收到检举控告",
        15,
        "working_day",
        "《纪检监察机关处理检举控告工作规则》（2020年）",
    ),
    (
        "complaint.result.reply",
        "告知实名检举控告人处理结果",
        "办结",
        15,
        "working_day",
        "《纪检监察机关处理检举控告工作规则》（2020年）",
    ),
    (
        "complaint.forward.due",
        "转送属于上级或者下级机关受理的检举控告",
        "收到检举控告",
        5,
        "working_day",
        "《纪检监察机关处理检举控告工作规则》（2020年）第十五条、第十六条",
    ),
    (
        "complaint.stats.period",
        "向信访部门反馈检举控告办结情况",
        "上次反馈",
        3,
        "month",
        "《纪检监察机关处理检举控告工作规则》（2020年）第十八条，每季度一次",
    ),
    (
        "round.notice.lead",
        "向被巡察党组织送达巡察通知",
        "进驻",
        -10,
        "day",
        "地方巡察流程；有的单位规定约10个工作日",
    ),
    ("report.brief.due", "向书记专题会议汇报", "现场了解结束", 1, "month", "地方巡察流程"),
    (
        "round.regular.days",
        "常规巡察现场了解",
        "进驻",
        60,
        "day",
        "通行做法约60日；公开报道有32、40、42、61日",
    ),
    (
        "round.special.days",
        "专项巡察现场了解",
        "进驻",
        30,
        "day",
        "通行做法约30日；对村回头看约20日",
    ),
    ("round.midterm.week", "中期汇报", "进驻", 42, "day", "通行做法：进驻第6周"),
    ("eval.due", "整改成效评估", "集中整改期结束", 1, "month", "市级评估办法"),
    ("reinspect.window.opens", "可以开展回头看", "整改结束", 3, "month", "通行做法：3至6个月"),
    ("reinspect.window.closes", "完成回头看", "整改结束", 6, "month", "通行做法：3至6个月"),
    ("call.supervision.period", "调度督办", "上次调度", 7, "day", "柳州：每周督办"),
    ("call.report.period", "报送整改进展", "上次报送", 1, "month", "柳州：每月报告"),
    ("plan.term.years", "巡察全覆盖", "届期开始", 60, "month", "一届任期内全覆盖"),
    ("coverage.warn.years", "长期未巡察提示", "上次巡察", 36, "month", "产品默认值，可调整"),
    ("staff.rotation.years", "专职干部轮岗", "任现职", 60, "month", "黑龙江：任职满5年轮岗"),
    ("suggestion.reply.due", "回复巡察建议函", "收到建议函", 1, "month", "产品默认值，可调整"),
    ("letter.reply.due", "回复督办函件", "收到函件", 10, "working_day", "产品默认值，可调整"),
]

# offset in days from the due date, audiences
RUNGS = [
    (-20, ["handler"]),
    (-10, ["handler", "leader"]),
    (0, ["handler", "leader", "head"]),
    (1, ["handler", "leader", "head", "office"]),
    (7, ["leader", "head", "office"]),
    (15, ["head", "office"]),
    (30, ["head", "office"]),
]


def plant(*, using: str, apps: Apps = current_apps, **signal: Any) -> None:
    """Add what is missing, with the models as they stand at the migration that just ran.

    Emptying the database (``flush``) also calls this, and names no state of the models.
    """
    try:
        models = {name: apps.get_model("deadlines", name) for name in _PLANTED}
    except LookupError:
        return
    with transaction.atomic(using=using):
        _plant_years(models["CalendarYear"], models["Workday"], using)
        _plant_rules(models["DeadlineRule"], using)
        _plant_rungs(models["Rung"], using)


_PLANTED = ("CalendarYear", "Workday", "DeadlineRule", "Rung")


def published_years() -> dict[int, dict[date, tuple[bool, str]]]:
    """The years of the holiday package: what each listed day is, and its name."""
    years: dict[int, dict[date, tuple[bool, str]]] = {}
    for listed, is_working in ((holidays, False), (workdays, True)):
        for day, name in listed.items():
            years.setdefault(day.year, {})[day] = (is_working, HOLIDAY_NAMES.get(name, name))
    return years


def _plant_years(calendar_year: Any, workday: Any, using: str) -> None:
    known = set(calendar_year.objects.using(using).values_list("year", flat=True))
    for year, days in published_years().items():
        if year in known:
            continue
        calendar_year.objects.using(using).create(year=year, source=SEEDED)
        workday.objects.using(using).bulk_create(
            [
                workday(date=day, is_working=is_working, name=name, source=SEEDED)
                for day, (is_working, name) in sorted(days.items())
            ],
            ignore_conflicts=True,
        )


def _plant_rules(rule: Any, using: str) -> None:
    general = rule.objects.using(using).filter(body=None)
    known = set(general.values_list("code", flat=True))
    rule.objects.using(using).bulk_create(
        rule(
            code=code,
            name=name,
            base_event=base_event,
            amount=amount,
            unit=unit,
            basis=basis,
            effective_from=ALWAYS,
        )
        for code, name, base_event, amount, unit, basis in RULES
        if code not in known
    )


def _plant_rungs(rung: Any, using: str) -> None:
    """Steps are planted once: a ladder the office has shortened stays short."""
    if not rung.objects.using(using).exists():
        rung.objects.using(using).bulk_create(
            rung(offset=offset, audiences=audiences) for offset, audiences in RUNGS
        )
