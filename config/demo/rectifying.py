"""What the units make of their feedback: a plan through joint review, and items in every state."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Organization, User
from config.demo.cast import Cast
from config.demo.clock import on
from config.demo.fieldwork import PDF
from config.demo.findings import FINDINGS, PARTS
from inspections.models import Feedback
from rectification.models import RectificationItem, RectificationPlan
from rectification.services import closing, drafting, extension, item, plan, review
from rectification.states import MeetingKind, Party, ReopenReason

REVIEWERS = {
    Party.DISCIPLINE: "discipline",
    Party.ORGANIZATION: "organization",
    Party.OFFICE: "office",
}
Story = Callable[["Unit", RectificationItem], None]


class Unit:
    """One unit's people, and the dates of its rectification."""

    def __init__(self, feedback: Feedback, cast: Cast, suffix: str, today: date) -> None:
        self.feedback = feedback
        self.cast = cast
        self.head: User = cast[f"head{suffix}"]
        self.leader: User = cast[f"unitleader{suffix}"]
        self.liaison: User = cast[f"unit{suffix}"]
        self.today = today
        self.signed_on: date = feedback.signed_at.date()

    def after(self, days: int) -> date:
        return self.signed_on + timedelta(days)


def draw_up(unit: Unit, dues: list[int]) -> RectificationPlan:
    """Decompose every issue; ``dues`` gives each item's days from today, in turn."""
    with on(unit.after(10)):
        drawn = drafting.open_plan(unit.feedback, actor=unit.liaison)
        drafting.edit_plan_text(
            drawn, version=drawn.version, actor=unit.liaison, principles="坚持问题导向、标本兼治。",
            leadership="成立党组书记任组长的整改工作领导小组。", safeguards="每两周调度一次，逐项对账销号。",
        )  # fmt: skip
        by_title = {found.title: found for found in FINDINGS}
        turn = 0
        for issue in unit.feedback.issues.order_by("aspect__number", "number"):
            for title, measures in by_title[issue.title].items:
                due = unit.today + timedelta(dues[turn % len(dues)])
                _add_item(unit, drawn, issue, title, measures, due)
                turn += 1
    return drawn


def _add_item(unit: Unit, drawn, issue, title, measures, due: date) -> None:
    organization: Organization = unit.feedback.organization
    added = drafting.add_item(
        drawn,
        drafting.ItemContent(
            issue=issue, title=title, goal="问题整改到位，制度健全并有效执行。", leader=unit.leader,
            lead_unit=organization, due_on=due, cause="制度执行缺乏监督，内部制约不足。",
            similar="对同类事项逐一排查。",
        ),
        actor=unit.liaison,
    )  # fmt: skip
    for text in measures:
        drafting.add_measure(
            added, actor=unit.liaison, text=text, due_on=min(due, unit.after(60)) if due > unit.after(60) else due,
            leader=unit.leader, department="综合处",
        )  # fmt: skip


def approve(unit: Unit, drawn: RectificationPlan) -> None:
    """Submitted by the unit, taken up by the office, passed by the three parties."""
    hold_meetings(unit)
    with on(unit.after(18)):
        plan.submit_plan(drawn, actor=unit.head)
        plan.take_up_plan(drawn, actor=unit.cast["office"])
    with on(unit.after(22)):
        for party, username in REVIEWERS.items():
            plan.review_plan(
                drawn,
                party,
                passed=True,
                opinion="方案完整，措施具体，同意。",
                actor=unit.cast[username],
            )
    drawn.refresh_from_db()
    if drawn.state == "approved":
        with on(unit.after(24)):
            plan.put_in_force(drawn, actor=unit.cast["office"])


def hold_meetings(unit: Unit) -> None:
    """The unit studies its feedback, and its leaders hold their democratic-life meeting."""
    for kind, day, subject in [
        (MeetingKind.STUDY, 5, "传达学习巡视反馈意见，研究整改工作"),
        (MeetingKind.DEMOCRATIC_LIFE, 16, "巡视整改专题民主生活会"),
    ]:
        with on(unit.after(day)):
            plan.record_meeting(
                unit.feedback,
                kind=kind,
                held_on=unit.after(day),
                subject=subject,
                actor=unit.liaison,
            )


def untouched(unit: Unit, row: RectificationItem) -> None:
    """Planned and not begun."""


def running(unit: Unit, row: RectificationItem) -> None:
    with on(unit.after(40)):
        item.start_item(row, actor=unit.leader)
        item.mark_measure_done(row.measures.first(), done_on=unit.after(40), actor=unit.liaison)
        item.report_progress(
            row, percent=50, text="已完成梳理核查，正在完善制度。", actor=unit.liaison
        )


def claimed(unit: Unit, row: RectificationItem) -> None:
    with on(unit.after(40)):
        item.start_item(row, actor=unit.leader)
        for measure in row.measures.all():
            item.mark_measure_done(measure, done_on=unit.after(40), actor=unit.liaison)
    with on(unit.after(60)):
        row.refresh_from_db()
        item.fill_parts(row, version=row.version, actor=unit.liaison, **PARTS)
        item.add_evidence(
            row, SimpleUploadedFile(f"整改佐证-{row.pk}.pdf", PDF + str(row.pk).encode()), actor=unit.liaison
        )  # fmt: skip
        row.refresh_from_db()
        review.claim_item(row, statement="四条要求均已落实，申请销号。", actor=unit.leader)


def in_review(unit: Unit, row: RectificationItem) -> None:
    claimed(unit, row)
    with on(unit.after(64)):
        review.confirm_claim(row, actor=unit.head)


def half_reviewed(unit: Unit, row: RectificationItem) -> None:
    in_review(unit, row)
    with on(unit.after(66)):
        review.review_item(
            row,
            Party.DISCIPLINE,
            passed=True,
            opinion="处理和追缴到位。",
            actor=unit.cast["discipline"],
        )


def _review_all(unit: Unit, row: RectificationItem, *, returned_by: Party | None = None) -> None:
    in_review(unit, row)
    with on(unit.after(68)):
        for party, username in REVIEWERS.items():
            passed = party != returned_by
            review.review_item(
                row, party, passed=passed, actor=unit.cast[username],
                opinion="同意。" if passed else "追缴资金没有入库凭证，请补充党组层面的原因分析。",
            )  # fmt: skip


def returned(unit: Unit, row: RectificationItem) -> None:
    _review_all(unit, row, returned_by=Party.OFFICE)


def passed(unit: Unit, row: RectificationItem) -> None:
    _review_all(unit, row)


def closed(unit: Unit, row: RectificationItem) -> None:
    _review_all(unit, row)
    with on(unit.after(72)):
        row.refresh_from_db()
        closing.close_item(row, actor=unit.cast["office"], opinion="四项齐备，同意销号。")


def reopened(unit: Unit, row: RectificationItem) -> None:
    closed(unit, row)
    with on(unit.today - timedelta(6)):
        row.refresh_from_db()
        closing.reopen_item(
            row, reason=ReopenReason.REBOUND, findings="抽查发现同类问题再次发生。",
            due_on=unit.today + timedelta(25), actor=unit.cast["office"],
        )  # fmt: skip


def extension_asked(unit: Unit, row: RectificationItem) -> None:
    running(unit, row)
    with on(unit.today - timedelta(3)):
        extension.request_extension(
            row,
            until=unit.today + timedelta(40),
            reason="造价复审需第三方出具报告。",
            actor=unit.liaison,
        )


def extended(unit: Unit, row: RectificationItem) -> None:
    extension_asked(unit, row)
    with on(unit.today - timedelta(1)):
        extension.decide_extension(
            row, granted=True, reason="理由属实，同意延期一次。", actor=unit.cast["director"]
        )


def listed(unit: Unit, row: RectificationItem) -> None:
    running(unit, row)
    with on(unit.today - timedelta(20)):
        row.refresh_from_db()
        closing.list_item(
            row, owner=unit.cast["group"], due_on=unit.today + timedelta(20),
            reason="涉及资金量大，群众关注。", actor=unit.cast["office"],
        )  # fmt: skip


def long_term(unit: Unit, row: RectificationItem) -> None:
    running(unit, row)
    with on(unit.after(50)):
        row.refresh_from_db()
        closing.make_long_term(
            row, actor=unit.cast["office"],
            milestones=[("完成制度修订", unit.today + timedelta(30)), ("全年执行评估", unit.today + timedelta(150))],
        )  # fmt: skip


# The stories of each unit's items, in the order of its plan; with the days from today they are due.
STORIES: list[list[tuple[Story, int]]] = [
    [(half_reviewed, 5), (running, -13), (closed, 20), (extension_asked, 8), (claimed, 12), (listed, -34), (long_term, 40)],
    [(closed, 10), (closed, 15), (in_review, 3), (returned, -3), (running, 22), (reopened, -20), (untouched, 60)],
    [(closed, 10), (closed, 10), (closed, 30), (passed, 30), (closed, 12), (half_reviewed, 1), (running, 18)],
    [(running, -8), (running, -40), (in_review, 9), (closed, 20), (extended, 5), (running, 15), (closed, 35)],
]  # fmt: skip


def tell(unit: Unit, drawn: RectificationPlan, stories: list[tuple[Story, int]]) -> None:
    """Let each item of a plan in force live its story."""
    rows = list(drawn.items.order_by("pk"))
    for row, (story, _due) in zip(rows, stories, strict=False):
        story(unit, row)
