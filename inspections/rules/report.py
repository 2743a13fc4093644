"""May this person move the report on, and does everything it cites rest on a signed paper?"""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING, OFFICE, Role
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Assignment, InspectionReport, Issue
from inspections.rules.standing import serves, works_for
from inspections.states.assignment import AssignmentState
from inspections.states.paper import NUMBERED
from inspections.states.report import ReportDeed, ReportState

WRITERS = (Role.TEAM_LEADER, Role.TEAM_DEPUTY, Role.TEAM_LIAISON)
DRAFTED_IN = (AssignmentState.STATIONED, AssignmentState.WITHDRAWN)


def may_start_report(user: User, assignment: Assignment) -> Verdict:
    if not serves(user, assignment.team, assignment.organization, *WRITERS):
        return Verdict(_("The report is drafted by the leader, deputies and liaison of the team."))
    if assignment.state not in DRAFTED_IN:
        return Verdict(_("The report is drafted once the team is stationed there."))
    if InspectionReport.objects.filter(assignment=assignment).exists():
        return Verdict(_("This assignment has its report already."))
    return ALLOWED


def may_edit_report(user: User, report: InspectionReport) -> Verdict:
    if not serves(user, report.team, report.organization, *WRITERS):
        return Verdict(_("The report is drafted by the leader, deputies and liaison of the team."))
    if report.state != ReportState.DRAFTING:
        return Verdict(_("The report is submitted; have it returned before you change it."))
    return ALLOWED


def may_cite(report: InspectionReport, issue: Issue) -> Verdict:
    if issue.assignment_id != report.assignment_id:
        return Verdict(_("A report cites issues of its own assignment only."))
    return ALLOWED


def may_submit_report(user: User, report: InspectionReport) -> Verdict:
    """HLJ-29: every cited issue has a signed paper; team meeting and head were heard."""
    if report.state != ReportState.DRAFTING:
        return Verdict(_("The report is submitted already."))
    if not serves(user, report.team, report.organization, Role.TEAM_LEADER):
        return Verdict(_("The team leader answers for the report and submits it."))
    if report.assignment.state != AssignmentState.WITHDRAWN:
        return Verdict(_("The report is submitted after the team has withdrawn."))
    return _contents(report)


def _contents(report: InspectionReport) -> Verdict:
    if not (report.overall.strip() and report.suggestions.strip()):
        return Verdict(_("The overall evaluation or the opinions and suggestions are empty."))
    if not report.citations.exists():
        return Verdict(_("The report cites no issue yet."))
    unsigned = unsigned_citations(report)
    if unsigned:
        return Verdict(
            _("“%(issue)s” has no signed working paper; a report cites only what is signed for.")
            % {"issue": unsigned[0]}
        )
    if not has_step(report, ReportDeed.TEAM_MEETING):
        return Verdict(_("The team meeting on this report is not recorded."))
    if not has_step(report, ReportDeed.HEAD_COMMUNICATION):
        return Verdict(_("The communication with the head of the organization is not recorded."))
    return ALLOWED


def unsigned_citations(report: InspectionReport) -> list[Issue]:
    return list(
        Issue.objects.filter(citation__report=report)
        .exclude(paper__state__in=NUMBERED)
        .order_by("citation__number")
    )


def may_record_team_step(user: User, report: InspectionReport) -> Verdict:
    """Team meeting and communication with the head stand before the submission."""
    return may_edit_report(user, report)


def may_consult(user: User, report: InspectionReport) -> Verdict:
    if report.state != ReportState.SUBMITTED:
        return Verdict(_("The report is not with the office."))
    if not works_for(user, report.body, report.organization, *OFFICE):
        return Verdict(_("The consultation is recorded by the inspection office."))
    return ALLOWED


def may_put_forward(user: User, report: InspectionReport) -> Verdict:
    """HLJ-30: at least one consultation since the last submission."""
    allowed = may_consult(user, report)
    if not allowed:
        return allowed
    held = report.steps.filter(kind=ReportDeed.CONSULTATION, at__gte=report.submitted_at)
    if not held.exists():
        return Verdict(_("Before the leading group there is at least one consultation."))
    return ALLOWED


def may_return_report(user: User, report: InspectionReport) -> Verdict:
    if report.state == ReportState.SUBMITTED:
        return may_consult(user, report)
    return may_decide_report(user, report)


def may_decide_report(user: User, report: InspectionReport) -> Verdict:
    if report.state != ReportState.CONSULTED:
        return Verdict(_("The report is not before the leading group."))
    if not works_for(user, report.body, report.organization, *LEADING):
        return Verdict(_("Only the leading group decides on a report."))
    return ALLOWED


def has_step(report: InspectionReport, kind: str) -> bool:
    """Recorded since the last return, if there was one: what was changed is heard again."""
    returned = report.steps.filter(kind=ReportDeed.RETURNED).order_by("-pk").first()
    steps = report.steps.filter(kind=kind)
    return (steps.filter(pk__gt=returned.pk) if returned else steps).exists()
