"""One assignment from entry to the signed feedback opinion."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from config.demo.cast import Cast
from config.demo.clock import on
from config.demo.findings import EVALUATION, FINDINGS, REQUIREMENTS, Finding
from config.demo.places import Places
from config.demo.rounds import Schedule, person_of
from inspections.models import Assignment, Feedback, FocusItem, Issue, Method, WorkingPaper
from inspections.services import assignment as stays
from inspections.services import feedback as feedbacks
from inspections.services import fieldwork, issue, notice, paper, report
from inspections.services.evidence import EvidenceEntry
from inspections.states.report import ReportDeed

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
ACTIVITIES = [
    ("hearing", "听取党组工作汇报", {"people": 12}),
    ("talk", "与领导班子成员个别谈话", {"people": 9}),
    ("file_review", "调阅党组会议记录和项目资料", {"documents": 164}),
    ("visit", "下沉项目现场了解情况", {"sites": 6, "people": 21}),
]


class Stay:
    """The people and dates of one team's work on one target."""

    def __init__(self, assignment: Assignment, cast: Cast, schedule: Schedule) -> None:
        self.assignment = assignment
        self.cast = cast
        self.schedule = schedule
        team = assignment.team
        self.leader = person_of(team, Role.TEAM_LEADER)
        self.deputy = person_of(team, Role.TEAM_DEPUTY)
        self.handlers: list[User] = [
            member.person
            for member in team.members.serving()
            .filter(role__in=[Role.TEAM_LIAISON, Role.TEAM_MEMBER])
            .select_related("person")[:2]
        ]

    def day(self, offset: int) -> date:
        return self.schedule.station_from + timedelta(offset)


def enter(stay: Stay, head: User) -> None:
    """The unit signs for its notice, the team enters."""
    with on(stay.day(-5)):
        notice.sign_for(stay.assignment, actor=head)
    with on(stay.day(0)):
        stays.enter(stay.assignment, on=stay.day(0), actor=stay.leader)


def record_activities(stay: Stay) -> None:
    """What was done on site, by method and with its quantities."""
    for offset, (kind, subject, quantities) in enumerate(ACTIVITIES, start=3):
        with on(stay.day(offset)):
            fieldwork.record_activity(
                stay.assignment, actor=stay.handlers[0],
                method=Method.objects.filter(kind=kind, body=None).first(), handlers=stay.handlers,
                held_on=stay.day(offset), place=stay.assignment.organization.short_name,
                subject=subject, **quantities,
            )  # fmt: skip


def write_paper(stay: Stay, finding: Finding, offset: int) -> WorkingPaper:
    """A complete draft with one piece of evidence."""
    with on(stay.day(offset)):
        return paper.create_paper(
            stay.assignment, actor=stay.handlers[0], handlers=stay.handlers,
            evidence=[
                EvidenceEntry(
                    caption="会议记录和合同复印件", source="单位办公室", pages="1-18",
                    upload=SimpleUploadedFile(f"佐证-{offset}.pdf", PDF + str(offset).encode()),
                )
            ],
            title=finding.title, focus_item=focus_item(finding.focus), found_on=stay.day(offset),
            manifestation=finding.text, basis=finding.basis, responsible_body="党组",
            responsible_body_finding="落实主体责任不力", first_responsible="党组书记",
            first_responsible_finding="履行第一责任人责任不到位", main_leader="分管负责同志",
            main_leader_finding="对分管领域监督管理不严", supervision="派驻纪检监察组",
            supervision_finding="已书面提醒，跟踪督促不够",
        )  # fmt: skip


def focus_item(position: int) -> FocusItem:
    return FocusItem.objects.filter(framework__name="四个落实").order_by("number")[position]


def sign_papers(stay: Stay, papers: list[WorkingPaper], offset: int) -> list[Issue]:
    """Submitted, reviewed, confirmed in a meeting and signed; each becomes one issue."""
    with on(stay.day(offset)):
        for each in papers:
            paper.submit_paper(each, actor=stay.handlers[0])
            paper.review_paper(each, actor=stay.deputy, opinion="事实清楚，证据充分。")
        meeting = paper.hold_meeting(
            stay.assignment, actor=stay.leader, attendees=[stay.leader, stay.deputy, *stay.handlers],
            held_on=stay.day(offset), title="问题底稿组务会", minutes="逐份审议问题底稿，一致同意。",
        )  # fmt: skip
        for each in papers:
            paper.confirm_paper(each, actor=stay.leader, meeting=meeting, opinion="同意。")
            paper.sign_paper(each, actor=stay.leader, opinion="同意。")
        return [_issue_of(each, stay) for each in papers]


def _issue_of(signed: WorkingPaper, stay: Stay) -> Issue:
    return issue.make_issue(
        signed, actor=stay.leader, title=signed.title, text=signed.manifestation,
        focus_item=signed.focus_item,
    )  # fmt: skip


def report_issues(stay: Stay, issues: list[Issue]) -> None:
    """Withdraw, report, consult and have the report approved by the leading group."""
    last = (stay.schedule.station_to - stay.schedule.station_from).days
    with on(stay.day(last)):
        stays.withdraw(stay.assignment, on=stay.day(last), actor=stay.leader)
    with on(stay.day(last + 8)):
        written = report.start_report(
            stay.assignment, actor=stay.leader, issues=issues,
            title=f"关于巡视{stay.assignment.organization.name}情况的报告",
            overall=EVALUATION, suggestions=REQUIREMENTS,
        )  # fmt: skip
        for kind in (ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION):
            report.record_step(
                written, actor=stay.leader, kind=kind, held_on=stay.day(last + 7),
                opinion="同意报告内容。", decided_by="全组",
            )  # fmt: skip
        report.submit_report(written, actor=stay.leader)
    with on(stay.day(last + 12)):
        report.record_step(
            written, actor=stay.cast["office"], kind=ReportDeed.CONSULTATION,
            held_on=stay.day(last + 12), opinion="定性准确，建议如期上会。", decided_by="巡视办",
        )  # fmt: skip
        report.put_forward(written, actor=stay.cast["office"])
    with on(stay.day(last + 18)):
        report.approve_report(
            written, actor=stay.cast["group"], held_on=stay.day(last + 18), opinion="同意。"
        )


def feed_back(stay: Stay, places: Places, head: User) -> Feedback:
    """Head first, then the meeting, then the paper with its copies; the head signs."""
    last = (stay.schedule.station_to - stay.schedule.station_from).days
    office = stay.cast["office"]
    with on(stay.day(last + 22)):
        given = feedbacks.draft_feedback(
            stay.assignment, actor=stay.leader,
            title=f"关于{stay.assignment.organization.name}巡视反馈意见",
        )  # fmt: skip
        feedbacks.name_copies(
            given, actor=office, leaders=[stay.cast["groupmember"]], superiors=[places.province],
            departments=[places.personnel],
        )  # fmt: skip
        feedbacks.review_feedback(given, actor=office)
        feedbacks.approve_feedback(given, actor=stay.cast["group"])
    with on(stay.day(last + 26)):
        feedbacks.record_head_feedback(given, actor=office, held_on=stay.day(last + 26))
        feedbacks.record_feedback_meeting(given, actor=office, held_on=stay.day(last + 26))
        feedbacks.issue_feedback(given, actor=office)
        feedbacks.deliver_copies(given, actor=office)
    with on(stay.day(last + 27)):
        feedbacks.acknowledge(given, actor=head)
    return given


def walk(stay: Stay, places: Places, head: User, findings: list[Finding]) -> Feedback:
    """From the notice to the feedback that the unit's head signed for."""
    enter(stay, head)
    record_activities(stay)
    papers = [write_paper(stay, found, 12 + number) for number, found in enumerate(findings)]
    issues = sign_papers(stay, papers, 30)
    report_issues(stay, issues)
    return feed_back(stay, places, head)


def pass_through(stay: Stay) -> None:
    """A team that came and went, and is still writing its report."""
    with on(stay.day(0)):
        stays.enter(stay.assignment, on=stay.day(0), actor=stay.leader)
    record_activities(stay)
    last = (stay.schedule.station_to - stay.schedule.station_from).days
    with on(stay.day(last)):
        stays.withdraw(stay.assignment, on=stay.day(last), actor=stay.leader)


def half_way(stay: Stay, head: User) -> None:
    """A team in its fourth week: papers in every state, none reported yet."""
    enter(stay, head)
    record_activities(stay)
    first, second, third, fourth = (
        write_paper(stay, found, 8 + number) for number, found in enumerate(FINDINGS[:4])
    )
    sign_papers(stay, [first], 15)
    with on(stay.day(16)):
        paper.submit_paper(second, actor=stay.handlers[0])
        paper.review_paper(second, actor=stay.deputy, opinion="事实清楚。")
        paper.submit_paper(third, actor=stay.handlers[0])
    with on(stay.day(17)):
        paper.submit_paper(fourth, actor=stay.handlers[0])
        paper.return_paper(fourth, actor=stay.deputy, reason="请补充民主推荐材料的原件出处和页码。")
