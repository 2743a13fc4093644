"""Rectification as it comes about: every situation is reached by the services themselves."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from inspections.states.assignment import AssignmentState
from rectification.models import RectificationItem, RectificationPlan, RectificationReport
from rectification.rules.workbook import HEADERS
from rectification.services import closing, drafting, importing, item, plan, report, review
from rectification.states import ItemKind, Party, ReportKind
from tests.factories.accounts import DutyFactory, UserFactory
from tests.factories.inspections.issue import AspectFactory, FeedbackFactory, IssueFactory
from tests.factories.inspections.plan import TermFactory
from tests.factories.inspections.round import AssignmentFactory, RoundFactory
from tests.factories.inspections.team import TeamFactory

REVIEWERS = {
    Party.DISCIPLINE: "discipline_reviewer",
    Party.ORGANIZATION: "organization_reviewer",
    Party.OFFICE: "office_director",
}


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def an_assignment(world, unit=None):
    """A target that was fed back, of a team of the world's body."""
    team = TeamFactory(round=RoundFactory(term=TermFactory(body=world.body), number=9))
    return AssignmentFactory(
        team=team,
        organization=unit or world.unit_a,
        left_site=True,
        state=AssignmentState.FED_BACK,
    )


def a_feedback(world, *, assignment=None, issues: int = 2, unit=None):
    """Feedback signed for, with issues under one aspect."""
    assignment = assignment or an_assignment(world, unit)
    feedback = FeedbackFactory(
        assignment=assignment, acknowledged=True, signed_by=world.unit_head, title="反馈意见"
    )
    aspect = AspectFactory(feedback=feedback)
    for number in range(1, issues + 1):
        IssueFactory(
            assignment=assignment,
            feedback=feedback,
            aspect=aspect,
            fed_back=True,
            number=number,
            title=f"问题{number}",
            text=f"问题{number}：2024年至2025年违规发放补贴{number}.36万元。",
        )
    return feedback


def people_of(world, unit) -> tuple:
    """Liaison and head of a unit; unit B gets its liaison when it first needs one."""
    if unit == world.unit_a:
        return world.unit_liaison, world.unit_head
    if not hasattr(world, "other_unit_liaison"):
        world.other_unit_liaison = UserFactory(organization=unit)
        DutyFactory(person=world.other_unit_liaison, role=Role.UNIT_LIAISON, organization=unit)
    return world.other_unit_liaison, world.other_unit_head


def content(world, issue, *, due: int = 30, kind: str = ItemKind.TIME_LIMITED, **changes):
    unit = issue.organization
    return drafting.ItemContent(
        **{
            "issue": issue,
            "title": f"整改{issue.title}",
            "goal": "规范管理，追回资金。",
            "kind": kind,
            "leader": people_of(world, unit)[0],
            "lead_unit": unit,
            "due_on": in_days(due),
        }
        | changes
    )


def a_draft(world, feedback=None, *, measures: int = 1, due: int = 30, kind=ItemKind.TIME_LIMITED):
    """A plan with one whole item an issue."""
    feedback = feedback or a_feedback(world)
    liaison, _head = people_of(world, feedback.organization)
    draft = drafting.open_plan(feedback, actor=liaison)
    for issue in feedback.issues.order_by("number"):
        row = drafting.add_item(draft, content(world, issue, due=due, kind=kind), actor=liaison)
        for number in range(measures):
            drafting.add_measure(row, actor=liaison, text=f"措施{number + 1}", due_on=in_days(due))
        if kind == ItemKind.LONG_TERM:
            drafting.add_milestone(row, actor=liaison, name="阶段一", due_on=in_days(due))
    return draft


def a_submitted_plan(world, draft: RectificationPlan | None = None) -> RectificationPlan:
    draft = draft or a_draft(world)
    plan.submit_plan(draft, actor=people_of(world, draft.organization)[1])
    return draft


def a_plan_in_review(world, draft=None) -> RectificationPlan:
    submitted = a_submitted_plan(world, draft)
    plan.take_up_plan(submitted, actor=world.office_staff)
    return submitted


def a_plan_in_force(world, draft=None) -> RectificationPlan:
    reviewed = a_plan_in_review(world, draft)
    for party, role in REVIEWERS.items():
        plan.review_plan(reviewed, party, passed=True, opinion="同意", actor=world.person(role))
    reviewed.refresh_from_db()
    plan.put_in_force(reviewed, actor=world.office_staff)
    reviewed.refresh_from_db()
    return reviewed


def an_item(world, **options) -> RectificationItem:
    """The first item of a plan in force, not started yet."""
    draft = options.pop("draft", None) or a_draft(world, **options)
    return fresh(a_plan_in_force(world, draft).items.first())


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def evidence_file(name: str = "凭证.txt", content: bytes = b"paid back"):
    return SimpleUploadedFile(name, content)


def a_running_item(world, **options) -> RectificationItem:
    row = an_item(world, **options)
    item.start_item(row, actor=people_of(world, row.organization)[0])
    return fresh(row)


def make_ready(world, row: RectificationItem) -> RectificationItem:
    """Measures done, four parts written, one file of evidence."""
    liaison, _head = people_of(world, row.organization)
    for measure in row.measures.filter(done_on=None):
        item.mark_measure_done(measure, done_on=timezone.localdate(), actor=liaison)
    for milestone in row.milestones.filter(reached_on=None):
        item.reach_milestone(milestone, reached_on=timezone.localdate(), actor=liaison)
    item.fill_parts(
        fresh(row),
        version=fresh(row).version,
        actor=liaison,
        person="诫勉1人",
        matter="追回资金",
        cause="制度缺失",
        institution="修订办法1项",
        similar="未发现同类问题",
    )
    item.add_evidence(
        fresh(row),
        evidence_file(content=f"evidence {row.pk} {row.evidence.count()}".encode()),
        actor=liaison,
    )
    return fresh(row)


def a_claimed_item(world, row=None, **options) -> RectificationItem:
    row = make_ready(world, row or a_running_item(world, **options))
    review.claim_item(row, statement="已全部完成", actor=people_of(world, row.organization)[0])
    return fresh(row)


def an_item_in_review(world, row=None, **options) -> RectificationItem:
    row = a_claimed_item(world, row, **options)
    review.confirm_claim(row, actor=people_of(world, row.organization)[1])
    return fresh(row)


def a_passed_item(world, row=None, **options) -> RectificationItem:
    row = an_item_in_review(world, row, **options)
    for party, role in REVIEWERS.items():
        review.review_item(row, party, passed=True, opinion="同意", actor=world.person(role))
    return fresh(row)


def a_returned_item(world, row=None, **options) -> RectificationItem:
    row = an_item_in_review(world, row, **options)
    for party, role in REVIEWERS.items():
        review.review_item(
            row,
            party,
            passed=party != Party.DISCIPLINE,
            opinion="请补充原因",
            actor=world.person(role),
        )
    return fresh(row)


def a_closed_item(world, row=None, **options) -> RectificationItem:
    row = a_passed_item(world, row, **options)
    closing.close_item(row, actor=world.office_staff, opinion="同意销号。")
    return fresh(row)


def a_mixed_plan(world, feedback=None) -> RectificationPlan:
    """Six items of one plan: closed, returned, running late, basically done, long-term, waiting."""
    plan = a_plan_in_force(world, a_draft(world, feedback or a_feedback(world, issues=6), due=20))
    items = list(plan.items.order_by("sequence"))
    for row in items[:5]:
        item.start_item(row, actor=world.unit_liaison)
    a_closed_item(world, fresh(items[0]))
    a_returned_item(world, fresh(items[1]))
    fourth = fresh(items[3])
    closing.mark_basically_done(
        fourth, is_basically_done=True, version=fourth.version, actor=world.office_staff
    )
    closing.make_long_term(
        fresh(items[4]), milestones=[("阶段一", in_days(10))], actor=world.office_staff
    )
    late = fresh(items[2]).clock
    type(late).objects.filter(pk=late.pk).update(due_on=in_days(-3))
    return plan


def a_workbook(plan, *rows):
    """The plan's own template as it would be sent in, with ``rows`` written over it."""
    book = load_workbook(BytesIO(importing.template_workbook(plan)))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 2):
        for column, header in enumerate(HEADERS, 1):
            if header in row:
                sheet.cell(row=number, column=column, value=row[header])
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("items.xlsx", out.getvalue())


def copies(item: RectificationItem, *, count: int, closed: int) -> None:
    """More items like ``item`` in its plan, the first ``closed`` of them struck off.

    By rows, not by services: for counting alone, a thousand at once.
    """
    now = timezone.now()
    done = {"state": "closed", "started_at": now, "passed_at": now, "closed_at": now} | {
        f"{part}_part": "已落实" for part in ("person", "matter", "cause", "institution")
    }
    kept = {
        field.attname: getattr(item, field.attname)
        for field in RectificationItem._meta.concrete_fields
        if field.attname not in {"id", "clock_id", "number", "sequence"}
    }
    RectificationItem.objects.bulk_create(
        RectificationItem(
            **kept | (done if position <= closed else {}),
            sequence=item.sequence + position,
            number=f"{item.number}-{position}",
        )
        for position in range(1, count + 1)
    )


def a_report(world, feedback=None, *, kind: str = ReportKind.BODY, **said) -> RectificationReport:
    """A draft of the unit's liaison, on a feedback whose plan is in force."""
    feedback = feedback or a_plan_in_force(world).feedback
    begun = report.draft_report(feedback, kind, actor=people_of(world, feedback.organization)[0])
    words = {"overview": "党组会研究整改四次。", "effects": "清退资金。", "next_steps": ""} | said
    report.write_report(begun, **words, version=begun.version, actor=begun.drafted_by)
    return fresh(begun)


def a_submitted_report(world, feedback=None, *, kind: str = ReportKind.BODY, **said):
    """Sent in by the head, who may send in either of the two."""
    begun = a_report(world, feedback, kind=kind, **said)
    report.submit_report(begun, actor=people_of(world, begun.organization)[1])
    return fresh(begun)
