"""Writing a rectification report, sending it in, and the three parties' opinions on it."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts import files, journal, notices, steps
from accounts.models import User
from accounts.roles import UNIT
from accounts.scope import holders
from accounts.verdicts import demand
from documents import issuing
from inspections.models import Feedback
from inspections.states.assignment import ASSIGNMENT_STEPS, AssignmentState
from rectification.documents import report_context, report_title
from rectification.models import PARTY_ROLES, RectificationReport, ReportReview
from rectification.rules import report as rules
from rectification.selectors.report import ledger_lines
from rectification.services import opinions
from rectification.services.owed import report_sent, report_sent_back
from rectification.states import REPORT_STEPS, Party, ReportKind, ReportState

TEXTS = ("overview", "effects", "next_steps")


@transaction.atomic
def draft_report(feedback: Feedback, kind: str, *, actor: User) -> RectificationReport:
    """Begin a report, or the next edition of a returned one with everything that one said."""
    feedback = steps.lock(feedback)
    demand(rules.may_draft_report(actor, feedback, kind))
    last = feedback.rectification_reports.filter(kind=kind).order_by("number").last()
    said = {name: getattr(last, name) for name in (*TEXTS, "signed_copy")} if last else {}
    report = RectificationReport.objects.create(
        feedback=feedback,
        body=feedback.body,
        organization=feedback.organization,
        assignment=feedback.assignment,
        kind=kind,
        number=last.number + 1 if last else 1,
        drafted_by=actor,
        drafted_at=timezone.now(),
        **said,
    )
    journal.record(actor=actor, verb="rectification.report_begun", subject=report, kind=kind)
    return report


@transaction.atomic
def write_report(
    report: RectificationReport,
    *,
    overview: str,
    effects: str,
    next_steps: str,
    version: int,
    actor: User,
    signed_copy: UploadedFile | None = None,
) -> None:
    """Change what a draft says; refused when somebody else changed it meanwhile."""
    demand(rules.may_edit_report(actor, steps.lock(report)))
    changes = {"overview": overview, "effects": effects, "next_steps": next_steps}
    kept = {"signed_copy": files.store(signed_copy, actor=actor)} if signed_copy else {}
    steps.edit(report, version=version, actor=actor, **changes, **kept)


@transaction.atomic
def send_report(
    feedback: Feedback,
    *,
    kind: str,
    overview: str,
    effects: str,
    next_steps: str,
    actor: User,
    signed_copy: UploadedFile | None = None,
) -> RectificationReport:
    """Write a report and send it in at one go, as another system does; all of it or nothing."""
    report = draft_report(feedback, kind, actor=actor)
    write_report(
        report,
        overview=overview,
        effects=effects,
        next_steps=next_steps,
        signed_copy=signed_copy,
        version=report.version,
        actor=actor,
    )
    submit_report(report, actor=actor)
    return report


@transaction.atomic
def submit_report(report: RectificationReport, *, actor: User) -> None:
    """Send the report in with the ledger as it stands, and ask each party for its opinion."""
    demand(rules.may_submit_report(actor, steps.lock(report)))
    steps.move(
        report,
        ReportState.SUBMITTED,
        steps=REPORT_STEPS,
        actor=actor,
        submitted_by=actor,
        submitted_at=timezone.now(),
        ledger=ledger_lines(report.feedback),
    )
    ReportReview.objects.bulk_create(ReportReview(report=report, party=party) for party in Party)
    report_sent(report, actor)
    for party in Party:
        notices.queue(
            to=holders(*PARTY_ROLES[party], organization=report.body),
            title=gettext_noop("A rectification report of %(unit)s waits for your opinion"),
            about=report,
            url=report.get_absolute_url(),
            key=f"report-review-{report.pk}-{party}",
            unit=report.organization,
        )


@transaction.atomic
def review_report(
    report: RectificationReport, party: Party, *, passed: bool, opinion: str, actor: User
) -> None:
    """Write one party's opinion; the last of the three decides, once (SD-18).

    Locks the report, so that of two reviewers at once the later one sees the earlier one's word.
    """
    fresh = steps.lock(report)
    demand(rules.may_review_report(actor, fresh, party))
    opinions.give(
        fresh.reviews.get(party=party),
        passed=passed,
        opinion=opinion,
        actor=actor,
        verb="rectification.report_reviewed",
        subject=report,
    )
    decide(report, actor)


def decide(report: RectificationReport, actor: User) -> None:
    reasons = opinions.reasons_to_return(report.reviews.all())
    if reasons is None:
        return
    if reasons:
        send_back(report, reasons, actor)
    else:
        accept(report, actor)


def send_back(report: RectificationReport, reason: str, actor: User) -> None:
    steps.move(
        report,
        ReportState.RETURNED,
        steps=REPORT_STEPS,
        actor=actor,
        decided_at=timezone.now(),
        return_reason=reason,
    )
    report_sent_back(report, actor)
    tell_unit(report, gettext_noop("Your rectification report was returned"))


def accept(report: RectificationReport, actor: User) -> None:
    """Accepted as it was sent in, and printed so in the unit's name."""
    document = issuing.issue(
        "rectification_report",
        context=report_context(report),
        actor=actor,
        body=report.organization,
        organization=report.body,
        title=report_title(report),
    )
    steps.move(
        report,
        ReportState.ACCEPTED,
        steps=REPORT_STEPS,
        actor=actor,
        decided_at=timezone.now(),
        document=document,
    )
    tell_unit(report, gettext_noop("Your rectification report was accepted"))
    both_accepted(report, actor)


def both_accepted(report: RectificationReport, actor: User) -> None:
    """With the second of the two the target's reports stand accepted.

    Locks the feedback, so that of two reports decided at once the later one sees the earlier.
    """
    feedback = steps.lock(report.feedback)
    kinds = feedback.rectification_reports.filter(state=ReportState.ACCEPTED)
    if set(kinds.values_list("kind", flat=True)) != set(ReportKind.values):
        return
    assignment = report.assignment
    if assignment and assignment.state == AssignmentState.RECTIFYING:
        steps.move(
            assignment,
            AssignmentState.REPORTS_ACCEPTED,
            steps=ASSIGNMENT_STEPS,
            actor=actor,
        )


def tell_unit(report: RectificationReport, title: str) -> None:
    notices.queue(
        to=holders(*UNIT, organization=report.organization),
        title=title,
        about=report,
        url=report.get_absolute_url(),
    )
