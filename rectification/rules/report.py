"""Who may draft, submit and review a rectification report."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import UNIT, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Feedback
from rectification.models import PARTY_ROLES, RectificationReport
from rectification.states import Party, PlanState, ReportKind, ReportState, ReviewResult


def of_unit(user: User, row: Feedback | RectificationReport) -> bool:
    return holds(user, *UNIT, organization=row.organization)


def may_draft_report(user: User, feedback: Feedback, kind: str) -> Verdict:
    if not of_unit(user, feedback):
        return Verdict(_("Only the inspected unit reports on its rectification."))
    if all(plan.state != PlanState.IN_FORCE for plan in feedback.plans.all()):
        return Verdict(_("There is nothing to report on before the plan is in force."))
    reports = [one for one in feedback.rectification_reports.all() if one.kind == kind]
    if any(report.state != ReportState.RETURNED for report in reports):
        return Verdict(_("This report is already under way."))
    return ALLOWED


def may_edit_report(user: User, report: RectificationReport) -> Verdict:
    if not of_unit(user, report):
        return Verdict(_("Only the inspected unit changes its report."))
    if report.state != ReportState.DRAFTING:
        return Verdict(_("The report was submitted and cannot be changed any more."))
    return ALLOWED


def may_submit_report(user: User, report: RectificationReport) -> Verdict:
    """The head answers for both reports; the clerk writes them (LZ-24, art. 27 of the 2015 text)."""
    allowed = may_edit_report(user, report)
    if not allowed:
        return allowed
    if report.kind == ReportKind.HEAD and not holds(
        user, Role.UNIT_HEAD, organization=report.organization
    ):
        return Verdict(_("The head of the unit submits the head's own report."))
    if not report.overview.strip() or not report.effects.strip():
        return Verdict(_("Write how the rectification was led and what was achieved first."))
    return ALLOWED


def may_review_report(user: User, report: RectificationReport, party: Party) -> Verdict:
    if not holds(user, *PARTY_ROLES[party], organization=report.body):
        return Verdict(_("Each party writes its own opinion and no other."))
    if of_unit(user, report):
        return Verdict(_("Nobody reviews the work of their own unit."))
    if report.state != ReportState.SUBMITTED:
        return Verdict(_("The report is not in joint review."))
    if not report.reviews.filter(party=party, result=ReviewResult.PENDING).exists():
        return Verdict(_("This party has given its opinion already."))
    return ALLOWED
