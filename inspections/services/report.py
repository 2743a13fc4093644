"""The report: drafted from signed issues, heard by the team, the office and the leading group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import files, journal, notices
from accounts.models import User
from accounts.roles import LEADING, OFFICE
from accounts.scope import holders
from accounts.steps import edit, move
from accounts.verdicts import NotAllowed, demand
from inspections.models import Assignment, CitedIssue, InspectionReport, Issue, ReportStep
from inspections.rules import report as rules
from inspections.selectors.team_people import in_roles
from inspections.states.assignment import ASSIGNMENT_STEPS, AssignmentState
from inspections.states.issue import ISSUE_STEPS, IssueState
from inspections.states.report import REPORT_STEPS, ReportDeed, ReportState


@transaction.atomic
def start_report(
    assignment: Assignment, *, actor: User, issues: Sequence[Issue] = (), **fields: Any
) -> InspectionReport:
    """Open the one report of an assignment, with the issues it cites."""
    demand(rules.may_start_report(actor, assignment))
    report = InspectionReport.objects.create(
        assignment=assignment,
        team=assignment.team,
        body=assignment.body,
        organization=assignment.organization,
        created_by=actor,
        **fields,
    )
    journal.record(actor=actor, verb="inspections.inspectionreport.started", subject=report)
    _cite(report, issues, actor)
    return report


@transaction.atomic
def save_report(
    report: InspectionReport,
    *,
    version: int,
    actor: User,
    issues: Sequence[Issue],
    **fields: Any,
) -> None:
    """Save the draft and which issues it cites, in that order; a stale form is refused."""
    demand(rules.may_edit_report(actor, report))
    edit(report, version=version, actor=actor, **fields)
    _cite(report, issues, actor)


@transaction.atomic
def record_step(
    report: InspectionReport,
    *,
    actor: User,
    kind: str,
    held_on: date,
    opinion: str,
    decided_by: str = "",
    upload: UploadedFile | None = None,
) -> ReportStep:
    """Record a team meeting, a communication with the head, or a team-office consultation."""
    if kind == ReportDeed.CONSULTATION:
        demand(rules.may_consult(actor, report))
    elif kind in {ReportDeed.TEAM_MEETING, ReportDeed.HEAD_COMMUNICATION}:
        demand(rules.may_record_team_step(actor, report))
    else:
        raise NotAllowed(_("This is not recorded by itself."))
    if held_on > timezone.localdate():
        raise NotAllowed(_("What is recorded has taken place; the date lies in the future."))
    stored = files.store(upload, actor=actor) if upload else None
    return _write_down(report, kind, actor, held_on, opinion, decided_by, stored)


@transaction.atomic
def submit_report(report: InspectionReport, *, actor: User) -> None:
    """Hand the report to the office: the issues it cites are settled with it; the office is told."""
    demand(rules.may_submit_report(actor, report))
    _move(report, ReportState.SUBMITTED, actor, submitted_at=timezone.now())
    _note(report, ReportDeed.SUBMITTED, actor)
    for issue in _cited(report, IssueState.CONFIRMED):
        move(issue, IssueState.IN_REPORT, steps=ISSUE_STEPS, actor=actor)
    _move_assignment(report, AssignmentState.REPORT_SUBMITTED, actor)
    _tell(
        report,
        holders(*OFFICE, organization=report.body),
        gettext_noop("The inspection report on %(organization)s was submitted"),
    )


@transaction.atomic
def put_forward(report: InspectionReport, *, actor: User) -> None:
    """Put the report before the leading group, after at least one consultation (HLJ-30)."""
    demand(rules.may_put_forward(actor, report))
    _move(report, ReportState.CONSULTED, actor)
    _note(report, ReportDeed.PUT_FORWARD, actor)
    _tell(
        report,
        holders(*LEADING, organization=report.body),
        gettext_noop("The inspection report on %(organization)s waits for your decision"),
    )


@transaction.atomic
def return_report(report: InspectionReport, *, actor: User, reason: str) -> None:
    """Back to the team with the reason; the cited issues may be reworded again."""
    demand(rules.may_return_report(actor, report))
    if not reason.strip():
        raise NotAllowed(_("Say what must be corrected before you return it."))
    _move(report, ReportState.DRAFTING, actor, submitted_at=None)
    _note(report, ReportDeed.RETURNED, actor, reason)
    for issue in _cited(report, IssueState.IN_REPORT):
        move(issue, IssueState.CONFIRMED, steps=ISSUE_STEPS, actor=actor)
    _move_assignment(report, AssignmentState.WITHDRAWN, actor)
    _tell(
        report,
        in_roles(report.team, *rules.WRITERS),
        gettext_noop("The inspection report on %(organization)s was returned to you"),
    )


@transaction.atomic
def approve_report(
    report: InspectionReport,
    *,
    actor: User,
    held_on: date,
    opinion: str,
    upload: UploadedFile | None = None,
) -> None:
    """The leading group approves: the cited issues may be fed back, the assignment moves on."""
    demand(rules.may_decide_report(actor, report))
    if held_on > timezone.localdate():
        raise NotAllowed(_("What is recorded has taken place; the date lies in the future."))
    stored = files.store(upload, actor=actor) if upload else None
    _move(report, ReportState.APPROVED, actor, approved_at=timezone.now())
    _write_down(report, ReportDeed.LEADING_GROUP, actor, held_on, opinion, "", stored)
    for issue in _cited(report, IssueState.IN_REPORT):
        move(issue, IssueState.APPROVED, steps=ISSUE_STEPS, actor=actor)
    _move_assignment(report, AssignmentState.REPORT_APPROVED, actor)
    _tell(
        report,
        in_roles(report.team, *rules.WRITERS).union(holders(*OFFICE, organization=report.body)),
        gettext_noop("The inspection report on %(organization)s is approved"),
    )


def _cite(report: InspectionReport, issues: Sequence[Issue], actor: User) -> None:
    for issue in issues:
        demand(rules.may_cite(report, issue))
    cited = list(report.citations.values_list("issue_id", flat=True))
    wanted = [issue.pk for issue in issues]
    if cited == wanted:
        return
    report.citations.all().delete()
    CitedIssue.objects.bulk_create(
        CitedIssue(report=report, issue_id=pk, number=number)
        for number, pk in enumerate(wanted, start=1)
    )
    journal.record(
        actor=actor,
        verb="inspections.inspectionreport.cited",
        subject=report,
        before=cited,
        after=wanted,
    )


def _cited(report: InspectionReport, state: str) -> list[Issue]:
    return list(Issue.objects.filter(citation__report=report, state=state).order_by("pk"))


def _move(report: InspectionReport, to: str, actor: User, **changes: Any) -> None:
    move(report, to, steps=REPORT_STEPS, actor=actor, **changes)


def _move_assignment(report: InspectionReport, to: str, actor: User) -> None:
    move(report.assignment, to, steps=ASSIGNMENT_STEPS, actor=actor)


def _note(report: InspectionReport, kind: str, actor: User, opinion: str = "") -> None:
    _write_down(report, kind, actor, timezone.localdate(), opinion)


def _write_down(
    report: InspectionReport,
    kind: str,
    actor: User,
    held_on: date,
    opinion: str,
    decided_by: str = "",
    file: Any = None,
) -> ReportStep:
    step = ReportStep.objects.create(
        report=report,
        kind=kind,
        held_on=held_on,
        opinion=opinion.strip(),
        decided_by=decided_by,
        file=file,
        person=actor,
    )
    journal.record(actor=actor, verb=f"inspections.inspectionreport.{kind}", subject=report)
    return step


def _tell(report: InspectionReport, people: Any, title: str) -> None:
    notices.queue(
        to=people,
        title=title,
        about=report,
        url=report.get_absolute_url(),
        organization=str(report.organization),
    )
