"""Pages of the inspection report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.listing import only_for, waiting_page
from accounts.roles import LEADING, OFFICE, TEAM
from accounts.steps import posted_version
from accounts.verdicts import demand
from inspections.documents.wording import report_title
from inspections.filters.issue import ReportFilter
from inspections.forms.opinion import OpinionForm, posted, posted_opinion
from inspections.forms.report import ReportForm, ReportStepForm
from inspections.models import Assignment, InspectionReport
from inspections.rules import report as rules
from inspections.selectors import fieldwork as fieldwork_selectors
from inspections.selectors import issue as selectors
from inspections.selectors import report as report_selectors
from inspections.services import report as services
from inspections.tables.issue import ReportTable


def report_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *LEADING, *OFFICE, *TEAM)
    return waiting_page(
        request,
        everything=selectors.reports_for_list(request.user),
        waiting=selectors.waiting_reports(request.user),
        table=ReportTable,
        filters=ReportFilter,
        title=_("Inspection reports"),
        template="inspections/report/list.html",
        called=_("All reports"),
        assignments=fieldwork_selectors.open_assignments(request.user, *rules.WRITERS).filter(
            report=None, state__in=rules.DRAFTED_IN
        ),
        empty_title=_("No report is here"),
        empty_text=_("A report is drafted by the team from its signed papers."),
    )


def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = InspectionReport.objects.visible_to(request.user).select_related(
        "organization", "team", "assignment", "created_by"
    )
    report = get_object_or_404(rows, pk=pk)
    user = request.user
    return render(
        request,
        "inspections/report/detail.html",
        {
            "report": report,
            "citations": selectors.citations_of(report),
            "steps": report_selectors.step_bar(report),
            "entries": report_selectors.record_of(report),
            "gates": report_selectors.gates_of(report),
            "step_form": ReportStepForm(),
            "opinion_form": OpinionForm(),
            "deeds": {
                "edit": rules.may_edit_report(user, report),
                "submit": rules.may_submit_report(user, report),
                "team_step": rules.may_record_team_step(user, report),
                "consult": rules.may_consult(user, report),
                "put_forward": rules.may_put_forward(user, report),
                "give_back": rules.may_return_report(user, report),
                "decide": rules.may_decide_report(user, report),
            },
        },
    )


def report_new(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    demand(rules.may_start_report(request.user, assignment))
    title = report_title(assignment)
    form = ReportForm(request.POST or None, assignment=assignment, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        report = services.start_report(assignment, actor=request.user, **form.sent())
        messages.success(request, _("Saved as a draft."))
        return redirect(report)
    context = {"form": form, "assignment": assignment, "report": None}
    return render(request, "inspections/report/form.html", context)


def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(InspectionReport.objects.visible_to(request.user), pk=pk)
    demand(rules.may_edit_report(request.user, report))
    form = ReportForm(
        request.POST or None,
        instance=InspectionReport.objects.get(pk=report.pk),
        assignment=report.assignment,
    )
    if request.method == "POST" and form.is_valid():
        services.save_report(
            report, version=posted_version(request), actor=request.user, **form.sent()
        )
        messages.success(request, _("Saved as a draft."))
        return redirect(report)
    context = {"form": form, "assignment": report.assignment, "report": report}
    return render(request, "inspections/report/form.html", context)


@require_POST
def report_record(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record a team meeting, a communication with the head, or a consultation."""
    report = _seen(request, pk)
    values = posted(ReportStepForm(request.POST, request.FILES))
    services.record_step(report, actor=request.user, kind=kind, **values)
    messages.success(request, _("Recorded."))
    return redirect(report)


@require_POST
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = _seen(request, pk)
    services.submit_report(report, actor=request.user)
    messages.success(request, _("The report is with the office."))
    return redirect(report)


@require_POST
def report_put_forward(request: HttpRequest, pk: int) -> HttpResponse:
    report = _seen(request, pk)
    services.put_forward(report, actor=request.user)
    messages.success(request, _("The report is before the leading group."))
    return redirect(report)


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    report = _seen(request, pk)
    services.return_report(report, actor=request.user, reason=posted_opinion(request))
    messages.success(request, _("The report was returned to the team."))
    return redirect("inspections:report_list")


@require_POST
def report_approve(request: HttpRequest, pk: int) -> HttpResponse:
    report = _seen(request, pk)
    values = posted(ReportStepForm(request.POST, request.FILES))
    values.pop("decided_by")
    services.approve_report(report, actor=request.user, **values)
    messages.success(request, _("The report is approved."))
    return redirect(report)


def _seen(request: HttpRequest, pk: int) -> InspectionReport:
    return get_object_or_404(InspectionReport.objects.visible_to(request.user), pk=pk)
