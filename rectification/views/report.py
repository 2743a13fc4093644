"""Rectification reports: the list, the page on which one is written or judged, its steps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import steps
from accounts.listing import waiting_page
from inspections.models import Feedback
from rectification import forms
from rectification.filters import ReportFilter
from rectification.models import RectificationReport
from rectification.rules import report as rules
from rectification.selectors import report as reading
from rectification.selectors.side import reads_as_unit
from rectification.services import report as reporting
from rectification.states import ReportKind
from rectification.tables import ReportTable
from rectification.views.answers import finish, told
from rectification.views.parties import columns, known_party


def working_on(request: HttpRequest, pk: int) -> RectificationReport:
    return get_object_or_404(reading.reports_for_list(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    return waiting_page(
        request,
        everything=reading.reports_for_list(request.user),
        waiting=reading.waiting_reports(request.user),
        table=ReportTable,
        filters=ReportFilter,
        title=_("Rectification reports"),
        empty_title=_("No report yet"),
        empty_text=_("A report appears here once a unit has sent it in."),
    )


@require_GET
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return report_page(request, working_on(request, pk))


def report_page(
    request: HttpRequest, report: RectificationReport, *, status: int = 200, **bound
) -> HttpResponse:
    """A draft is written here; what was sent in is read and judged with the ledger of that day."""
    editions = reading.reports_for_list(request.user).filter(
        feedback=report.feedback_id, kind=report.kind
    )
    told_all = bool(report.decided_at) or not reads_as_unit(request.user)
    context = {
        "report": report,
        "title": report.get_kind_display(),
        "lines": reading.ledger_lines(report.feedback) if report.is_draft else report.ledger,
        "own": rules.of_unit(request.user, report),
        "editions": editions.exclude(pk=report.pk).order_by("number"),
        "columns": columns(
            report.reviews,
            told_all=told_all,
            mine=lambda party: bool(rules.may_review_report(request.user, report, party)),
            bound=bound.get("review"),
        ),
        "may": {
            "edit": rules.may_edit_report(request.user, report),
            "submit": rules.may_submit_report(request.user, report),
            "next": rules.may_draft_report(request.user, report.feedback, report.kind),
        },
        "form": bound.get("text") or forms.ReportForm(initial=said(report)),
    }
    template = (
        "rectification/report_draft.html" if report.is_draft else "rectification/report_detail.html"
    )
    return render(request, template, context, status=status)


def said(report: RectificationReport) -> dict[str, str]:
    return {name: getattr(report, name) for name in reporting.TEXTS}


@require_POST
def open_(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
    if kind not in ReportKind.values:
        raise Http404
    return redirect(reporting.draft_report(feedback, kind, actor=request.user))


@require_POST
def text(request: HttpRequest, pk: int) -> HttpResponse:
    report = working_on(request, pk)
    version = steps.posted_version(request)
    return finish(
        request,
        report,
        forms.ReportForm(request.POST, request.FILES),
        name="text",
        deed=lambda sent: reporting.write_report(
            report, **sent, version=version, actor=request.user
        ),
        page=report_page,
        done=_("The draft was saved."),
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = working_on(request, pk)
    reporting.submit_report(report, actor=request.user)
    return told(request, report, _("The report was sent in; the three parties were told."))


@require_POST
def review(request: HttpRequest, pk: int, party: str) -> HttpResponse:
    report = working_on(request, pk)
    asked = known_party(party)
    form = forms.OpinionForm(request.POST, prefix=party)
    return finish(
        request,
        report,
        form,
        name="review",
        deed=lambda sent: reporting.review_report(
            report, asked, passed=form.passed, opinion=sent["opinion"], actor=request.user
        ),
        page=report_page,
        done=_("The opinion was given."),
    )
